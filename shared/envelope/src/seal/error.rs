//! Why nothing was sealed, why nothing was opened.

use wire::{Category, KeyId, OFFER_FIELDS_MAX, RejectCode, ValueError, canonical::CanonicalError};

/// Why a draft was not sealed. Names members and categories, never values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Header and draft say different things: the broker would judge something else than was cleared.
    #[error("header and draft differ in {0}")]
    Differs(&'static str),
    /// The header names another unit, key or manifest than the one sealed to.
    #[error("the header names another recipient than the key belongs to: {0}")]
    Recipient(&'static str),
    /// Nothing to seal, or more than an offer carries.
    #[error("{0} fields: an offer carries 1 to {OFFER_FIELDS_MAX}")]
    FieldCount(usize),
    /// The person of a field is not in the header, or has a role such a field is never about.
    #[error("field {n} ({category}) is about nobody it can be about")]
    Subject {
        /// Place of the field.
        n: u32,
        /// Its category.
        category: Category,
    },
    /// A rule of values.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// The value is longer than its category is padded to: a category is missing a limit.
    #[error("field {n} ({category}) is longer than its seal")]
    TooLong {
        /// Place of the field.
        n: u32,
        /// Its category.
        category: Category,
    },
    /// Header or value can't be written: a fault of this program.
    #[error("not written: {0}")]
    Canonical(#[from] CanonicalError),
    /// No secret could be agreed on with the recipient's key.
    #[error("nothing can be sealed to the key {0}")]
    Key(KeyId),
}

/// Why an offer was not opened: all of it or nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Sealed to another key than the one at hand.
    #[error("sealed to the key {named}, the one at hand is {held}")]
    OtherKey {
        /// The key the header names.
        named: KeyId,
        /// The key at hand.
        held: KeyId,
    },
    /// No fields, too many, or not numbered from 0 without gaps.
    #[error("the fields are not 1 to {OFFER_FIELDS_MAX}, numbered from 0")]
    Fields,
    /// The person of a field is not in the header, or has a role such a field is never about.
    #[error("field {0} is about nobody it can be about")]
    Subject(u32),
    /// The seal does not open: other bytes, other header, other place, other key, or another length.
    #[error("field {0} does not open")]
    Seal(u32),
    /// The opened bytes are not salt, length, value and zeros.
    #[error("field {0} is not padded as it should be")]
    Padding(u32),
    /// The opened value is not the one the signed header commits to.
    #[error("field {0} does not fit its commitment")]
    Commitment(u32),
    /// The opened bytes are no value of the category.
    #[error("field {n} is no such value: {cause}")]
    Shape {
        /// Place of the field.
        n: u32,
        /// What is wrong with it.
        cause: CanonicalError,
    },
    /// An opened value breaks a rule of values.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// The header can't be written again: a fault of this program.
    #[error("not written: {0}")]
    Canonical(#[from] CanonicalError),
}

impl OpenError {
    /// The code for the receipt.
    pub const fn code(&self) -> RejectCode {
        match self {
            Self::OtherKey { .. } | Self::Fields | Self::Seal(_) | Self::Canonical(_) => RejectCode::BadSeal,
            Self::Commitment(_) => RejectCode::BadCommitment,
            Self::Subject(_) | Self::Padding(_) | Self::Shape { .. } | Self::Value(_) => RejectCode::BadValue,
        }
    }

    /// The place of the field, where one is at fault.
    pub const fn field(&self) -> Option<u32> {
        match self {
            Self::Subject(n) | Self::Seal(n) | Self::Padding(n) | Self::Commitment(n) | Self::Shape { n, .. } => Some(*n),
            Self::OtherKey { .. } | Self::Fields | Self::Value(_) | Self::Canonical(_) => None,
        }
    }
}
