//! Why a contact was not written down, shown or corrected.

use store::Failure;

use crate::error::{AnswerProblem, CaseError, Fault};

/// Says what a person can do; causes go to the log.
#[derive(Debug, thiserror::Error)]
pub enum ContactProblem {
    /// No such contact or person in the case, or another unit's.
    #[error("no such contact or person")]
    NotFound,
    /// Contact with the person who uses violence waits for the answers of the gate.
    #[error("the gate to the person who uses violence is shut")]
    GateShut,
    /// Somebody corrected it meanwhile: show it again.
    #[error("the contact was corrected meanwhile")]
    Replaced,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

impl Failure for ContactProblem {
    fn store_error(&self) -> Option<&store::Error> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<CaseError> for ContactProblem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            CaseError::Inside(fault) => Self::Inside(fault),
            other => Self::Inside(Fault::because("a contact could not be kept", other)),
        }
    }
}

impl From<AnswerProblem> for ContactProblem {
    fn from(problem: AnswerProblem) -> Self {
        match problem {
            AnswerProblem::NotFound => Self::NotFound,
            AnswerProblem::Store(error) => Self::Store(error),
            AnswerProblem::Inside(fault) => Self::Inside(fault),
            other => Self::Inside(Fault::because("a handover could not be read", other)),
        }
    }
}
