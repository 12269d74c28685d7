//! Any decision of the past, explained by the law of its day.

use store::{Conn, Failure};
use wire::{EditionId, HandoverId};

use super::past_decision::Remembered;
use crate::{
    Casework,
    db::handovers,
    domain::{Again, Explained, tightened},
    error::{AnswerProblem, Fault},
};

/// Why a handover is not explained.
#[derive(Debug, thiserror::Error)]
pub enum ExplainProblem {
    /// No such handover here.
    #[error("no such handover")]
    NotFound,
    /// The edition it was judged by is not known here (any more).
    #[error("the edition {0} of the rule book is not known here")]
    EditionUnknown(EditionId),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

impl Failure for ExplainProblem {
    fn store_error(&self) -> Option<&store::Error> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<AnswerProblem> for ExplainProblem {
    fn from(problem: AnswerProblem) -> Self {
        match problem {
            AnswerProblem::NotFound => Self::NotFound,
            AnswerProblem::Store(error) => Self::Store(error),
            AnswerProblem::Inside(fault) => Self::Inside(fault),
            other => Self::Inside(Fault::because("a decision could not be read", other)),
        }
    }
}

impl Casework {
    /// Why a handover carried what it carried, by the edition and on the day it was judged; for its sender also what stayed
    /// and why. No value is in it. The caller writes that it was looked at.
    ///
    /// # Errors
    /// See [`ExplainProblem`].
    pub fn explain(&self, conn: &mut Conn, handover: HandoverId) -> Result<Explained, ExplainProblem> {
        let found = handovers::find(conn, handover)?.ok_or(ExplainProblem::NotFound)?;
        let Remembered { decision, whole } = self.remembered(conn, &found)?;
        let past = &decision.past;
        let edition = self.edition_named(&past.edition).ok_or_else(|| ExplainProblem::EditionUnknown(past.edition.id.clone()))?;
        let used = tightened(&edition, &decision.off);
        let again = Again::new(past, &used);
        Ok(Explained {
            handover,
            case_code: found.case_code,
            way: found.way,
            basis: found.basis,
            edition: past.edition.clone(),
            date: past.date,
            at: past.now,
            fields: again.went(&decision.went),
            stayed: whole.then(|| again.stayed(&decision.held)),
        })
    }
}
