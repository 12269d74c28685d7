//! Signed answers of the recipient.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{AgencyId, HandoverId, ReceiptId, StaffRef, StaffRole, UnitId};

codes!(
    /// Why a parcel could not be opened.
    RejectCode, "reason of a machine" {
        /// The signature does not fit.
        BadSignature = "bad_signature",
        /// The proof does not fit, or the cosignatures are missing.
        BadProof = "bad_proof",
        /// A field does not open.
        BadSeal = "bad_seal",
        /// An opened field does not fit its commitment.
        BadCommitment = "bad_commitment",
        /// An opened value breaks a rule of values.
        BadValue = "bad_value",
        /// The rule book at hand refuses it.
        NotAllowed = "not_allowed",
        /// A consent was withdrawn here.
        ConsentWithdrawn = "consent_withdrawn",
    }
);

codes!(
    /// Why a person declined.
    DeclineReason, "reason for declining" {
        /// Another unit or municipality is responsible.
        NotResponsible = "not_responsible",
        /// Somebody here is a party or close to one.
        Conflict = "conflict",
        /// Came to the wrong place.
        WrongRecipient = "wrong_recipient",
        /// Already in hand in another case.
        AlreadyInHand = "already_in_hand",
        /// Nobody can take it now: ring.
        NoCapacity = "no_capacity",
    }
);

/// What became of a handover at the recipient.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", deny_unknown_fields)]
pub enum ReceiptState {
    /// A machine opened and stored it.
    Received,
    /// A machine could not.
    Rejected {
        /// Why.
        code: RejectCode,
    },
    /// A person says “I own it”.
    Acknowledged {
        /// Role of that person.
        role: StaffRole,
    },
    /// A unit has taken it over.
    TakenOver {
        /// Which unit.
        unit: UnitId,
    },
    /// A person declined.
    Declined {
        /// Why.
        reason: DeclineReason,
    },
    /// It belongs to another unit: the sender sends anew after a new preview.
    Redirected {
        /// Which unit.
        unit: UnitId,
    },
}

impl ReceiptState {
    /// The code of the state, for tables, words and the log.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Rejected { .. } => "rejected",
            Self::Acknowledged { .. } => "acknowledged",
            Self::TakenOver { .. } => "taken_over",
            Self::Declined { .. } => "declined",
            Self::Redirected { .. } => "redirected",
        }
    }
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Id, made once by the recipient.
    pub id: ReceiptId,
    /// The handover.
    pub handover: HandoverId,
    /// The recipient.
    pub from: AgencyId,
    /// What became of it.
    pub outcome: ReceiptState,
    /// Of what was received: the number that the log proved for it on its channel. The sender compares it with the
    /// broker's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u64>,
    /// When.
    pub at: Timestamp,
    /// Who, for the recipient alone; `None` for a machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffRef>,
}
