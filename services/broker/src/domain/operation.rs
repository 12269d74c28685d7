//! What the sequencer puts in order, and what each is answered.

use wire::{AgencyId, EditionId, HandoverId};

use super::{
    Refusal,
    agency::Member,
    checkpoint::Cosignature,
    code_withdrawal::NewCodeWithdrawal,
    consent_grant::{NewConsent, NewWithdrawal},
    edition::Founding,
    offer::NewOffer,
    recall::NewRecall,
    receipt::NewReceipt,
};

/// One thing to be done. Signatures, addresses and forms are checked before; what depends on the order is judged when
/// its turn comes.
pub enum Operation {
    /// An agency's registration.
    Register(Box<Member>),
    /// The hub begins with an edition.
    Found(Box<Founding>),
    /// The day of an approved edition has come, or another edition has come into force than the one it was compared with.
    Activate(EditionId),
    /// A consent.
    Consent(Box<NewConsent>),
    /// A withdrawal.
    Withdraw(NewWithdrawal),
    /// A withdrawal by the code of a contact card.
    WithdrawByCode(NewCodeWithdrawal),
    /// An offer.
    Offer(Box<NewOffer>),
    /// A recipient fetches.
    Fetch {
        /// Which handover.
        handover: HandoverId,
        /// Who asks.
        by: AgencyId,
    },
    /// A recipient fetches, and it was decided before its turn.
    #[cfg(feature = "testing")]
    FetchAsSeen(Box<super::desk::SeenFetch>),
    /// A sender takes back.
    Recall(Box<NewRecall>),
    /// A recipient answers.
    Receipt(Box<NewReceipt>),
    /// A witness cosigned.
    Cosign(Cosignature),
    /// Time passes for a handover.
    Clock(HandoverId),
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the log at this index.
    Logged(u64),
    /// The signed answer to an offer, in canonical JSON.
    Answered(Vec<u8>),
    /// The recipient may have the parcel when it is proved.
    Fetched,
    /// The cosignature is kept.
    Cosigned(u64),
    /// Nothing is to be said.
    Done,
}

/// What became of one operation.
pub type Judged = Result<Outcome, Refusal>;

impl Operation {
    /// What it is, for metrics.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Register(_) => "register",
            Self::Found(_) => "found",
            Self::Activate(_) => "activate",
            Self::Consent(_) => "consent",
            Self::Withdraw(_) => "withdraw",
            Self::WithdrawByCode(_) => "withdraw_by_code",
            Self::Offer(_) => "offer",
            Self::Fetch { .. } => "fetch",
            #[cfg(feature = "testing")]
            Self::FetchAsSeen(_) => "fetch_as_seen",
            Self::Recall(_) => "recall",
            Self::Receipt(_) => "receipt",
            Self::Cosign(_) => "cosign",
            Self::Clock(_) => "clock",
        }
    }
}
