//! Why an extract was not begun, kept, reviewed or printed.

use store::Failure;

use crate::{
    domain::ExtractState,
    error::{AnswerProblem, CaseError, Fault},
    flow::ExplainProblem,
};

/// Says what a person can do; causes go to the log.
#[derive(Debug, thiserror::Error)]
pub enum ExtractProblem {
    /// No such extract or case here, or another unit's.
    #[error("no such extract")]
    NotFound,
    /// It is not where that can be done any more.
    #[error("the extract is {0}")]
    WrongState(ExtractState),
    /// Somebody else puts it together.
    #[error("somebody else puts it together")]
    AnothersWork,
    /// Nobody reviews their own work.
    #[error("whoever composed it does not review it")]
    OwnWork,
    /// A guardian asks for a child alone.
    #[error("that person does not ask for this one")]
    Asker,
    /// What the rule closes or delays was chosen to be shown.
    #[error("line {0} can't be shown so")]
    NotAllowed(u32),
    /// A line waits for a day that is missing or not to come.
    #[error("line {0} has no day to come")]
    Day(u32),
    /// A line that nobody has judged.
    #[error("line {0} is not judged")]
    Unjudged(u32),
    /// Whether somebody can force the asker to show it was not asked, or the form does not fit the answer.
    #[error("the question of pressure is not answered")]
    Pressure,
    /// A reason is missing or too long.
    #[error("a reason is missing or too long")]
    Reason,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

impl Failure for ExtractProblem {
    fn store_error(&self) -> Option<&store::Error> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<CaseError> for ExtractProblem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            CaseError::Inside(fault) => Self::Inside(fault),
            other => Self::Inside(Fault::because("an extract could not be kept", other)),
        }
    }
}

impl From<AnswerProblem> for ExtractProblem {
    fn from(problem: AnswerProblem) -> Self {
        match ExplainProblem::from(problem) {
            ExplainProblem::Store(error) => Self::Store(error),
            ExplainProblem::Inside(fault) => Self::Inside(fault),
            other => Self::Inside(Fault::because("a decision could not be read", other)),
        }
    }
}
