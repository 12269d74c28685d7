//! Every state that can be reached, by every way, at every kind of moment: what must hold in each step.

use std::collections::HashSet;

use protocol::{
    Basis,
    handover::{HandoverState, StateCode},
};

use crate::samples::{events, go};

/// Moments between which nothing new can happen, in minutes: just before and at every limit.
const MOMENTS: [i64; 9] = [0, 14, 15, 59, 60, 24 * 60 - 1, 24 * 60, 7 * 24 * 60 - 1, 7 * 24 * 60];

/// Calls `look` for every step from a reachable state: (before, event's name, after, moment).
fn explore(basis: Basis, mut look: impl FnMut(&HandoverState, &str, &HandoverState, i64)) -> HashSet<HandoverState> {
    let (mut seen, mut todo) = (HashSet::new(), vec![(HandoverState::Drafted, 0)]);
    while let Some((state, from)) = todo.pop() {
        if !seen.insert((state.clone(), from)) {
            continue;
        }
        for (moment, minutes) in MOMENTS.iter().enumerate().skip(from) {
            for (name, event) in events(basis) {
                if let Ok(step) = go(&state, &event, *minutes) {
                    look(&state, &name, &step.state, *minutes);
                    todo.push((step.state, moment));
                }
            }
        }
    }
    seen.into_iter().map(|(state, _)| state).collect()
}

#[test]
fn every_state_can_be_reached_and_a_duty_reaches_no_quiet_end() {
    for basis in Basis::ALL {
        let codes: HashSet<StateCode> = explore(*basis, |_, _, _, _| ()).iter().map(HandoverState::code).collect();
        let unreached: HashSet<StateCode> = StateCode::ALL.iter().copied().filter(|code| !codes.contains(code)).collect();
        let expected: &[StateCode] = match basis {
            Basis::Duty => &[StateCode::Withdrawn, StateCode::Expired],
            Basis::Consent => &[],
            Basis::Permission | Basis::StateOnly => &[StateCode::Withdrawn],
        };
        assert_eq!(unreached, expected.iter().copied().collect(), "{basis}");
    }
}

#[test]
fn a_final_state_never_changes() {
    for basis in Basis::ALL {
        explore(*basis, |before, event, after, _| assert!(!before.is_final() || before == after, "{before:?} {event} {after:?}"));
    }
}

#[test]
fn there_is_one_way_in() {
    for basis in Basis::ALL {
        explore(*basis, |before, event, after, moment| {
            let (was, is) = (before.code(), after.code());
            let text = format!("{basis} {was} {event} {is} at {moment}");
            assert!(is != StateCode::Fetched || was.is_fetched() || was == StateCode::Released, "{text}");
            assert!(!is.is_fetched() || was.is_fetched() || is == StateCode::Fetched, "only a fetch leads further: {text}");
            assert!(!was.is_fetched() || is.is_fetched(), "nothing takes a fetch back: {text}");
            assert!(!is.is_gone() || was.is_gone() || matches!(was, StateCode::Offered | StateCode::Released), "{text}");
            assert!(is != StateCode::Acknowledged || matches!(was, StateCode::Received | StateCode::Acknowledged), "{text}");
            assert!(is != StateCode::TakenOver || matches!(was, StateCode::Acknowledged | StateCode::TakenOver), "{text}");
        });
    }
}

#[test]
fn nothing_is_fetched_that_may_not_go() {
    for basis in Basis::ALL {
        explore(*basis, |before, event, after, moment| {
            let fetched = after.code() == StateCode::Fetched && before.code() == StateCode::Released;
            let stopped = event.contains("rules changed")
                || (*basis == Basis::Consent && !event.contains("effective"))
                || (*basis != Basis::Duty && moment >= 7 * 24 * 60);
            assert!(!(fetched && stopped), "{basis} {event} at {moment}");
        });
    }
}

/// The duty: whatever is said about consent, a fetch of it succeeds as long as the law stands.
#[test]
fn nothing_about_consent_stops_a_duty() {
    explore(Basis::Duty, |before, event, after, moment| {
        let fetch = before.code() == StateCode::Released && event.starts_with("fetch") && !event.contains("rules changed");
        assert!(!fetch || after.code() == StateCode::Fetched, "{event} at {moment}");
        assert!(event != "withdraw" || before == after);
    });
}
