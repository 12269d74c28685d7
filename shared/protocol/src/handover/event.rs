//! What happens to a handover, and how a step answers.

use wire::{OfferOutcome, ProblemCode, ReceiptState};

use super::{Effect, HandoverState};
use crate::{Terms, consent::Standing};

/// What happens to a handover.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum HandoverEvent {
    /// The sealed offer is sent; signature, addresses and manifest are already checked.
    Offer {
        /// Ground and last moment.
        terms: Terms,
    },
    /// The broker decides.
    Decide {
        /// What the rule book says.
        outcome: OfferOutcome,
        /// The weakest of the consents it refers to.
        consents: Standing,
    },
    /// The recipient fetches.
    Fetch {
        /// The weakest of the consents it refers to, now.
        consents: Standing,
        /// Whether the rule book still lets the whole go, now.
        rules_allow: bool,
    },
    /// The recipient answers.
    Receipt(ReceiptState),
    /// A consent it refers to was withdrawn.
    Withdraw,
    /// The sender takes it back.
    Recall,
    /// Time passes. By the broker's clock alone.
    Clock,
}

/// State after an event, and what is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Step {
    /// The state now. A fetch may end in another state than fetched: see
    /// [`HandoverState::fetch_problem`](super::HandoverState::fetch_problem).
    pub state: HandoverState,
    /// In the order to be carried out; empty when repeated.
    pub effects: Vec<Effect>,
    /// Nothing was new: the event was taken before, or asks for what is already so.
    pub repeated: bool,
}

/// Why an event does not follow from the state. The state stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refused {
    /// Something must come before it; the same event may be taken later.
    #[error("the handover has not come that far")]
    TooEarly,
    /// It has been fetched, or has come to its end.
    #[error("the handover has gone past that")]
    TooLate,
    /// Another event of the same kind was taken before.
    #[error("the handover was answered otherwise before")]
    Conflict,
    /// The offer came when its time was already out.
    #[error("the offer is past its time")]
    PastItsTime,
}

impl Refused {
    /// The code to answer with.
    pub const fn problem(self) -> ProblemCode {
        match self {
            Self::TooEarly | Self::TooLate | Self::Conflict => ProblemCode::WrongState,
            Self::PastItsTime => ProblemCode::Expired,
        }
    }
}
