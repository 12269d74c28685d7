//! What is written down of a case at the desk besides its state: attempts, promises, and the steps of a report of concern.

use casework::{Interaction, InteractionOutcome};
use jiff::Timestamp;
use store::Id;
use wire::{HandoverId, StaffRef, StaffRole, codes};

codes!(
    /// How an attempt to reach the person went.
    AttemptOutcome, "outcome of an attempt" {
        /// Nobody answered.
        NoAnswer = "no_answer",
        /// They spoke.
        Reached = "reached",
    }
);

/// A line of the ring log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The case.
    pub case: Id,
    /// Who rang.
    pub staff: StaffRef,
    /// When.
    pub at: Timestamp,
    /// How it went.
    pub outcome: AttemptOutcome,
}

impl From<AttemptOutcome> for InteractionOutcome {
    fn from(outcome: AttemptOutcome) -> Self {
        match outcome {
            AttemptOutcome::NoAnswer => Self::Failed,
            AttemptOutcome::Reached => Self::Reached,
        }
    }
}

impl Attempt {
    /// The line of a contact; none of one that did not happen.
    pub fn of(contact: &Interaction) -> Option<Self> {
        let outcome = match contact.outcome {
            InteractionOutcome::Failed => AttemptOutcome::NoAnswer,
            InteractionOutcome::Reached => AttemptOutcome::Reached,
            InteractionOutcome::DidNotHappen => return None,
        };
        Some(Self { case: contact.case, staff: contact.staff.clone(), at: contact.at, outcome })
    }
}

/// A call that somebody was promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromisedCall {
    /// The case.
    pub case: Id,
    /// When it is due.
    pub due_at: Timestamp,
    /// Who promised.
    pub by: StaffRef,
}

/// A step that somebody documented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Documented {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: StaffRef,
}

/// How far the desk has come with a report of concern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcernSteps {
    /// The report.
    pub handover: HandoverId,
    /// The immediate protection assessment, with the role of who made it.
    pub protection: Option<(Documented, StaffRole)>,
    /// The decision after the preliminary assessment. What it was is kept sealed, with the case.
    pub decided: Option<Documented>,
    /// Who reported has asked for a word back.
    pub feedback_asked: bool,
    /// The word back.
    pub feedback: Option<Documented>,
}

impl ConcernSteps {
    /// Nothing documented yet.
    pub const fn none(handover: HandoverId) -> Self {
        Self { handover, protection: None, decided: None, feedback_asked: false, feedback: None }
    }
}
