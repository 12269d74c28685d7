//! What is let happen in a run: small enough to be walked through whole, or large.

use jiff::{SignedDuration, Timestamp};
use protocol::{Basis, ClockLimits, Terms};
use wire::UnitId;

use crate::outbox::Reply;

/// One configuration of the town.
#[derive(Debug, Clone)]
pub struct Setting {
    /// One handover of each of these grounds, from the police to social services. Those by consent share one consent.
    pub bases: Vec<Basis>,
    /// Minutes after the start at which something may become due.
    pub moments: Vec<i64>,
    /// End of the consent in minutes.
    pub consent_until: i64,
    /// What persons at the recipient may answer.
    pub replies: Vec<Reply>,
    /// Requests or answers that may be lost.
    pub losses: u8,
    /// Messages come again although they were answered.
    pub doubles: bool,
    /// Attempts before a message is parked.
    pub park_after: u32,
    /// Processes of the agencies may die with something in hand.
    pub crashes: bool,
    /// Who may hear a withdrawal.
    pub withdraw: [bool; 2],
    /// The sender may take back.
    pub recall: bool,
    /// The rule book may change so that nothing goes any more.
    pub rules_change: bool,
    /// The recipient's unit may get a new key.
    pub rotate: bool,
    /// The broker may be restored from a backup once, and is then repaired.
    pub restore: bool,
    /// Whose witness cosigns also what no parcel waits for.
    pub unasked: [bool; 2],
}

impl Setting {
    /// Nothing out of the ordinary: for others to add to.
    pub fn plain(bases: &[Basis]) -> Self {
        Self {
            bases: bases.to_vec(),
            moments: vec![0],
            consent_until: 30 * 24 * 60,
            replies: vec![Reply::Acknowledged],
            losses: 0,
            doubles: false,
            park_after: 2,
            crashes: false,
            withdraw: [false; 2],
            recall: false,
            rules_change: false,
            rotate: false,
            restore: false,
            unasked: [false; 2],
        }
    }

    /// The clocks of the protocol; only the number of attempts is another, so that parking is reached.
    pub fn limits(&self) -> ClockLimits {
        ClockLimits { park_after_attempts: self.park_after, ..ClockLimits::default() }
    }

    /// Ground and last moment of a handover.
    pub fn terms(&self, basis: Basis) -> Terms {
        Terms::made(basis, wire::Purpose::AcuteSupport, start(), &self.limits())
    }
}

/// When every run begins.
pub fn start() -> Timestamp {
    Timestamp::from_second(1_795_900_000).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// So many minutes later.
pub fn after(minutes: i64) -> Timestamp {
    start() + SignedDuration::from_mins(minutes)
}

/// The unit that takes over.
pub fn unit() -> UnitId {
    "socialtjansten-exempelstad/barn-och-unga".parse().expect("a unit")
}
