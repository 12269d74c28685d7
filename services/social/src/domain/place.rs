//! Where a note is written: on a case, or on a shell that waits for its record.

use store::Id;
use wire::codes;

codes!(
    /// The two kinds of place.
    PlaceKind, "kind of place" {
        /// A case that something came to.
        Case = "case",
        /// A case known by its code alone.
        Shell = "shell",
    }
);

/// How many places a person can have at hand.
pub const AT_HAND: usize = 6;

/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 10_000;

/// A note on a place in the open. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    /// The place.
    pub place: Id,
    /// The text.
    pub text: String,
}

impl std::fmt::Debug for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Note(…)")
    }
}
