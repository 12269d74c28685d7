//! Why the desk did not do what was asked.

use casework::{AnswerProblem, CaseError, ContactProblem, Fault, HandoverStateCode, SendProblem};
use store::Failure;
use wire::CaseCode;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum DeskProblem {
    /// No such row for this unit.
    #[error("no such duty item for this unit")]
    NotFound,
    /// A colleague was first. Names the colleague, for the page of this agency alone.
    #[error("somebody else has {code}")]
    Taken {
        /// The case.
        code: CaseCode,
        /// The colleague.
        by: String,
    },
    /// It does not follow from the state the row is in.
    #[error("the state does not allow it")]
    WrongState,
    /// Only the one who has it, or the group leader.
    #[error("only who has the case or the group leader may do that")]
    NotYours,
    /// The verified directory has no such unit that it may belong to.
    #[error("it can't belong to that unit")]
    UnknownUnit,
    /// Six places are at hand already.
    #[error("all places at hand are taken")]
    HandsFull,
    /// A note beyond its length.
    #[error("the note is too long")]
    TooLong,
    /// The word of state can't be sent: the other agency's keys are not known here. Ring.
    #[error("the sender can't be told: its keys are not known here")]
    CannotTell,
    /// The rule book of this agency does not let the word of state out.
    #[error("the word of state may not be sent")]
    MayNotTell,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

impl Failure for DeskProblem {
    fn store_error(&self) -> Option<&store::Error> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<AnswerProblem> for DeskProblem {
    fn from(problem: AnswerProblem) -> Self {
        match problem {
            AnswerProblem::NotFound => Self::NotFound,
            AnswerProblem::WrongState(HandoverStateCode::Undelivered) => Self::CannotTell,
            AnswerProblem::WrongState(_) | AnswerProblem::Duty => Self::WrongState,
            AnswerProblem::Store(error) => Self::Store(error),
            AnswerProblem::Inside(fault) => Self::Inside(fault),
        }
    }
}

impl From<SendProblem> for DeskProblem {
    fn from(problem: SendProblem) -> Self {
        match problem {
            SendProblem::Store(error) => Self::Store(error),
            SendProblem::Inside(fault) => Self::Inside(fault),
            SendProblem::RecipientUnknown | SendProblem::Address | SendProblem::NobodyToAnswer => Self::CannotTell,
            SendProblem::Changed(_) | SendProblem::NothingToSend | SendProblem::Value(_) => Self::MayNotTell,
        }
    }
}

impl From<CaseError> for DeskProblem {
    fn from(problem: CaseError) -> Self {
        AnswerProblem::from(problem).into()
    }
}

impl From<ContactProblem> for DeskProblem {
    fn from(problem: ContactProblem) -> Self {
        match problem {
            ContactProblem::NotFound => Self::NotFound,
            // The desk rings the exposed person, whom no gate shuts off.
            ContactProblem::GateShut | ContactProblem::Replaced => Self::WrongState,
            ContactProblem::Store(error) => Self::Store(error),
            ContactProblem::Inside(fault) => Self::Inside(fault),
        }
    }
}
