//! The flags of one case: raised, lowered, or not stated, which is neither.

use std::collections::BTreeMap;

use wire::UnknownCode;

use crate::flag::Flag;

/// What is known of a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagState {
    /// Somebody said that it is so.
    Raised,
    /// Somebody said that it is not so.
    Lowered,
    /// Nobody has said.
    NotStated,
}

/// An answer raises a flag or lowers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlagChange {
    /// The flag.
    pub flag: Flag,
    /// Raised, or lowered.
    pub raised: bool,
}

/// What is known in a case. Empty: nobody has said anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    stated: BTreeMap<Flag, bool>,
}

impl Flags {
    /// What is known of this one.
    pub fn state(&self, flag: Flag) -> FlagState {
        match self.stated.get(&flag) {
            Some(true) => FlagState::Raised,
            Some(false) => FlagState::Lowered,
            None => FlagState::NotStated,
        }
    }

    /// Has somebody said that it is so?
    pub fn raised(&self, flag: Flag) -> bool {
        self.state(flag) == FlagState::Raised
    }
}

/// What is said later holds.
impl Extend<FlagChange> for Flags {
    fn extend<I: IntoIterator<Item = FlagChange>>(&mut self, changes: I) {
        self.stated.extend(changes.into_iter().map(|change| (change.flag, change.raised)));
    }
}

/// What is said later holds.
impl FromIterator<FlagChange> for Flags {
    fn from_iter<I: IntoIterator<Item = FlagChange>>(changes: I) -> Self {
        let mut flags = Self::default();
        flags.extend(changes);
        flags
    }
}

impl FlagChange {
    /// Reads `children` or `not children`.
    pub(crate) fn read(words: &str) -> Result<Self, UnknownCode> {
        let (raised, flag) = words.strip_prefix("not ").map_or((true, words), |flag| (false, flag));
        Ok(Self { flag: flag.trim().parse()?, raised })
    }
}
