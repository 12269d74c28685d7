//! What the paper of an extract says, before it is put into words. Its `Debug` prints nothing of it.

use std::fmt;

use jiff::{Timestamp, civil::Date};
use wire::{AgencyKind, Category, ConsentGrant, Language, codes};

use super::{ConsentState, Text2};

codes!(
    /// What has become of the asker's own consent.
    PaperConsentState, "state of a consent on paper" {
        /// It can be used.
        InForce = "in_force",
        /// It is taken back.
        Withdrawn = "withdrawn",
        /// Its time is over, or a later answer took its place.
        Ended = "ended",
    }
);

/// All that a paper says beside its fixed text.
#[derive(Clone, PartialEq, Eq)]
pub struct ExtractPaper {
    /// Language.
    pub language: Language,
    /// Name of the agency that answers.
    pub agency: String,
    /// Its kind.
    pub kind: AgencyKind,
    /// The Swedish day it is made.
    pub made_on: Date,
    /// The handovers of which something is shown, oldest first. No number, no gap.
    pub handovers: Vec<PaperHandover>,
}

/// A handover of which something is shown.
#[derive(Clone, PartialEq, Eq)]
pub struct PaperHandover {
    /// The Swedish day.
    pub day: Date,
    /// Name of the agency it came from.
    pub from: String,
    /// Name of the agency it went to.
    pub to: String,
    /// What went.
    pub lines: Vec<PaperLine>,
}

/// One thing that went.
#[derive(Clone, PartialEq, Eq)]
pub struct PaperLine {
    /// What, by its kind alone.
    pub category: Category,
    /// What it rested on, as far as it is about the asker: a sentence and the statute.
    pub basis: Vec<(Text2, Text2)>,
    /// The asker's own consent: the Swedish day, and what has become of it.
    pub consent: Option<(Date, PaperConsentState)>,
}

impl fmt::Debug for ExtractPaper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExtractPaper(…)")
    }
}

impl fmt::Debug for PaperHandover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaperHandover(…)")
    }
}

impl fmt::Debug for PaperLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaperLine(…)")
    }
}

/// What has become of a consent: `known` where it was asked for, and by its own time elsewhere.
pub(crate) fn consent_state(grant: &ConsentGrant, known: Option<ConsentState>, now: Timestamp) -> PaperConsentState {
    match known {
        Some(ConsentState::Withdrawn) => PaperConsentState::Withdrawn,
        Some(ConsentState::Expired | ConsentState::Superseded | ConsentState::Closed) => PaperConsentState::Ended,
        Some(ConsentState::Recorded | ConsentState::Registered) | None if now < grant.valid_until => PaperConsentState::InForce,
        Some(ConsentState::Recorded | ConsentState::Registered) | None => PaperConsentState::Ended,
    }
}
