//! Public keys: of the log, and of those who cosign.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, VerifyingKey};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::{Checkpoint, CheckpointError, KeyError, Name, SignatureLine};
use crate::bytes;

/// Signature type of a log's own signature (C2SP signed-note).
const LOG: u8 = 0x01;
/// Signature type of a timestamped cosignature (C2SP tlog-cosignature).
const COSIGNER: u8 = 0x04;

/// Name, kind and key: what a key id is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NamedKey {
    name: Name,
    kind: u8,
    key: VerifyingKey,
}

impl NamedKey {
    /// SHA-256(name ‖ newline ‖ kind ‖ key), the first four bytes (C2SP signed-note).
    fn id(&self) -> [u8; 4] {
        let mut hasher = Sha256::new();
        hasher.update(self.name.as_str());
        hasher.update([b'\n', self.kind]);
        hasher.update(self.key.as_bytes());
        let [a, b, c, d, ..]: [u8; 32] = hasher.finalize().into();
        [a, b, c, d]
    }

    /// Reads `<name>+<key id, 8 hex digits>+<base64 of kind and key>`.
    fn read(text: &str, kind: u8) -> Result<Self, KeyError> {
        let mut parts = text.splitn(3, '+');
        let [Some(name), Some(id), Some(blob)] = [(); 3].map(|()| parts.next()) else {
            return Err(KeyError::NotAKey);
        };
        let blob = bytes::decode(blob).ok_or(KeyError::NotAKey)?;
        let (found_kind, key) = blob.split_first().ok_or(KeyError::NotAKey)?;
        if *found_kind != kind {
            return Err(KeyError::WrongKind);
        }
        let key = key.try_into().map_err(|_| KeyError::NotAKey)?;
        let key = VerifyingKey::from_bytes(key).map_err(|_| KeyError::Unusable)?;
        if key.is_weak() {
            return Err(KeyError::Unusable);
        }
        let named = Self { name: name.parse().map_err(|_| KeyError::NotAKey)?, kind, key };
        if hex(named.id()) == id { Ok(named) } else { Err(KeyError::WrongId) }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blob = [&[self.kind], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, hex(self.id()), bytes::encode(&blob))
    }

    fn has_signed(&self, line: &SignatureLine) -> bool {
        line.name == self.name && line.key_id == self.id()
    }

    fn check(&self, message: &str, signature: &[u8]) -> Result<(), CheckpointError> {
        let bad = |_| CheckpointError::BadSignature(self.name.to_string());
        let signature = Signature::from_slice(signature).map_err(bad)?;
        self.key.verify_strict(message.as_bytes(), &signature).map_err(bad)
    }
}

fn hex(id: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(id))
}

macro_rules! key_of_kind {
    ($name:ident, $kind:ident) => {
        impl $name {
            pub(super) fn new(name: Name, key: VerifyingKey) -> Self {
                Self(NamedKey { name, kind: $kind, key })
            }

            /// The key's name.
            pub fn name(&self) -> &Name {
                &self.0.name
            }

            pub(super) fn id(&self) -> [u8; 4] {
                self.0.id()
            }

            pub(super) fn bytes(&self) -> &[u8; 32] {
                self.0.key.as_bytes()
            }

            /// Whether `line` says it is of this key: same name and same key id.
            pub fn has_signed(&self, line: &SignatureLine) -> bool {
                self.0.has_signed(line)
            }
        }

        impl fmt::Display for $name {
            /// The verifier key as C2SP signed-note spells it.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.write(f)
            }
        }

        impl FromStr for $name {
            type Err = KeyError;

            fn from_str(text: &str) -> Result<Self, KeyError> {
                NamedKey::read(text, $kind).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Public key of a log; its name is the log's origin. Text and serde form: a C2SP verifier key of type 0x01.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogKey(NamedKey);

key_of_kind!(LogKey, LOG);

impl LogKey {
    pub(super) fn verify(&self, text: &str, line: &SignatureLine) -> Result<(), CheckpointError> {
        self.0.check(text, &line.signature)
    }
}

/// Public key of a cosigner. Text and serde form: a C2SP verifier key of type 0x04.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CosignerKey(NamedKey);

key_of_kind!(CosignerKey, COSIGNER);

impl CosignerKey {
    /// Checks a cosignature and gives the second it was made.
    ///
    /// # Errors
    /// [`CheckpointError::NotCosigned`] if the line is of another key, [`CheckpointError::BadSignature`] if the
    /// signature doesn't hold or the time can't be one.
    pub fn verify(&self, checkpoint: &Checkpoint, line: &SignatureLine) -> Result<Timestamp, CheckpointError> {
        if !self.has_signed(line) {
            return Err(CheckpointError::NotCosigned(self.name().to_string()));
        }
        let bad = || CheckpointError::BadSignature(self.name().to_string());
        let (seconds, signature) = line.signature.split_first_chunk::<8>().ok_or_else(bad)?;
        let seconds = u64::from_be_bytes(*seconds);
        self.0.check(&cosigned_text(checkpoint, seconds), signature)?;
        i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok()).ok_or_else(bad)
    }
}

/// What a cosignature covers (C2SP tlog-cosignature, Ed25519).
pub(super) fn cosigned_text(checkpoint: &Checkpoint, seconds: u64) -> String {
    format!("cosignature/v1\ntime {seconds}\n{checkpoint}")
}
