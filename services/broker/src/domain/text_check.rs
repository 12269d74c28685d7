//! Comparing the law in an edition with the law as it stands.

use jiff::{Timestamp, ToSpan, civil::Date};
use rulebook::{Source, Words};
use wire::EditionId;

wire::codes!(
    /// What somebody found who compared a provision with the statute.
    TextOutcome, "outcome of a text check" {
        /// Word for word the same.
        Unchanged = "unchanged",
        /// Something is different: a new edition is needed.
        Changed = "changed",
    }
);

wire::codes!(
    /// How a provision stands to its next comparison.
    TextStanding, "standing of a text" {
        /// Was compared within the year.
        InTime = "in_time",
        /// Must be compared within [`SOON_DAYS`].
        Soon = "soon",
        /// Should have been compared.
        Overdue = "overdue",
    }
);

/// Days before the last day from which a comparison is called for.
pub const SOON_DAYS: i32 = 30;

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextCheck {
    /// The edition whose text was compared.
    pub edition: EditionId,
    /// Id of the provision.
    pub source: String,
    /// Swedish day of the comparison.
    pub checked_on: Date,
    /// Who, by login.
    pub checked_by: String,
    /// What was found.
    pub outcome: TextOutcome,
    /// In the person's own words; may be empty. No personal data.
    pub note: String,
    /// When it was written down.
    pub at: Timestamp,
}

/// A provision that must be compared again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextDue {
    /// Id of the provision.
    pub source: String,
    /// Statute.
    pub citation: Words,
    /// Swedish day of the last comparison: of the file or a later one.
    pub last: Date,
    /// Last day for the next.
    pub due: Date,
    /// Days from today to `due`; negative when it is past.
    pub days: i32,
    /// How that stands.
    pub standing: TextStanding,
    /// The newest comparison made here.
    pub newest: Option<TextCheck>,
}

/// When a provision must be compared again; none for a wording that has ended: it can't change any more. `newest` is the
/// newest comparison of this very text.
pub fn due(source: &Source, newest: Option<&TextCheck>, today: Date) -> Option<TextDue> {
    if source.until.is_some_and(|until| until < today) {
        return None;
    }
    let last = newest.map_or(source.last_checked, |check| check.checked_on.max(source.last_checked));
    let due = last.saturating_add(1.year());
    let days = today.until(due).map_or(0, |span| span.get_days());
    let standing = match days {
        ..0 => TextStanding::Overdue,
        0..=SOON_DAYS => TextStanding::Soon,
        _ => TextStanding::InTime,
    };
    let citation = source.citation.clone();
    Some(TextDue { source: source.id.clone(), citation, last, due, days, standing, newest: newest.cloned() })
}
