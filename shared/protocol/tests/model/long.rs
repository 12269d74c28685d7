//! The large walks, minutes each: they are there in the release profile alone, as `integration-tests/run --long` builds it.

use std::time::Instant;

use protocol::Basis::{Consent, Duty, Permission};
use stateright::{Checker, Model};

use crate::{holds::nothing_is_wrong, outbox::Reply, properties::*, setting::Setting, town::Town};

/// The start, and every clock of the protocol but those of persons: minutes.
const CLOCKS: [i64; 5] = [0, 15, 60, 24 * 60, 7 * 24 * 60];

/// Walks through every state and shows the figures.
#[allow(clippy::print_stdout, reason = "the figures go to docs/measurements.md by hand")]
fn walk(name: &str, setting: Setting, goals: &[&'static str]) {
    let began = Instant::now();
    // Depth first: few states wait to be come back to, and of those that were seen only fingerprints are kept.
    let checker = Town::sound(setting).checker().threads(1).spawn_dfs().join();
    let (states, depth, seconds) = (checker.unique_state_count(), checker.max_depth(), began.elapsed().as_secs());
    println!("{name}: {states} states, depth {depth}, {seconds} s");
    nothing_is_wrong(&checker, goals);
}

#[test]
fn a_duty_beside_a_consent() {
    let setting = Setting { withdraw: [true, false], replies: Vec::new(), ..Setting::plain(&[Duty, Consent]) };
    walk("a duty beside a consent", setting, &[OPENED, STOPPED, TOO_LATE, REJECTED]);
}

#[test]
fn two_by_one_consent() {
    let setting = Setting { withdraw: [false, true], replies: Vec::new(), ..Setting::plain(&[Consent, Consent]) };
    walk("two by one consent", setting, &[OPENED, STOPPED, TOO_LATE, REJECTED]);
}

#[test]
fn a_consent_by_every_clock() {
    let setting = Setting {
        withdraw: [true, false],
        recall: true,
        moments: CLOCKS.to_vec(),
        consent_until: 24 * 60,
        losses: 1,
        ..Setting::plain(&[Consent])
    };
    walk("a consent by every clock", setting, &[OPENED, STOPPED, TOO_LATE, RECALLED, EXPIRED, PAGED, REJECTED]);
}

#[test]
fn a_duty_by_every_clock() {
    let setting = Setting {
        // Also just before the first clock.
        moments: [0, 14].into_iter().chain(CLOCKS.into_iter().skip(1)).collect(),
        losses: 2,
        doubles: true,
        crashes: true,
        rotate: true,
        rules_change: true,
        ..Setting::plain(&[Duty])
    };
    walk("a duty by every clock", setting, &[OPENED, OWNED, PAGED]);
}

#[test]
fn a_consent_and_a_restored_broker() {
    let setting = Setting { withdraw: [true, false], restore: true, unasked: [true, false], crashes: true, ..Setting::plain(&[Consent]) };
    walk("a consent and a restored broker", setting, &[OPENED, OWNED, STOPPED, TOO_LATE, REPAIRED, REJECTED]);
}

#[test]
fn a_permission_and_a_restored_broker() {
    let replies = vec![Reply::Acknowledged, Reply::Declined];
    let setting = Setting { restore: true, recall: true, replies, ..Setting::plain(&[Permission]) };
    walk("a permission and a restored broker", setting, &[OPENED, OWNED, RECALLED, REPAIRED]);
}
