//! Why a meeting was not planned, ended or shown.

use store::Failure;

use crate::{
    compose_error::DraftProblem,
    error::{CaseError, Fault},
};

/// Says what a person can do; causes go to the log.
#[derive(Debug, thiserror::Error)]
pub enum ConsultationProblem {
    /// No such meeting or decision in this case, or another unit's.
    #[error("no such consultation")]
    NotFound,
    /// It is over already, or was never held.
    #[error("the consultation is over")]
    Over,
    /// The draft that proposes it.
    #[error(transparent)]
    Draft(DraftProblem),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

impl Failure for ConsultationProblem {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::Draft(problem) => problem.store_error(),
            Self::NotFound | Self::Over | Self::Inside(_) => None,
        }
    }
}

impl From<CaseError> for ConsultationProblem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            CaseError::Inside(fault) => Self::Inside(fault),
            other => Self::Inside(Fault::because("a consultation could not be kept", other)),
        }
    }
}

impl From<DraftProblem> for ConsultationProblem {
    fn from(problem: DraftProblem) -> Self {
        match problem {
            DraftProblem::Store(error) => Self::Store(error),
            other => Self::Draft(other),
        }
    }
}
