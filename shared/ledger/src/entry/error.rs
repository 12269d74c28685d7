//! Why an entry is refused.

/// A set of fields that must not become an entry. The offending text is never repeated: it may be the very thing that
/// had to stay out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// A text of this field is not a code: 1 to 128 of `A–Z a–z 0–9 . _ - : / + =`.
    #[error("entry field {field} is not a code")]
    NotACode {
        /// Name of the field.
        field: &'static str,
    },
    /// A text of this field has the shape of a Swedish personal identity number.
    #[error("entry field {field} looks like a personal identity number")]
    LooksPersonal {
        /// Name of the field.
        field: &'static str,
    },
    /// The list of this field is longer than [`LIST_LENGTH_MAX`](super::LIST_LENGTH_MAX).
    #[error("entry field {field} holds too many codes")]
    TooMany {
        /// Name of the field.
        field: &'static str,
    },
    /// A refusal has one reader, the sender.
    #[error("a refusal must have exactly one party")]
    RefusalShared,
}

impl EntryError {
    /// A stable code for logs and for looking up the words a person reads.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotACode { .. } => "entry-not-a-code",
            Self::LooksPersonal { .. } => "entry-looks-personal",
            Self::TooMany { .. } => "entry-too-many",
            Self::RefusalShared => "entry-refusal-shared",
        }
    }
}
