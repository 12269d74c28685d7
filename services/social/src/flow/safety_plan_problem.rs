//! Why nothing was written of a safety plan.

use casework::{CaseError, ContactProblem, DraftProblem};
use store::{ErrorKind, Failure};

use super::DeskProblem;

/// Why nothing was done with a plan.
#[derive(Debug, thiserror::Error)]
pub enum SafetyPlanProblem {
    /// No such plan, version, follow-up or member of staff at this unit.
    #[error("no such plan of this unit")]
    NotFound,
    /// Somebody else saved meanwhile.
    #[error("somebody else saved the plan meanwhile")]
    Changed,
    /// It is closed, or not: what was asked does not follow.
    #[error("the plan is closed, or is not")]
    WrongState,
    /// Something is no part of such a plan, or later than a year from now.
    #[error("something is no part of such a plan")]
    DoesNotFit,
    /// Nobody has chosen that she gets a paper.
    #[error("she gets no paper")]
    NoPaper,
    /// Nothing of what was asked is in the plan.
    #[error("nothing of the plan can be carried")]
    NothingToShare,
    /// What is kept can't be read or written.
    #[error("a plan can't be read")]
    Unreadable,
    /// The draft to the police.
    #[error(transparent)]
    Draft(#[from] DraftProblem),
    /// What came.
    #[error(transparent)]
    Contact(ContactProblem),
    /// The case.
    #[error(transparent)]
    Case(CaseError),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Failure for SafetyPlanProblem {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::Draft(problem) => problem.store_error(),
            Self::Contact(problem) => problem.store_error(),
            _ => None,
        }
    }
}

impl From<CaseError> for SafetyPlanProblem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            other => Self::Case(other),
        }
    }
}

impl From<ContactProblem> for SafetyPlanProblem {
    fn from(problem: ContactProblem) -> Self {
        match problem {
            ContactProblem::Store(error) => Self::Store(error),
            other => Self::Contact(other),
        }
    }
}

impl From<SafetyPlanProblem> for DeskProblem {
    fn from(problem: SafetyPlanProblem) -> Self {
        match problem {
            SafetyPlanProblem::Store(error) => Self::Store(error),
            SafetyPlanProblem::Case(error) => error.into(),
            SafetyPlanProblem::Contact(problem) => problem.into(),
            _ => Self::Store(store::Error::new(ErrorKind::InvalidValue, "a stored safety plan can't be read")),
        }
    }
}
