//! A checklist that is worked through in a case: what was said of each item, and what that raises.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use store::Id;
use wire::{Phase, StaffRef, StaffRole, UnitId, codes, value::ItemState};

codes!(
    /// Why an item does not apply. It stays in this agency.
    NotApplicable, "reason that an item does not apply" {
        /// There is nothing here that it is about.
        NothingToDo = "nothing_to_do",
        /// Somebody else has done it.
        DoneByOthers = "done_by_others",
        /// The person does not want it: that is not a failure, and no colour says so.
        PersonDeclined = "person_declined",
        /// It would be dangerous now.
        NotSafeNow = "not_safe_now",
        /// It belongs to another case or another agency.
        AnotherTask = "another_task",
    }
);

/// A run of a checklist. The version is pinned when the first item is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecklistRun {
    /// Its id.
    pub id: Id,
    /// The case.
    pub case: Id,
    /// The phase of the checklist.
    pub phase: Phase,
    /// Id of the checklist.
    pub checklist: String,
    /// The version that was read.
    pub version: String,
    /// SHA-256 of the file that was read.
    pub checksum: [u8; 32],
    /// The unit that began it.
    pub unit: UnitId,
    /// Who began it.
    pub started_by: StaffRef,
    /// When.
    pub started_at: Timestamp,
}

/// What an item is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Nobody has begun, or it was taken back.
    NotStarted,
    /// Somebody is at it.
    UnderWay,
    /// Done.
    Done,
    /// It does not apply, and why.
    NotApplicable(NotApplicable),
}

impl Word {
    /// A state with the reason it needs; `None` when one is missing or has no place.
    pub const fn of(state: ItemState, reason: Option<NotApplicable>) -> Option<Self> {
        match (state, reason) {
            (ItemState::NotStarted, None) => Some(Self::NotStarted),
            (ItemState::UnderWay, None) => Some(Self::UnderWay),
            (ItemState::Done, None) => Some(Self::Done),
            (ItemState::NotApplicable, Some(reason)) => Some(Self::NotApplicable(reason)),
            _ => None,
        }
    }

    /// The state alone: all that another agency may ever see.
    pub const fn state(self) -> ItemState {
        match self {
            Self::NotStarted => ItemState::NotStarted,
            Self::UnderWay => ItemState::UnderWay,
            Self::Done => ItemState::Done,
            Self::NotApplicable(_) => ItemState::NotApplicable,
        }
    }

    /// Why it does not apply.
    pub const fn reason(self) -> Option<NotApplicable> {
        if let Self::NotApplicable(reason) = self { Some(reason) } else { None }
    }
}

/// One word on one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its number in the run, from 1.
    pub n: i32,
    /// Id of the item.
    pub item: String,
    /// What was said.
    pub word: Word,
    /// Ids of the answers that were chosen.
    pub answers: BTreeSet<String>,
    /// Who.
    pub by: StaffRef,
    /// In which role.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
}

/// The last word on each item.
pub fn last_words(marks: &[Mark]) -> BTreeMap<&str, &Mark> {
    let mut last: BTreeMap<&str, &Mark> = BTreeMap::new();
    for mark in marks {
        let known = last.entry(&mark.item).or_insert(mark);
        if mark.n > known.n {
            *known = mark;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(n: i32, item: &str, word: Word) -> Mark {
        let by = "0123456789abcdef0123456789abcdef".parse().unwrap_or_else(|_| panic!("a reference"));
        Mark { n, item: item.into(), word, answers: BTreeSet::new(), by, role: StaffRole::DutyWorker, at: Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn the_last_word_on_an_item_counts_in_whatever_order_they_are_read() {
        let marks = [mark(3, "a", Word::NotStarted), mark(1, "a", Word::Done), mark(2, "b", Word::UnderWay)];
        let last = last_words(&marks);
        assert_eq!(last["a"].word, Word::NotStarted);
        assert_eq!(last["b"].word, Word::UnderWay);
    }

    #[test]
    fn only_what_does_not_apply_has_a_reason() {
        for &state in ItemState::ALL {
            let without = Word::of(state, None);
            assert_eq!(without.is_some(), state != ItemState::NotApplicable, "{state}");
            for &reason in NotApplicable::ALL {
                let with = Word::of(state, Some(reason));
                assert_eq!(
                    with.map(|word| (word.state(), word.reason())),
                    (state == ItemState::NotApplicable).then_some((state, Some(reason)))
                );
            }
        }
    }
}
