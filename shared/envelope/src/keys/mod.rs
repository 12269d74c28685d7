//! The keys of an agency: an offline root, signing keys of the service, sealing keys of units. And those of the persons
//! who approve editions of the rule book.
//!
//! Every secret half is made from a seed of 32 random bytes that the caller draws, keeps and wipes. It is wiped
//! when dropped, never printed, never cloned.

mod signing;
mod unit;

use wire::{Bytes32, KeyId};

pub use signing::{ApproverKey, RootKey, ServiceSigner, VerifyingKey};
pub use unit::UnitKey;
pub(crate) use unit::{Kem, is_usable, public_of};

use crate::digest::sha256;

/// A public key that nothing may be checked with or sealed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not a point of the curve, or one of small order under which anybody can make signatures (RFC 8032 5.1.7).
    #[error("not a usable Ed25519 public key")]
    Signing,
    /// A point of small order: every sender would agree on the same secret (RFC 9180 7.1.4).
    #[error("not a usable X25519 public key")]
    Sealing,
}

/// Name of a public key: the first 16 hexadecimal digits of its SHA-256.
pub fn key_id(public: Bytes32) -> KeyId {
    let digest = sha256(&public.0);
    let digits: String = digest.0[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    // A crash here means that wire has changed what a key id looks like.
    digits.parse().expect("16 hexadecimal digits are a key id")
}
