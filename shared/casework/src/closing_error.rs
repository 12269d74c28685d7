//! Why a case was not closed, taken up again or told to be closed.

use store::{ErrorKind, Failure};

use crate::error::{AnswerProblem, Fault, SendProblem};

/// Says what a person can do; causes go to the log.
#[derive(Debug, thiserror::Error)]
pub enum ClosingProblem {
    /// The other agency asks for something, and nobody has answered.
    #[error("a question waits for an answer")]
    QuestionWaits,
    /// Somebody else closed it, took it up or told of it meanwhile.
    #[error("it was otherwise when the page was shown")]
    Meanwhile,
    /// Nobody there knows of the case.
    #[error("nobody to tell")]
    NobodyToTell,
    /// The word could not be sent.
    #[error(transparent)]
    Send(SendProblem),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

impl Failure for ClosingProblem {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::Send(problem) => problem.store_error(),
            Self::QuestionWaits | Self::Meanwhile | Self::NobodyToTell | Self::Inside(_) => None,
        }
    }
}

impl From<SendProblem> for ClosingProblem {
    fn from(problem: SendProblem) -> Self {
        match problem {
            SendProblem::Store(error) => Self::Store(error),
            other => Self::Send(other),
        }
    }
}

impl From<AnswerProblem> for ClosingProblem {
    fn from(problem: AnswerProblem) -> Self {
        match problem {
            AnswerProblem::Store(error) => Self::Store(error),
            other => Self::Inside(Fault::because("what came of a case can't be read", other)),
        }
    }
}

/// What was written at the same time by somebody else is told as such.
pub(crate) fn meanwhile(error: store::Error) -> ClosingProblem {
    match error.kind() {
        ErrorKind::UniqueViolation => ClosingProblem::Meanwhile,
        _ => error.into(),
    }
}
