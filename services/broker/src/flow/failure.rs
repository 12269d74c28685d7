//! What can stand in the way of a verb.

use crate::domain::Refusal;

/// Why a verb was not carried out.
#[derive(Debug, Clone, thiserror::Error)]
pub enum FlowError {
    /// The caller is refused.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// Another sequencer has taken over: nothing of the batch was done.
    #[error("the log is held by another sequencer")]
    Fenced,
    /// More waits than can be taken in.
    #[error("too much is waiting")]
    Busy,
    /// The service is stopping.
    #[error("the sequencer has stopped")]
    Stopped,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl store::Failure for FlowError {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<wire::ProblemCode> for FlowError {
    fn from(code: wire::ProblemCode) -> Self {
        Self::Refused(code.into())
    }
}

/// Why what a person asked for was not done: a fault of theirs, which is told them in words, or anything else.
#[derive(Debug, thiserror::Error)]
pub enum VerbError<F> {
    /// The person can mend it, or knows then why not.
    #[error(transparent)]
    Refused(F),
    /// Something else stands in the way.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

impl<F> From<store::Error> for VerbError<F> {
    fn from(error: store::Error) -> Self {
        Self::Flow(error.into())
    }
}

impl<F: Send + 'static> store::Failure for VerbError<F> {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Flow(error) => error.store_error(),
            Self::Refused(_) => None,
        }
    }
}
