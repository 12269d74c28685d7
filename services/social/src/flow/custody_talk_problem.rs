//! Why a talk did not begin, go on or end as was asked.

use casework::{CaseError, ContactProblem};
use practice::TalkError;
use store::Failure;

use crate::domain::TalkShut;

/// Why nothing was written of a talk.
#[derive(Debug, thiserror::Error)]
pub enum CustodyTalkProblem {
    /// No such talk of this unit.
    #[error("no such talk of this unit")]
    NotFound,
    /// The person using violence may not be contacted.
    #[error("the gate to the person who uses violence is shut")]
    GateShut,
    /// An answer before the talk is against it.
    #[error("an answer is against a talk")]
    Shut(Vec<TalkShut>),
    /// The talk is somewhere else by now: it is shown anew.
    #[error("the talk is somewhere else by now")]
    Stale,
    /// Something has to be done first, and ticked.
    #[error("something has to be done first")]
    MustFirst,
    /// The outcome contradicts itself.
    #[error("the outcome contradicts itself")]
    DoesNotFit,
    /// What is kept can't be read or written.
    #[error("a talk can't be read")]
    Unreadable,
    /// The contact that the talk is.
    #[error(transparent)]
    Contact(ContactProblem),
    /// The case.
    #[error(transparent)]
    Case(CaseError),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Failure for CustodyTalkProblem {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::Contact(problem) => problem.store_error(),
            _ => None,
        }
    }
}

impl From<CaseError> for CustodyTalkProblem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            other => Self::Case(other),
        }
    }
}

impl From<ContactProblem> for CustodyTalkProblem {
    fn from(problem: ContactProblem) -> Self {
        match problem {
            ContactProblem::Store(error) => Self::Store(error),
            other => Self::Contact(other),
        }
    }
}

impl From<TalkError> for CustodyTalkProblem {
    fn from(error: TalkError) -> Self {
        if error == TalkError::MustFirst { Self::MustFirst } else { Self::Stale }
    }
}
