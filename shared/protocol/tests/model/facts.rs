//! What really happened, for the properties to look at: no part of the town can read it.

use std::collections::BTreeSet;

use crate::log::Head;

/// What must never happen, noted where it happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wrong {
    /// A copy left a final state, or a fetched one went back.
    FinalChanged,
    /// Opened by consent by the agency that had itself heard the withdrawal.
    OpenedAfterHearing,
    /// Opened by consent under a head that not both witnesses stand for.
    OpenedUnvouched,
    /// A witness vouched for two histories.
    TwoHistories,
    /// A duty was refused, withdrawn or kept waiting because of a consent.
    DutyStopped,
    /// Fetched under a consent whose time was out.
    FetchedExpired,
    /// Sealed to a key that was good, and not to be opened.
    KeyGone,
    /// What the broker told does not follow from the copy here, though nothing was restored.
    OutOfOrder,
}

/// About one handover.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct AboutOne {
    /// How often its content became part of the recipient's records.
    pub opened: u8,
    /// Persons were paged.
    pub paged: bool,
}

/// About all.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Facts {
    pub wrong: BTreeSet<Wrong>,
    pub each: Vec<AboutOne>,
    /// The newest head each witness has cosigned.
    pub vouched: [Head; 2],
    /// An agency was told that its withdrawal stands in the log, and a witness saw it there.
    pub withdrawal_told: bool,
    pub withdrawal_seen: bool,
}

impl Facts {
    /// Notes it when it is so.
    pub fn note(&mut self, wrong: Wrong, is_so: bool) {
        if is_so {
            self.wrong.insert(wrong);
        }
    }

    pub fn about(&mut self, handover: u8) -> &mut AboutOne {
        &mut self.each[usize::from(handover)]
    }
}
