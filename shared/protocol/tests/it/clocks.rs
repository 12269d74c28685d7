//! Limits and the desk's clock.

use jiff::SignedDuration;
use protocol::{
    ClockLimits, LimitsError,
    acknowledgement::{Wait, wait},
};

use crate::samples::{after, limits};

#[test]
fn a_waiting_handover_turns_amber_at_five_and_late_at_ten_minutes() {
    let at = |minutes| wait(after(0), after(minutes), &limits());
    let seen: Vec<Wait> = [-5, 0, 4, 5, 9, 10, 6_000].into_iter().map(at).collect();
    use Wait::{Amber, Late, OnTime};
    assert_eq!(seen, [OnTime, OnTime, OnTime, Amber, Amber, Late, Late]);
}

#[test]
fn the_defaults_hold_together() {
    assert_eq!(ClockLimits::default().check(), Ok(()));
}

#[test]
fn limits_that_would_silence_a_warning_are_refused() {
    let zero = ClockLimits { proof_wait: SignedDuration::ZERO, ..limits() };
    assert_eq!(zero.check(), Err(LimitsError::NotPositive("proof_wait")));
    let never = ClockLimits { park_after_attempts: 0, ..limits() };
    assert_eq!(never.check(), Err(LimitsError::NotPositive("park_after_attempts")));
    let late = ClockLimits { acknowledge_amber: SignedDuration::from_mins(10), ..limits() };
    assert_eq!(late.check(), Err(LimitsError::WrongOrder("acknowledge_amber", "acknowledge_late")));
    let pages = ClockLimits { unfetched_page_both: SignedDuration::from_mins(15), ..limits() };
    assert_eq!(pages.check(), Err(LimitsError::WrongOrder("unfetched_page_recipient", "unfetched_page_both")));
}

#[test]
fn a_configuration_names_what_differs_and_nothing_unknown() {
    let read = serde_json::from_str::<ClockLimits>(r#"{"acknowledge_amber":"3m","offer_expiry":"PT48H"}"#).expect("limits");
    assert_eq!(
        read,
        ClockLimits { acknowledge_amber: SignedDuration::from_mins(3), offer_expiry: SignedDuration::from_hours(48), ..limits() }
    );
    assert!(serde_json::from_str::<ClockLimits>(r#"{"acknowledge_ambre":"3m"}"#).is_err());
}
