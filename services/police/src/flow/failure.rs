//! Why a verb did nothing.

use casework::{CaseError, DraftProblem, Fault, Preview, SendProblem};
use store::Failure;
use wire::ValueError;

use crate::domain::{focus_person::FocusRefusal, home_visit::Unnamed, shift_briefing::ShiftProblem};

/// Why a verb of the police did nothing. On any of them the whole transaction rolls back.
#[derive(Debug, thiserror::Error)]
pub enum FlowError {
    /// No such call-out, or one of another unit.
    #[error("no such call-out")]
    NotFound,
    /// A call-out of the own unit that this member of staff has no relation to.
    #[error("no relation to the call-out")]
    NoRelation,
    /// What a duty sends is left out with a reason or not at all.
    #[error("a duty is left out without a reason")]
    ReasonNeeded,
    /// The field does not wait for the lead of the investigation.
    #[error("nothing that the lead of the investigation decides")]
    NothingToAsk,
    /// Not a record this person may review, or reviewed already.
    #[error("no record to review")]
    NothingToReview,
    /// A social worker who comes along is not told who it is about.
    #[error("identity stays out of the visit: {0}")]
    Unnamed(Unnamed),
    /// Not done with a focus person.
    #[error("not done with the focus person: {0}")]
    Focus(FocusRefusal),
    /// Not a time a briefing is made for.
    #[error("no time for a briefing: {0}")]
    Shift(ShiftProblem),
    /// Somebody else wrote since it was read.
    #[error("the call-out was changed meanwhile")]
    Meanwhile,
    /// The preview is another now; nothing was sent.
    #[error("the preview has changed")]
    Changed(Box<Preview>),
    /// It has ended, or something was sent: it can't be ended as if nothing had been.
    #[error("the call-out is not open")]
    NotOpen,
    /// No field may go.
    #[error("nothing may be sent")]
    NothingToSend,
    /// The recipient's keys are not known here: ring.
    #[error("the recipient's keys are not known here")]
    RecipientUnknown,
    /// A value breaks a rule of values.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// No unused code was drawn.
    #[error("no unused case code was found")]
    NoCodeLeft,
    /// The text that is read aloud is missing.
    #[error("the text “{0}” is not among the texts")]
    NoText(&'static str),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault of this program or a damaged store. Names no values.
    #[error("{0}")]
    Inside(String),
}

impl Failure for FlowError {
    fn store_error(&self) -> Option<&store::Error> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<CaseError> for FlowError {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            CaseError::NoCodeLeft => Self::NoCodeLeft,
            other => Self::Inside(other.to_string()),
        }
    }
}

impl From<DraftProblem> for FlowError {
    fn from(problem: DraftProblem) -> Self {
        match problem {
            DraftProblem::Store(error) => Self::Store(error),
            DraftProblem::Value(error) => Self::Value(error),
            DraftProblem::RecipientUnknown => Self::RecipientUnknown,
            other => Self::Inside(other.to_string()),
        }
    }
}

impl From<Fault> for FlowError {
    fn from(fault: Fault) -> Self {
        Self::Inside(fault.to_string())
    }
}

impl From<SendProblem> for FlowError {
    fn from(problem: SendProblem) -> Self {
        match problem {
            SendProblem::Changed(preview) => Self::Changed(preview),
            SendProblem::NothingToSend => Self::NothingToSend,
            SendProblem::RecipientUnknown => Self::RecipientUnknown,
            SendProblem::Value(error) => Self::Value(error),
            SendProblem::Store(error) => Self::Store(error),
            other => Self::Inside(other.to_string()),
        }
    }
}
