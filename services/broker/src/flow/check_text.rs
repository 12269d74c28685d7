//! Writing down that somebody has compared the law in an edition with the law as it stands.

use jiff::civil::Date;
use wire::EditionId;

use super::{Broker, FlowError};
use crate::domain::text_check::{TextDue, TextOutcome};

/// Most letters of a note.
pub const NOTE_LETTERS_MAX: usize = 2000;

/// Which texts were compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts<'a> {
    /// One, by the id of the provision.
    One(&'a str),
    /// All that must be compared at all.
    All,
}

/// Why a comparison is not written down.
#[derive(Debug, thiserror::Error)]
pub enum CheckTextError {
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
    /// Something else stands in the way.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Somebody's comparison.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// Which texts.
    pub texts: Texts<'a>,
    /// The Swedish day they were compared.
    pub on: Date,
    /// What was found.
    pub outcome: TextOutcome,
    /// In the person's own words; may be empty when nothing changed. No personal data.
    pub note: &'a str,
}

/// Writes a comparison down, by the login of who made it. Gives how many texts it was of.
///
/// # Errors
/// [`CheckTextError`]; nothing is kept then.
pub async fn check_text(broker: &Broker, by: &str, edition: &EditionId, checked: Checked<'_>) -> Result<usize, CheckTextError> {
    let _ = (broker, by, edition, checked);
    Err(FlowError::Stopped.into())
}

/// When each text of the edition in force must be compared again, the most urgent first; wordings that have ended are left
/// out.
///
/// # Errors
/// [`FlowError`] of the database.
pub async fn text_checks_due(broker: &Broker) -> Result<Vec<TextDue>, FlowError> {
    let _ = broker;
    Err(FlowError::Stopped)
}
