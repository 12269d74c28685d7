//! Messages are sent until they are answered, and kept when they are not.

use jiff::SignedDuration;
use proptest::{prelude::*, sample::select};
use protocol::delivery::{DeliveryEvent, DeliveryState, Jitter, may_come_right, pause, step};
use wire::ProblemCode;

use crate::samples::{after, limits, start};

fn go(state: DeliveryState, event: DeliveryEvent) -> protocol::delivery::DeliveryStep {
    step(state, event, start(), &limits())
}

#[test]
fn the_pause_doubles_from_one_second_to_five_minutes() {
    let longest: Vec<i64> = (1..12).map(|attempts| pause(attempts, Jitter(u16::MAX)).as_secs()).collect();
    assert_eq!(longest, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    let shortest: Vec<i64> = (1..12).map(|attempts| pause(attempts, Jitter(0)).as_secs()).collect();
    assert_eq!(shortest, [1, 1, 2, 4, 8, 16, 32, 64, 128, 150, 150]);
}

#[test]
fn nothing_is_sent_before_its_time() {
    let waiting = DeliveryState::Waiting { attempts: 1, not_before: after(1) };
    assert!(!waiting.is_due(after(0)) && waiting.is_due(after(1)));
    assert!(go(waiting, DeliveryEvent::Send).repeated);
    assert_eq!(step(waiting, DeliveryEvent::Send, after(1), &limits()).state, DeliveryState::Sent { attempts: 2 });
}

#[test]
fn an_answer_that_comes_late_counts() {
    let states = [DeliveryState::new(after(1)), DeliveryState::Sent { attempts: 1 }, DeliveryState::Parked { attempts: 300 }];
    for state in states {
        assert_eq!(go(state, DeliveryEvent::Accept).state, DeliveryState::Accepted);
        let refused = go(state, DeliveryEvent::Refuse(ProblemCode::BadSignature, Jitter(0)));
        assert_eq!(refused.state, DeliveryState::Refused { code: ProblemCode::BadSignature });
        assert!(refused.alarm, "a person must hear of it");
    }
}

#[test]
fn only_what_may_come_right_is_sent_again() {
    for code in ProblemCode::ALL {
        let step = go(DeliveryState::Sent { attempts: 1 }, DeliveryEvent::Refuse(*code, Jitter(0)));
        assert_eq!(matches!(step.state, DeliveryState::Waiting { .. }), may_come_right(*code), "{code}");
    }
    assert!(may_come_right(ProblemCode::LogFenced) && may_come_right(ProblemCode::TooManyRequests));
    assert!(!may_come_right(ProblemCode::Refused) && !may_come_right(ProblemCode::OtherBytes));
}

#[test]
fn after_too_many_attempts_it_is_parked_with_an_alarm_and_kept() {
    let (mut state, mut now, mut sent) = (DeliveryState::new(start()), start(), 0);
    let alarm = loop {
        now += SignedDuration::from_mins(6);
        assert_eq!(step(state, DeliveryEvent::Send, now, &limits()).state, DeliveryState::Sent { attempts: sent + 1 });
        sent += 1;
        let failed = step(DeliveryState::Sent { attempts: sent }, DeliveryEvent::NoAnswer(Jitter(7)), now, &limits());
        state = failed.state;
        if matches!(state, DeliveryState::Parked { .. }) {
            break failed.alarm;
        }
        assert!(!failed.alarm);
    };
    assert!(alarm);
    assert_eq!((sent, state), (300, DeliveryState::Parked { attempts: 300 }));
    assert_eq!(go(state, DeliveryEvent::Unpark).state, DeliveryState::new(start()));
}

fn any_event() -> impl Strategy<Value = DeliveryEvent> {
    prop_oneof![
        4 => Just(DeliveryEvent::Send),
        4 => any::<u16>().prop_map(|bits| DeliveryEvent::NoAnswer(Jitter(bits))),
        1 => Just(DeliveryEvent::Accept),
        1 => Just(DeliveryEvent::Unpark),
        2 => (select(ProblemCode::ALL), any::<u16>()).prop_map(|(code, bits)| DeliveryEvent::Refuse(code, Jitter(bits))),
    ]
}

proptest! {
    #[test]
    fn a_pause_is_within_its_bounds(attempts in any::<u32>(), bits in any::<u16>()) {
        let pause = pause(attempts, Jitter(bits));
        prop_assert!(SignedDuration::from_secs(1) <= pause && pause <= SignedDuration::from_mins(5));
    }

    #[test]
    fn an_answered_message_stays_answered(events in prop::collection::vec((any_event(), 0_i64..10), 1..60)) {
        let (mut state, mut minutes) = (DeliveryState::new(start()), 0);
        for (event, more) in events {
            minutes += more;
            let next = step(state, event, after(minutes), &limits());
            prop_assert!(!state.is_final() || (next.state == state && next.repeated));
            prop_assert!(!next.repeated || (next.state == state && !next.alarm));
            state = next.state;
        }
    }

    #[test]
    fn a_message_survives_its_column(events in prop::collection::vec(any_event(), 1..10)) {
        let state = events.into_iter().fold(DeliveryState::new(start()), |state, event| go(state, event).state);
        let text = serde_json::to_string(&state).expect("it can be written");
        prop_assert_eq!(serde_json::from_str::<DeliveryState>(&text).ok(), Some(state));
    }
}

/// Named one by one: the end is not what the code calls the end.
#[test]
fn what_was_accepted_or_refused_stays_so_whatever_comes() {
    let refused = DeliveryState::Refused { code: ProblemCode::BadSignature };
    for state in [DeliveryState::Accepted, refused] {
        assert!(state.is_final());
        for event in [DeliveryEvent::Accept, DeliveryEvent::Refuse(ProblemCode::UnknownKey, Jitter(0)), DeliveryEvent::Send] {
            let step = go(state, event);
            assert_eq!((step.state, step.alarm, step.repeated), (state, false, true), "{event:?}");
        }
    }
    let open = [DeliveryState::new(start()), DeliveryState::Sent { attempts: 3 }, DeliveryState::Parked { attempts: 9 }];
    assert!(open.iter().all(|state| !state.is_final()));
}
