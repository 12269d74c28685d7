//! Signed bytes as they travel.

use serde::{Deserialize, Serialize};

use crate::{Bytes64, KeyId, Octets};

codes!(
    /// What a payload is; part of what is signed, so that one kind can't pass for another.
    MessageKind, "kind of message" {
        /// Key set of an agency, signed by its offline root.
        KeySet = "key_set",
        /// Manifest of an agency, signed by its service key.
        Manifest = "manifest",
        /// An offer.
        Offer = "offer",
        /// The broker's answer to an offer.
        OfferAnswer = "offer_answer",
        /// A consent grant.
        ConsentGrant = "consent_grant",
        /// A withdrawal of consent.
        Withdrawal = "withdrawal",
        /// A withdrawal of whatever consent the code of a contact card belongs to.
        CodeWithdrawal = "code_withdrawal",
        /// A receipt.
        Receipt = "receipt",
        /// A recall.
        Recall = "recall",
        /// Somebody's approval of an edition of the rule book.
        EditionApproval = "edition_approval",
    }
);

impl MessageKind {
    /// What goes before the payload under the signature: `stafett/<kind>/v1` and a zero byte.
    pub fn signature_prefix(self) -> Vec<u8> {
        format!("stafett/{self}/v1\0").into_bytes()
    }
}

/// Exact bytes and an Ed25519 signature over them. The signature is checked before the payload is parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The signing key.
    pub key_id: KeyId,
    /// Ed25519 over prefix ‖ payload.
    pub signature: Bytes64,
    /// RFC 8785 bytes of the message.
    pub payload: Octets,
}
