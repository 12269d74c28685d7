//! Errors of casework. Each says what a person can do; causes go to the log.

use std::{error::Error as StdError, fmt};

use store::Failure;
use wire::ValueError;

use crate::{config::ConfigProblem, domain::HandoverStateCode, domain::Preview, keyring::KeyringError};

/// Something that only a fault of this program or a damaged store can cause. Names no values.
#[derive(Debug)]
pub struct Fault {
    what: &'static str,
    cause: Option<Box<dyn StdError + Send + Sync>>,
}

impl Fault {
    /// A fault with its cause.
    pub(crate) fn because(what: &'static str, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { what, cause: Some(cause.into()) }
    }

    /// A fault by itself.
    pub(crate) fn of(what: &'static str) -> Self {
        Self { what, cause: None }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)?;
        self.cause.as_ref().map_or(Ok(()), |cause| write!(f, ": {cause}"))
    }
}

impl StdError for Fault {}

/// Why a case, a person or a consent was not written.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// No unused code was drawn; try again.
    #[error("no unused case code was found")]
    NoCodeLeft,
    /// The consent names no category, or the person is not of this case.
    #[error("the consent names nothing or nobody of this case")]
    EmptyConsent,
    /// No such consent, or none that can be withdrawn.
    #[error("no such consent")]
    UnknownConsent,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

/// Why the code of a card was not looked at.
#[derive(Debug, thiserror::Error)]
pub enum CodeProblem {
    /// This member of staff has typed too many lately.
    #[error("too many codes in an hour")]
    TooMany,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

impl From<CaseError> for CodeProblem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            CaseError::Inside(fault) => Self::Inside(fault),
            other => Self::Inside(Fault::because("a consent could not be ended by its code", other)),
        }
    }
}

/// Why nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum SendProblem {
    /// Values, rules or consents changed since the page was shown: here is the preview as it is now.
    #[error("the preview has changed")]
    Changed(Box<Preview>),
    /// No field may go.
    #[error("nothing may be sent")]
    NothingToSend,
    /// A value breaks a rule of values.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// The recipient has no verified registration or no sealing key in its time: ring.
    #[error("the recipient's keys are not known here")]
    RecipientUnknown,
    /// Sender or recipient of the draft do not fit this agency or the directory.
    #[error("the addresses do not fit together")]
    Address,
    /// The case has no handover from elsewhere to answer.
    #[error("nothing came from elsewhere in this case")]
    NobodyToAnswer,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

/// Why an answer to a handover was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AnswerProblem {
    /// No such handover was received here.
    #[error("no such handover")]
    NotFound,
    /// It does not follow from the state it is in: somebody else was first.
    #[error("the handover is already {0}")]
    WrongState(HandoverStateCode),
    /// A duty sent it: it is not taken back. Correct it, or ring.
    #[error("what a duty sends is not taken back")]
    Duty,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

/// Why casework did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration contradicts itself.
    #[error(transparent)]
    Config(#[from] ConfigProblem),
    /// The keys.
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    /// The keys are another agency's.
    #[error("the keys are those of {0}: correct [agency] id, kind or keys")]
    OtherAgency(wire::AgencyId),
    /// An edition that was in force here was approved by somebody whom the list does not count any more.
    #[error(
        "edition {0} of the rule book came into force here by the approval of somebody whom [[agency.rule_signers]] does not count \
         for that day, and without it decisions can't be explained: put the row back, or correct until = the person's last day"
    )]
    SignerMissing(wire::EditionId),
    /// The address of the broker can't be used.
    #[error("[agency.broker] url can't be used: {0}")]
    Broker(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
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
failures!(CaseError, CodeProblem, SendProblem, AnswerProblem);

impl From<CaseError> for SendProblem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            CaseError::Inside(fault) => Self::Inside(fault),
            other => Self::Inside(Fault::because("a case could not be used", other)),
        }
    }
}

impl From<CaseError> for AnswerProblem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            CaseError::Inside(fault) => Self::Inside(fault),
            other => Self::Inside(Fault::because("a case could not be used", other)),
        }
    }
}
