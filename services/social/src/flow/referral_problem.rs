//! Why nothing was written of a referral.

use casework::{CaseError, DraftProblem};
use store::{ErrorKind, Failure};

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ReferralProblem {
    /// No such referral of this unit, or no such service in the list that holds.
    #[error("no such referral or service")]
    NotFound,
    /// The service is of another kind, or the person of the other side.
    #[error("the service is none for this person")]
    DoesNotFit,
    /// It was otherwise when the page was shown: somebody has written it already, or it is none to write it of.
    #[error("it was otherwise when the page was shown")]
    Meanwhile,
    /// A text is missing.
    #[error("the text to read out is missing")]
    NoText,
    /// The draft to the police.
    #[error(transparent)]
    Draft(#[from] DraftProblem),
    /// The case.
    #[error(transparent)]
    Case(CaseError),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Failure for ReferralProblem {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::Draft(problem) => problem.store_error(),
            _ => None,
        }
    }
}

impl From<CaseError> for ReferralProblem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            other => Self::Case(other),
        }
    }
}

/// What was written at the same time by somebody else is told as such.
pub(super) fn meanwhile(error: store::Error) -> ReferralProblem {
    match error.kind() {
        ErrorKind::UniqueViolation => ReferralProblem::Meanwhile,
        _ => error.into(),
    }
}
