//! What a new edition changes, said so that a lawyer can read it.
//!
//! Two halves. **What goes**: every way in which a category may go about a role, on every day, that one edition has and
//! the other has not; worked out from the rules of both, so that nothing that changes a decision is left out. **What is
//! said**: words, sources, questions, switches, lengths and crimes.

mod said;
mod ways;

pub use said::{Said, SaidChange};
pub use ways::{Cell, Way, WayChange};

use crate::Edition;

/// Everything that differs between two editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Ways that come or go, the widest first.
    pub ways: Vec<WayChange>,
    /// Everything else, in the order of the file.
    pub said: Vec<SaidChange>,
}

impl Difference {
    /// Whether nothing differs but id and bytes.
    pub fn is_empty(&self) -> bool {
        self.ways.is_empty() && self.said.is_empty()
    }
}

/// Compares two editions.
pub fn difference(old: &Edition, new: &Edition) -> Difference {
    Difference { ways: ways::compare(old, new), said: said::compare(old, new) }
}
