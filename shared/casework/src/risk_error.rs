//! Why an outcome of a risk assessment was not kept, reviewed or rung about.

use store::Failure;

use crate::error::{CaseError, Fault};

/// Says what a person can do; causes go to the log.
#[derive(Debug, thiserror::Error)]
pub enum RiskProblem {
    /// No such outcome in this case, or another unit's.
    #[error("no such outcome")]
    NotFound,
    /// A later one has taken its place already.
    #[error("the outcome was replaced already")]
    Replaced,
    /// The instrument is about whoever uses violence, and this is somebody else.
    #[error("the instrument is about somebody else")]
    WrongPerson,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

impl Failure for RiskProblem {
    fn store_error(&self) -> Option<&store::Error> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<CaseError> for RiskProblem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            CaseError::Inside(fault) => Self::Inside(fault),
            other => Self::Inside(Fault::because("an outcome could not be kept", other)),
        }
    }
}
