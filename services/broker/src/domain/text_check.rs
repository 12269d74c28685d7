//! Comparing the law in an edition with the law as it stands.

use jiff::{Timestamp, ToSpan, civil::Date};
use rulebook::{Edition, Source, Words};
use store::Hash32;
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
/// Most letters of a note.
pub const NOTE_LETTERS_MAX: usize = 2000;

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextCheck {
    /// The edition whose text was compared.
    pub edition: EditionId,
    /// Id of the provision.
    pub source: String,
    /// SHA-256 of the text: another edition with the very same text is compared by it too.
    pub text_hash: Hash32,
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

/// SHA-256 of a provision's text.
pub fn text_hash(source: &Source) -> Hash32 {
    Hash32::of(source.text.as_bytes())
}

/// Whether the wording stands on a day: one that has ended can't change any more.
fn stands(source: &Source, today: Date) -> bool {
    source.until.is_none_or(|until| today <= until)
}

/// When each text of an edition that stands must be compared again, the most urgent first. `checks` may be of any edition.
pub fn all_due(edition: &Edition, checks: &[TextCheck], today: Date) -> Vec<TextDue> {
    let standing = edition.sources().iter().filter(|source| stands(source, today));
    let mut all: Vec<TextDue> = standing.map(|source| due(source, newest(source, checks), today)).collect();
    all.sort_by_key(|text| text.due);
    all
}

/// The newest comparison of a provision's very text.
fn newest<'c>(source: &Source, checks: &'c [TextCheck]) -> Option<&'c TextCheck> {
    let hash = text_hash(source);
    let own = checks.iter().filter(|check| check.source == source.id && check.text_hash == hash);
    own.max_by_key(|check| (check.checked_on, check.at))
}

/// Within a year of the later of the day in the file and the newest comparison.
fn due(source: &Source, newest: Option<&TextCheck>, today: Date) -> TextDue {
    let last = newest.map_or(source.last_checked, |check| check.checked_on.max(source.last_checked));
    let due = last.saturating_add(1.year());
    let days = today.until(due).map_or(0, |span| span.get_days());
    let standing = match days {
        ..0 => TextStanding::Overdue,
        0..=SOON_DAYS => TextStanding::Soon,
        _ => TextStanding::InTime,
    };
    TextDue { source: source.id.clone(), citation: source.citation.clone(), last, due, days, standing, newest: newest.cloned() }
}

/// Why a comparison is not written down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// There is no such edition.
    #[error("there is no such edition")]
    NotFound,
    /// The edition has no such provision, or its wording has ended.
    #[error("the edition has no such text that could change")]
    UnknownText,
    /// The day has not come.
    #[error("the day {0} has not come")]
    DayAhead(Date),
    /// Something changed, and the note does not say what.
    #[error("say in the note what has changed")]
    NoteMissing,
    /// The note is too long.
    #[error("the note is longer than {letters_max} letters")]
    NoteTooLong {
        /// Most letters.
        letters_max: usize,
    },
}

/// Which texts were compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Texts {
    /// One, by the id of the provision.
    One(String),
    /// All that could change.
    All,
}

/// What somebody has compared, as the person says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Which texts.
    pub texts: Texts,
    /// The Swedish day they were compared.
    pub on: Date,
    /// What was found.
    pub outcome: TextOutcome,
    /// In the person's own words; may be empty when nothing changed. No personal data.
    pub note: String,
}

/// The comparisons to be kept: one for each text.
///
/// # Errors
/// [`TextFault`].
pub fn checks(edition: &Edition, by: &str, compared: &Compared, today: Date, at: Timestamp) -> Result<Vec<TextCheck>, TextFault> {
    let note = compared.note.trim();
    if compared.on > today {
        return Err(TextFault::DayAhead(compared.on));
    }
    if note.is_empty() && compared.outcome == TextOutcome::Changed {
        return Err(TextFault::NoteMissing);
    }
    if note.chars().count() > NOTE_LETTERS_MAX {
        return Err(TextFault::NoteTooLong { letters_max: NOTE_LETTERS_MAX });
    }
    let wanted = |source: &&Source| stands(source, today) && matches_text(&compared.texts, source);
    let check = |source: &Source| TextCheck {
        edition: edition.id().clone(),
        source: source.id.clone(),
        text_hash: text_hash(source),
        checked_on: compared.on,
        checked_by: by.to_owned(),
        outcome: compared.outcome,
        note: note.to_owned(),
        at,
    };
    let checks: Vec<TextCheck> = edition.sources().iter().filter(wanted).map(check).collect();
    if checks.is_empty() { Err(TextFault::UnknownText) } else { Ok(checks) }
}

fn matches_text(texts: &Texts, source: &Source) -> bool {
    match texts {
        Texts::One(id) => source.id == *id,
        Texts::All => true,
    }
}

#[cfg(test)]
#[path = "text_check_test.rs"]
mod tests;
