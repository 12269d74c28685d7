//! A field in the clear, for the page of somebody who may see it.

use wire::{Category, Subject, Value};

/// A field of a handover, opened. `Debug` prints no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedField {
    /// Place in the offer.
    pub n: u32,
    /// Category.
    pub category: Category,
    /// The person it is about.
    pub subject: Option<Subject>,
    /// The value.
    pub value: Value,
}
