//! One case: a row of the table.

use jiff::civil::Date;
use wire::{Direction, Purpose};

use super::{Answer, field::Asked, given::Item};

/// A case as it was written, with what was read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its number, unique in the table.
    pub number: u32,
    /// Row as a spreadsheet counts, from 1.
    pub row: usize,
    /// What happens, in one sentence.
    pub title: String,
    /// Swedish day of the decision; it is made at noon.
    pub day: Date,
    /// Which way.
    pub direction: Direction,
    /// What for.
    pub purpose: Purpose,
    /// What holds before, as written.
    pub given: String,
    /// What somebody wants to hand over, as written.
    pub when: String,
    /// Whether each field goes, as written.
    pub then: String,
    /// By what, as written.
    pub by: String,
    /// What follows, as written; may be empty.
    pub way: String,
    /// Statute, decision or memorandum.
    pub source: String,
    pub(super) items: Vec<Item>,
    pub(super) asked: Vec<Asked>,
    pub(super) expected: Vec<Answer>,
}

impl Case {
    /// What the case expects, field by field in the order of [`Self::when`].
    pub fn expected(&self) -> &[Answer] {
        &self.expected
    }
}
