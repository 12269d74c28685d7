//! The sender's copy: what it is told comes late, in any order, and from another clock.

use jiff::{SignedDuration, Timestamp};
use protocol::{
    Basis,
    handover::{HandoverEvent, HandoverState, StateCode, advance, came_too_late, ended},
};
use wire::{GoneCause, ReceiptState, StaffRole};

use crate::samples::{RELEASE, limits, start, terms};

fn days(days: i64) -> Timestamp {
    start() + SignedDuration::from_hours(24 * days)
}

fn offered(basis: Basis) -> HandoverState {
    HandoverState::Offered { terms: terms(basis) }
}

fn told(state: &HandoverState, event: &HandoverEvent, at: Timestamp) -> StateCode {
    advance(state, event, at, &limits()).expect("it follows").map_or(state.code(), |next| next.code())
}

#[test]
fn a_receipt_that_comes_before_all_else_proves_release_and_fetch() {
    let received = HandoverEvent::Receipt(ReceiptState::Received);
    assert_eq!(told(&offered(Basis::Consent), &received, start()), StateCode::Received);
}

#[test]
fn a_release_that_is_told_late_changes_nothing() {
    let acknowledged = HandoverState::Acknowledged { role: StaffRole::DutyWorker };
    assert!(!matches!(advance(&acknowledged, &RELEASE, start(), &limits()), Ok(Some(_))));
}

/// A parcel that waited ends with its consent, with its own time, withdrawn, taken back, or by a new rule: never as fetched.
#[test]
fn every_end_before_the_fetch_is_taken_as_what_it_was() {
    let of = |cause: Option<GoneCause>, basis: Basis, at: Timestamp| {
        [offered(basis), HandoverState::released(terms(basis), start())].map(|state| told(&state, &ended(&state, cause, at), at))
    };
    assert_eq!(of(Some(GoneCause::Expired), Basis::Consent, days(1)), [StateCode::Expired; 2], "with its consent");
    assert_eq!(of(Some(GoneCause::Expired), Basis::Consent, days(7)), [StateCode::Expired; 2], "with its own time");
    assert_eq!(of(Some(GoneCause::Expired), Basis::Permission, days(7)), [StateCode::Expired; 2]);
    assert_eq!(of(Some(GoneCause::Withdrawn), Basis::Consent, days(1)), [StateCode::Withdrawn; 2]);
    assert_eq!(of(Some(GoneCause::Recalled), Basis::Permission, days(1)), [StateCode::Recalled; 2]);
    assert_eq!(of(None, Basis::Permission, days(1)), [StateCode::Refused; 2]);
}

#[test]
fn what_no_consent_carries_does_not_expire_before_its_time() {
    for basis in [Basis::Permission, Basis::StateOnly, Basis::Duty] {
        let state = HandoverState::released(terms(basis), start());
        assert_eq!(told(&state, &ended(&state, Some(GoneCause::Expired), days(1)), start()), StateCode::Released, "{basis:?}");
    }
}

#[test]
fn a_told_end_changes_no_end() {
    for cause in [None, Some(GoneCause::Expired), Some(GoneCause::Withdrawn), Some(GoneCause::Recalled)] {
        for state in [HandoverState::Expired, HandoverState::Withdrawn, HandoverState::Recalled, HandoverState::Refused] {
            assert_eq!(told(&state, &ended(&state, cause, days(8)), days(8)), state.code(), "{cause:?}");
        }
    }
}

#[test]
fn what_came_too_late_is_expired_whatever_the_clock_here_says() {
    for basis in [Basis::Consent, Basis::Permission, Basis::StateOnly] {
        for now in [days(7) - SignedDuration::from_secs(20), days(9)] {
            let (event, at) = came_too_late(&offered(basis), now);
            assert_eq!(told(&offered(basis), &event, at), StateCode::Expired, "{basis:?}");
            assert!(at >= now);
        }
    }
    let (event, at) = came_too_late(&offered(Basis::Duty), days(400));
    assert_eq!(told(&offered(Basis::Duty), &event, at), StateCode::Offered, "a duty has no last moment");
}
