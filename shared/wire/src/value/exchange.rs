//! Categories `request`, `correction` and `concern_feedback`: what the agencies say to each other about handovers.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CodeSet, Fault, fault::ensure, moment::is_minute, silent};
use crate::{Category, HandoverId, OFFER_FIELDS_MAX, Purpose};

codes!(
    /// What becomes of the field that was wrong.
    CorrectionHow, "way of correcting" {
        /// It is withdrawn.
        Withdrawn = "withdrawn",
        /// A new value comes in the same offer, as a field of its own, judged by its own rule.
        Replaced = "replaced",
    }
);

codes!(
    /// What a report of concern led to (SoL 19:6).
    InquiryOutcome, "outcome of a report of concern" {
        /// An inquiry is opened.
        Opened = "opened",
        /// No inquiry is opened.
        NotOpened = "not_opened",
        /// An inquiry was already running.
        AlreadyRunning = "already_running",
    }
);

/// A question to the other agency: categories, never words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// At least one; a request or a correction can't be asked for.
    pub categories: CodeSet<Category>,
    /// What the answer is for; itself neither a request nor a correction.
    pub purpose: Purpose,
    /// When an answer is needed, to the minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_by: Option<Timestamp>,
}

/// A field sent earlier is wrong.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The handover that carried it.
    pub handover: HandoverId,
    /// Place of the field in that handover, from 0.
    pub n: u32,
    /// Its category; a correction is not corrected, the field is corrected again.
    pub category: Category,
    /// What becomes of it.
    pub how: CorrectionHow,
}

/// The answer to the one who reported a concern, and nothing more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcernFeedback {
    /// What it led to.
    pub outcome: InquiryOutcome,
}

silent!(Request, Correction, ConcernFeedback);

impl Request {
    pub(super) fn check(&self) -> Result<(), Fault> {
        let asked = self.categories.codes();
        ensure(!asked.is_empty(), Fault::Empty)?;
        ensure(self.needed_by.is_none_or(is_minute), Fault::OutOfRange)?;
        ensure(!asked.iter().any(|category| matches!(category, Category::Request | Category::Correction)), Fault::Contradiction)?;
        ensure(!matches!(self.purpose, Purpose::Request | Purpose::Correction), Fault::Contradiction)
    }
}

impl Correction {
    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure((self.n as usize) < OFFER_FIELDS_MAX, Fault::OutOfRange)?;
        ensure(self.category != Category::Correction, Fault::Contradiction)
    }
}
