//! Consents end once.

use protocol::consent::{ConsentEffect, ConsentEvent, ConsentState, Standing, step};

use crate::samples::after;

const EVENTS: [ConsentEvent; 2] = [ConsentEvent::Withdraw, ConsentEvent::Clock];

fn active() -> ConsentState {
    ConsentState::Active { until: after(60) }
}

#[test]
fn a_withdrawal_works_at_once_and_once() {
    let first = step(active(), ConsentEvent::Withdraw, after(59));
    assert_eq!(first.state, ConsentState::Withdrawn);
    assert_eq!(first.effects, [ConsentEffect::LogWithdrawal, ConsentEffect::StopHandovers, ConsentEffect::TellHolders]);
    let second = step(first.state, ConsentEvent::Withdraw, after(61));
    assert!(second.repeated && second.effects.is_empty() && second.state == ConsentState::Withdrawn);
}

#[test]
fn it_ends_before_its_last_moment_whether_or_not_a_clock_has_run() {
    assert_eq!(active().standing(after(59)), Standing::Effective);
    assert_eq!(active().standing(after(60)), Standing::Expired);
    assert_eq!(step(active(), ConsentEvent::Clock, after(60)).state, ConsentState::Expired);
    assert_eq!(step(active(), ConsentEvent::Clock, after(59)).state, active());
    assert_eq!(step(active(), ConsentEvent::Withdraw, after(60)).state, ConsentState::Expired);
}

#[test]
fn an_ended_consent_never_comes_back() {
    for state in [ConsentState::Withdrawn, ConsentState::Expired] {
        for event in EVENTS {
            for minutes in [-600, 0, 59, 60, 600] {
                let step = step(state, event, after(minutes));
                assert!(step.state == state && step.repeated && step.effects.is_empty());
                assert_ne!(state.standing(after(minutes)), Standing::Effective);
            }
        }
    }
}

#[test]
fn the_weakest_consent_counts() {
    use Standing::{Effective, Expired, Withdrawn};
    assert_eq!(Standing::weakest([Effective, Withdrawn, Expired]), Withdrawn);
    assert_eq!(Standing::weakest([Effective, Expired]), Expired);
    assert_eq!(Standing::weakest([Effective, Effective]), Effective);
    assert_eq!(Standing::weakest([]), Effective);
}

#[test]
fn a_consent_survives_its_column() {
    for state in [active(), ConsentState::Withdrawn, ConsentState::Expired] {
        let text = serde_json::to_string(&state).expect("it can be written");
        assert_eq!(serde_json::from_str::<ConsentState>(&text).ok(), Some(state), "{text}");
    }
}
