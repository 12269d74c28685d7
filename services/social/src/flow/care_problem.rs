//! Why nothing was noted of the care of a case.

use casework::CaseError;
use store::Failure;

/// Why nothing was noted.
#[derive(Debug, thiserror::Error)]
pub enum CareProblem {
    /// No such line or child in this case, or another unit's.
    #[error("no such line of this unit")]
    NotFound,
    /// A child is talked with once an inquiry is opened (SoL 20:7).
    #[error("no inquiry is opened")]
    NoInquiry,
    /// The answer is none of the topic.
    #[error("the answer is none of the topic")]
    DoesNotFit,
    /// Whoever goes out is out already.
    #[error("out already")]
    AlreadyOut,
    /// A later line corrects it already.
    #[error("the line was corrected already")]
    Corrected,
    /// What is kept can't be read or written.
    #[error("a line can't be read")]
    Unreadable,
    /// The case.
    #[error(transparent)]
    Case(CaseError),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Failure for CareProblem {
    fn store_error(&self) -> Option<&store::Error> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<CaseError> for CareProblem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            other => Self::Case(other),
        }
    }
}
