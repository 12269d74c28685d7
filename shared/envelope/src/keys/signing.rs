//! Ed25519 (RFC 8032), checked strictly.

use std::fmt;

use ed25519_dalek::{Signature, Signer, SigningKey};
use wire::{Bytes32, Bytes64, KeyId};

use super::{KeyError, key_id};

/// A public Ed25519 key that has been looked at: on the curve and not of small order.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    key: ed25519_dalek::VerifyingKey,
    id: KeyId,
}

impl VerifyingKey {
    /// Takes 32 bytes from outside.
    ///
    /// # Errors
    /// [`KeyError::Signing`] for bytes that are no point, and for points of small order.
    pub fn from_bytes(public: Bytes32) -> Result<Self, KeyError> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(&public.0).map_err(|_| KeyError::Signing)?;
        if key.is_weak() { Err(KeyError::Signing) } else { Ok(Self { key, id: key_id(public) }) }
    }

    /// Id of the key.
    pub fn id(&self) -> &KeyId {
        &self.id
    }

    /// The 32 bytes.
    pub fn public(&self) -> Bytes32 {
        Bytes32(self.key.to_bytes())
    }

    /// Strict: refuses points of small order and other spellings of a signature, so that exactly one signature
    /// of a signer fits a message.
    pub(crate) fn accepts(&self, message: &[u8], signature: &Bytes64) -> bool {
        self.key.verify_strict(message, &Signature::from_bytes(&signature.0)).is_ok()
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({})", self.id)
    }
}

macro_rules! signing_half {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        pub struct $name {
            // Wipes itself when dropped.
            key: SigningKey,
            public: VerifyingKey,
        }

        impl $name {
            /// The key of a seed of 32 random bytes. The caller wipes the seed.
            pub fn from_seed(seed: &[u8; 32]) -> Self {
                let key = SigningKey::from_bytes(seed);
                let public = Bytes32(key.verifying_key().to_bytes());
                Self { public: VerifyingKey { key: key.verifying_key(), id: key_id(public) }, key }
            }

            /// The public half.
            pub fn verifying_key(&self) -> &VerifyingKey {
                &self.public
            }

            /// Id of the key.
            pub fn id(&self) -> &KeyId {
                self.public.id()
            }

            /// Public half, 32 bytes.
            pub fn public(&self) -> Bytes32 {
                self.public.public()
            }

            pub(crate) fn sign_bytes(&self, message: &[u8]) -> Bytes64 {
                Bytes64(self.key.sign(message).to_bytes())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

signing_half!(
    /// The offline root of an agency: signs key sets and nothing else.
    RootKey
);
signing_half!(
    /// The key a service signs its messages and manifests with.
    ServiceSigner
);
signing_half!(
    /// The key of one person who approves editions of the rule book: signs approvals and nothing else.
    ApproverKey
);

#[cfg(test)]
#[path = "signing_test.rs"]
mod tests;
