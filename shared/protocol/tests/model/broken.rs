//! Towns with a fault: each must be found out, by the property that is there for it.

use std::collections::BTreeSet;

use protocol::Basis::{self, Consent, Duty, Permission};
use stateright::{Checker, HasDiscoveries, Model};

use crate::{flaw::Flaw, properties::*, setting::Setting, town::Town};

/// Walks until the fault is found out by this property.
fn finds(flaw: Flaw, setting: Setting, property: &'static str) {
    let checker = Town::flawed(setting, flaw).checker().threads(1);
    let checker = checker.finish_when(HasDiscoveries::AnyOf(BTreeSet::from([property]))).spawn_bfs().join();
    assert!(checker.discovery(property).is_some(), "{flaw:?} was not found out: {property}");
}

/// One handover, nobody's answer, and the sender may hear a withdrawal.
fn withdrawn(basis: Basis) -> Setting {
    Setting { withdraw: [true, false], replies: Vec::new(), ..Setting::plain(&[basis]) }
}

/// The same with a broker that may be restored, and a sender's witness that follows the log at its hour.
fn restored(basis: Basis) -> Setting {
    Setting { restore: true, unasked: [true, false], ..withdrawn(basis) }
}

#[test]
fn a_fetch_judged_outside_the_sequencer() {
    finds(Flaw::FetchOutsideTheSequencer, withdrawn(Consent), NOT_AFTER_WITHDRAWAL);
    finds(Flaw::FetchOutsideTheSequencer, withdrawn(Consent), FINAL);
}

#[test]
fn consents_looked_at_only_when_the_offer_comes() {
    finds(Flaw::ConsentAtTheOfferOnly, withdrawn(Consent), NOT_AFTER_WITHDRAWAL);
    let late = Setting { moments: vec![0, 60], consent_until: 60, ..withdrawn(Consent) };
    finds(Flaw::ConsentAtTheOfferOnly, late, IN_TIME);
}

#[test]
fn a_withdrawal_that_forgets_parcels_under_way() {
    finds(Flaw::WithdrawalForgetsParcels, withdrawn(Consent), DESTROYED);
}

#[test]
fn one_cosigner_is_enough() {
    finds(Flaw::OneCosigner, withdrawn(Consent), BOTH_VOUCH);
    finds(Flaw::OneCosigner, restored(Consent), NOT_AFTER_WITHDRAWAL);
}

#[test]
fn a_witness_that_cosigns_before_it_remembers() {
    let crashes = Setting { crashes: true, ..restored(Consent) };
    finds(Flaw::CosignBeforeRemembering, crashes, ONE_HISTORY);
}

#[test]
fn a_log_that_is_written_after_the_act() {
    finds(Flaw::LogAfterAct, withdrawn(Consent), NOT_AFTER_WITHDRAWAL);
    finds(Flaw::LogAfterAct, withdrawn(Consent), BOTH_VOUCH);
}

#[test]
fn a_broker_that_acts_twice() {
    let doubles = Setting { doubles: true, ..withdrawn(Consent) };
    finds(Flaw::BrokerActsTwice, doubles.clone(), ONCE);
    finds(Flaw::BrokerActsTwice, doubles, FINAL);
}

#[test]
fn a_recipient_that_acts_twice() {
    finds(Flaw::RecipientActsTwice, withdrawn(Duty), ONCE);
}

#[test]
fn an_agency_that_opens_what_it_heard_withdrawn() {
    let heard = Setting { withdraw: [false, true], ..withdrawn(Consent) };
    finds(Flaw::NoTombstone, heard, NOT_AFTER_HEARING);
}

#[test]
fn a_duty_that_rides_along() {
    finds(Flaw::DutyRidesAlong, withdrawn(Duty), DUTY);
}

#[test]
fn a_message_that_counts_as_taken_when_it_was_sent() {
    let losses = Setting { losses: 1, ..withdrawn(Duty) };
    finds(Flaw::SentIsTaken, losses.clone(), NOT_LOST);
    finds(Flaw::SentIsTaken, losses.clone(), GOES_ON);
    finds(Flaw::SentIsTaken, losses.clone(), ENDS);
    finds(Flaw::SentIsTaken, losses, NO_DEAD_END);
}

#[test]
fn a_receipt_that_leaves_before_the_parcel_is_stored() {
    let crashes = Setting { crashes: true, ..withdrawn(Duty) };
    finds(Flaw::ReceiptBeforeStore, crashes.clone(), NOT_LOST);
    finds(Flaw::ReceiptBeforeStore, crashes, AGREE);
}

#[test]
fn no_clock_after_the_fetch() {
    finds(Flaw::NoClockAfterFetch, withdrawn(Permission), GOES_ON);
}

#[test]
fn a_key_that_is_destroyed_too_early() {
    let rotate = Setting { rotate: true, ..withdrawn(Duty) };
    finds(Flaw::KeyDestroyedAtOnce, rotate, KEYS);
}

#[test]
fn a_repair_that_nobody_follows() {
    finds(Flaw::RepairWithoutRedelivery, restored(Duty), AGREE);
}

#[test]
fn a_late_offer_that_is_taken_for_withdrawn() {
    let late = Setting { moments: vec![0, 7 * 24 * 60], ..withdrawn(Permission) };
    finds(Flaw::LateIsWithdrawn, late.clone(), GOES_ON);
    finds(Flaw::LateIsWithdrawn, late.clone(), ENDS);
    finds(Flaw::LateIsWithdrawn, late, NO_DEAD_END);
}

#[test]
fn a_parcel_that_ended_with_its_consent_and_is_not_told_so() {
    let short = Setting { moments: vec![0, 24 * 60], consent_until: 24 * 60, ..withdrawn(Consent) };
    finds(Flaw::ExpiryByTheOfferAlone, short, AGREE);
}

#[test]
fn a_decision_judged_by_the_moment_of_hearing() {
    let late = Setting { moments: vec![0, 7 * 24 * 60], losses: 1, ..withdrawn(Permission) };
    finds(Flaw::DecisionByOwnClock, late, AGREE);
}

#[test]
fn a_withdrawal_that_no_witness_has_seen() {
    let unseen = Setting { unasked: [false; 2], ..restored(Consent) };
    finds(Flaw::WithdrawalNobodyWitnessed, unseen, NOT_AFTER_WITHDRAWAL);
}
