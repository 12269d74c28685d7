//! Sign exact bytes; check them before a single one is parsed.

use serde::{Serialize, de::DeserializeOwned};
use wire::{Bytes32, Envelope, KeyId, MESSAGE_BYTES_MAX, MessageKind, Octets, ProblemCode, canonical, canonical::CanonicalError};

use crate::{
    digest::sha256,
    keys::{ApproverKey, RootKey, ServiceSigner, VerifyingKey},
};

/// Why an envelope was not taken. No variant holds anything of the message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Longer than [`wire::MESSAGE_BYTES_MAX`].
    #[error("the message is longer than {MESSAGE_BYTES_MAX} bytes")]
    TooLarge,
    /// The envelope or its payload is not what it should be, or in another spelling.
    #[error("the message is not taken: {0}")]
    NotCanonical(#[from] CanonicalError),
    /// Signed by another key than it is checked with.
    #[error("the message names the key {named}, it is checked with {checked}")]
    OtherKey {
        /// The key the envelope names.
        named: KeyId,
        /// The key at hand.
        checked: KeyId,
    },
    /// The signature does not fit these bytes, this kind and this key.
    #[error("the signature does not fit")]
    BadSignature,
}

impl EnvelopeError {
    /// The code a machine answers with.
    pub const fn problem(&self) -> ProblemCode {
        match self {
            Self::TooLarge => ProblemCode::TooLarge,
            Self::NotCanonical(_) => ProblemCode::NotCanonical,
            Self::OtherKey { .. } => ProblemCode::UnknownKey,
            Self::BadSignature => ProblemCode::BadSignature,
        }
    }
}

/// A message whose signature fitted. Only [`verify`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified<T> {
    message: T,
    payload_hash: Bytes32,
    key_id: KeyId,
}

impl<T> Verified<T> {
    /// What was signed.
    pub const fn message(&self) -> &T {
        &self.message
    }

    /// The message alone: from here on nothing shows that it was verified.
    pub fn into_message(self) -> T {
        self.message
    }

    /// SHA-256 of the payload: tells other bytes under the same id.
    pub const fn payload_hash(&self) -> Bytes32 {
        self.payload_hash
    }

    /// The key that signed.
    pub const fn key_id(&self) -> &KeyId {
        &self.key_id
    }
}

/// Writes the message in its one spelling (RFC 8785) and signs prefix ‖ payload with Ed25519.
///
/// # Errors
/// [`EnvelopeError::TooLarge`] when nobody would take it; [`EnvelopeError::NotCanonical`] for values that JSON
/// can't carry, a fault of this program.
pub fn sign<T: Serialize>(kind: MessageKind, message: &T, signer: &ServiceSigner) -> Result<Envelope, EnvelopeError> {
    seal_up(kind, message, signer.id(), |bytes| signer.sign_bytes(bytes))
}

/// The same with the root of an agency; for key sets alone.
pub(crate) fn sign_by_root<T: Serialize>(kind: MessageKind, message: &T, root: &RootKey) -> Result<Envelope, EnvelopeError> {
    seal_up(kind, message, root.id(), |bytes| root.sign_bytes(bytes))
}

/// The same by an approver; for approvals alone.
pub(crate) fn sign_by_approver<T: Serialize>(kind: MessageKind, message: &T, approver: &ApproverKey) -> Result<Envelope, EnvelopeError> {
    seal_up(kind, message, approver.id(), |bytes| approver.sign_bytes(bytes))
}

/// The bytes an approver's signature is over, for whoever signs without this program.
pub fn bytes_to_sign(kind: MessageKind, payload: &[u8]) -> Vec<u8> {
    signed_bytes(kind, payload)
}

fn seal_up<T: Serialize>(
    kind: MessageKind,
    message: &T,
    key_id: &KeyId,
    signature_of: impl FnOnce(&[u8]) -> wire::Bytes64,
) -> Result<Envelope, EnvelopeError> {
    let payload = canonical::to_bytes(message)?;
    let signature = signature_of(&signed_bytes(kind, &payload));
    let envelope = Envelope { key_id: key_id.clone(), signature, payload: Octets(payload) };
    if envelope_to_json(&envelope).len() > MESSAGE_BYTES_MAX { Err(EnvelopeError::TooLarge) } else { Ok(envelope) }
}

/// Checks the signature strictly, then reads the payload and demands its one spelling.
///
/// # Errors
/// [`EnvelopeError::OtherKey`] and [`EnvelopeError::BadSignature`] before anything is parsed;
/// [`EnvelopeError::NotCanonical`] for a signed payload that is no such message.
pub fn verify<T: Serialize + DeserializeOwned>(
    kind: MessageKind,
    envelope: &Envelope,
    key: &VerifyingKey,
) -> Result<Verified<T>, EnvelopeError> {
    let payload = envelope.payload.0.as_slice();
    if envelope.key_id != *key.id() {
        return Err(EnvelopeError::OtherKey { named: envelope.key_id.clone(), checked: key.id().clone() });
    }
    if !key.accepts(&signed_bytes(kind, payload), &envelope.signature) {
        return Err(EnvelopeError::BadSignature);
    }
    Ok(Verified { message: canonical::from_bytes(payload)?, payload_hash: sha256(payload), key_id: key.id().clone() })
}

fn signed_bytes(kind: MessageKind, payload: &[u8]) -> Vec<u8> {
    let mut bytes = kind.signature_prefix();
    bytes.extend_from_slice(payload);
    bytes
}

/// Reads an envelope as it came in a body.
///
/// # Errors
/// [`EnvelopeError::TooLarge`] before it is read; [`EnvelopeError::NotCanonical`] for anything but the one
/// spelling of an envelope.
pub fn envelope_from_json(bytes: &[u8]) -> Result<Envelope, EnvelopeError> {
    if bytes.len() > MESSAGE_BYTES_MAX {
        return Err(EnvelopeError::TooLarge);
    }
    Ok(canonical::from_bytes(bytes)?)
}

/// The RFC 8785 bytes of an envelope, as it goes into a body or a row.
pub fn envelope_to_json(envelope: &Envelope) -> Vec<u8> {
    // A crash here means that wire has given the envelope a member that JSON can't carry.
    canonical::to_bytes(envelope).expect("an envelope is three texts")
}
