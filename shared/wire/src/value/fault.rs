//! Which rule a value breaks, before the category is known.

use super::ValueError;
use crate::Category;

/// A rule of values that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing in it.
    Empty,
    /// A number, a date or a time outside its range.
    OutOfRange,
    /// Parts that can't hold together.
    Contradiction,
}

impl Fault {
    /// The error of a value of this category.
    pub(super) const fn of(self, category: Category) -> ValueError {
        match self {
            Self::Empty => ValueError::Empty(category),
            Self::OutOfRange => ValueError::OutOfRange(category),
            Self::Contradiction => ValueError::Contradiction(category),
        }
    }
}

/// The error unless it holds.
pub(super) fn ensure<E>(holds: bool, error: E) -> Result<(), E> {
    if holds { Ok(()) } else { Err(error) }
}
