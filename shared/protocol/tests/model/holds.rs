//! The town as it is meant to be: nothing wrong is found in any state.

use protocol::Basis::{Consent, Duty, Permission};
use stateright::{Checker, Expectation, Model};

use crate::{outbox::Reply, properties::*, setting::Setting, town::Town};

/// Walks through every state.
fn walk(setting: Setting, goals: &[&'static str]) {
    let checker = Town::sound(setting).checker().threads(1).spawn_bfs().join();
    nothing_is_wrong(&checker, goals);
}

/// No property is broken, and what has to be reached for that to mean anything was reached.
pub fn nothing_is_wrong(checker: &impl Checker<Town>, goals: &[&'static str]) {
    for property in all() {
        if property.expectation == Expectation::Sometimes {
            assert!(!goals.contains(&property.name) || checker.discovery(property.name).is_some(), "never: {}", property.name);
        } else if let Some(path) = checker.discovery(property.name) {
            panic!("{}: {:#?}\n{:?}", property.name, path.last_state(), path.clone().into_actions());
        }
    }
}

#[test]
fn a_consent_withdrawn_by_either_at_any_time() {
    let setting = Setting {
        withdraw: [true; 2],
        crashes: true,
        replies: vec![Reply::Acknowledged, Reply::TakenOver, Reply::Declined],
        ..Setting::plain(&[Consent])
    };
    walk(setting, &[OPENED, OWNED, STOPPED, TOO_LATE, REJECTED]);
}

#[test]
fn a_consent_with_losses_and_doubles() {
    let setting = Setting { withdraw: [true, false], recall: true, losses: 1, doubles: true, park_after: 1, ..Setting::plain(&[Consent]) };
    walk(setting, &[OPENED, OWNED, STOPPED, TOO_LATE, RECALLED, PARKED]);
}

#[test]
fn a_duty_at_every_clock() {
    let setting = Setting { moments: vec![0, 15, 60], rotate: true, rules_change: true, crashes: true, ..Setting::plain(&[Duty]) };
    walk(setting, &[OPENED, OWNED, PAGED]);
}

#[test]
fn a_permission_that_expires_or_is_taken_back() {
    let setting = Setting { moments: vec![0, 24 * 60, 7 * 24 * 60], recall: true, losses: 1, ..Setting::plain(&[Permission]) };
    walk(setting, &[OPENED, OWNED, RECALLED, EXPIRED, PAGED]);
}

#[test]
fn a_broker_restored_under_a_duty() {
    let setting = Setting { restore: true, unasked: [true, false], replies: Vec::new(), ..Setting::plain(&[Duty]) };
    walk(setting, &[OPENED, REPAIRED]);
}

#[test]
fn a_broker_restored_under_a_consent() {
    let setting = Setting { withdraw: [true, false], restore: true, replies: Vec::new(), ..Setting::plain(&[Consent]) };
    walk(setting, &[OPENED, STOPPED, TOO_LATE, REPAIRED]);
}
