//! The broker's answers: what was decided, and an offer with the proof that its release is in the log.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Bytes32, EditionRef, Envelope, HandoverId};

codes!(
    /// Decision of the broker.
    OfferOutcome, "outcome of an offer" {
        /// The whole of it may be fetched.
        Released = "released",
        /// Nothing of it is handed over.
        Refused = "refused",
    }
);

/// Why a field was refused. Known to the sender alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Place of the field.
    pub n: u32,
    /// Code of the reason, from the rule book.
    pub reason: String,
}

/// The broker's signed answer to an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferAnswer {
    /// The handover.
    pub handover: HandoverId,
    /// SHA-256 of the offer's payload.
    pub offer_hash: Bytes32,
    /// The decision.
    pub outcome: OfferOutcome,
    /// Reasons; empty when released.
    pub refusals: Vec<Refusal>,
    /// Edition it was judged by.
    pub edition: EditionRef,
    /// Index of the entry in the log.
    pub log_index: u64,
    /// When released: its number on the channel from the sending to the receiving unit, from 1 without holes. The entry
    /// of the log holds the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u64>,
    /// When, by the broker's clock.
    pub decided_at: Timestamp,
}

/// Entry of the log with what is needed to check it against a signed checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogEvidence {
    /// Index of the entry.
    pub index: u64,
    /// RFC 8785 bytes of the entry.
    pub entry: crate::Octets,
    /// Salt of its commitment.
    pub salt: Bytes32,
    /// Size of the tree of the checkpoint.
    pub tree_size: u64,
    /// RFC 6962 inclusion path.
    pub path: Vec<Bytes32>,
    /// Signed note with the cosignatures at hand.
    pub checkpoint: String,
}

/// An offer handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parcel {
    /// The offer as the sender signed it.
    pub offer: Envelope,
    /// The consents it refers to, as their agencies signed them.
    pub consents: Vec<Envelope>,
    /// Proof that the release is in the log.
    pub released: LogEvidence,
    /// Proof that the fetch is in the log.
    pub fetched: LogEvidence,
}
