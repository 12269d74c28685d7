//! Errors of putting together, deciding and asking. Each says what a person can do; causes go to the log.

use store::Failure;
use wire::{FactCode, ValueError};

use crate::{
    domain::{ClearanceState, DraftState, Preview},
    error::{AnswerProblem, CaseError, Fault, SendProblem},
};

/// Why a draft was not changed, shown or sent.
#[derive(Debug, thiserror::Error)]
pub enum DraftProblem {
    /// No such draft, handover or person here.
    #[error("no such draft or handover")]
    NotFound,
    /// It was sent or put aside.
    #[error("the draft is {0}")]
    NotOpen(DraftState),
    /// Somebody changed it after the page was shown: show it again.
    #[error("the draft was changed meanwhile")]
    ChangedMeanwhile,
    /// The value breaks a rule of values.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// The field must say whom it is about.
    #[error("the field does not say whom it is about")]
    SubjectNeeded,
    /// That person can't have such a field.
    #[error("the person can't have such a field")]
    WrongSubject,
    /// Somebody in another role must answer.
    #[error("the question {0} is for another role")]
    FactNotYours(FactCode),
    /// The question is answered by the form of a decision, or by the lead of the investigation.
    #[error("the question {0} has a form of its own")]
    NeedsItsForm(FactCode),
    /// No such unit in the verified directory, or of one's own agency.
    #[error("the recipient is not known here")]
    RecipientUnknown,
    /// There is no such field to correct, or the handover can't be corrected or sent anew.
    #[error("there is nothing to correct or to send anew")]
    NothingToCorrect,
    /// There is no such open request.
    #[error("there is no open request")]
    NotARequest,
    /// The person it is about has not said yes to it.
    #[error("the person has not agreed to the question")]
    NoConsent,
    /// A reason is missing or too long.
    #[error("a reason is missing or too long")]
    Reason,
    /// Previewing or sending was refused.
    #[error(transparent)]
    Send(SendProblem),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

/// Why a decision was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum PermissionProblem {
    /// No such decision.
    #[error("no such decision")]
    NotFound,
    /// Somebody in another role decides by this rule.
    #[error("the rule is decided by another role")]
    RoleMayNot,
    /// The rule opens nothing of the draft.
    #[error("the rule opens nothing of the draft")]
    NothingToDecide,
    /// The draft.
    #[error(transparent)]
    Draft(DraftProblem),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

/// Why the lead was not asked, or the answer not taken.
#[derive(Debug, thiserror::Error)]
pub enum ClearanceProblem {
    /// No such question.
    #[error("no such question")]
    NotFound,
    /// Nothing of the draft waits for the lead.
    #[error("nothing waits for the lead")]
    NothingToClear,
    /// Only the lead of an investigation sees and answers.
    #[error("only the lead of an investigation answers")]
    NotTheLead,
    /// Nobody answers a question of one's own.
    #[error("the one who asked can't answer")]
    OwnQuestion,
    /// Somebody was first.
    #[error("the question is already {0}")]
    AlreadyAnswered(ClearanceState),
    /// A yes or a no without a reason.
    #[error("a reason is missing")]
    ReasonMissing,
    /// The reason is too long.
    #[error("the reason is too long")]
    ReasonTooLong,
    /// The draft.
    #[error(transparent)]
    Draft(DraftProblem),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

impl DraftProblem {
    /// The preview as it is now, when that is what hinders.
    pub fn changed(&self) -> Option<&Preview> {
        match self {
            Self::Send(SendProblem::Changed(preview)) => Some(preview),
            _ => None,
        }
    }
}

macro_rules! failures {
    ($($type:ty),+) => {
        $(impl Failure for $type {
            fn store_error(&self) -> Option<&store::Error> {
                if let Self::Store(error) = self { Some(error) } else { None }
            }
        })+
    };
}
failures!(DraftProblem, PermissionProblem, ClearanceProblem);

impl From<SendProblem> for DraftProblem {
    fn from(problem: SendProblem) -> Self {
        match problem {
            SendProblem::Store(error) => Self::Store(error),
            SendProblem::Inside(fault) => Self::Inside(fault),
            SendProblem::Value(error) => Self::Value(error),
            SendProblem::RecipientUnknown => Self::RecipientUnknown,
            other => Self::Send(other),
        }
    }
}

impl From<CaseError> for DraftProblem {
    fn from(error: CaseError) -> Self {
        Self::from(SendProblem::from(error))
    }
}

impl From<AnswerProblem> for DraftProblem {
    fn from(problem: AnswerProblem) -> Self {
        match problem {
            AnswerProblem::Store(error) => Self::Store(error),
            AnswerProblem::Inside(fault) => Self::Inside(fault),
            AnswerProblem::NotFound => Self::NotFound,
            AnswerProblem::WrongState(_) | AnswerProblem::Duty => Self::NothingToCorrect,
        }
    }
}

macro_rules! from_draft_problem {
    ($($type:ty),+) => {
        $(
            impl From<DraftProblem> for $type {
                fn from(problem: DraftProblem) -> Self {
                    match problem {
                        DraftProblem::Store(error) => Self::Store(error),
                        DraftProblem::Inside(fault) => Self::Inside(fault),
                        other => Self::Draft(other),
                    }
                }
            }

            impl From<SendProblem> for $type {
                fn from(problem: SendProblem) -> Self {
                    Self::from(DraftProblem::from(problem))
                }
            }

            impl From<CaseError> for $type {
                fn from(error: CaseError) -> Self {
                    Self::from(DraftProblem::from(error))
                }
            }
        )+
    };
}
from_draft_problem!(PermissionProblem, ClearanceProblem);
