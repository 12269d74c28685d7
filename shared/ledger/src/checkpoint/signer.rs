//! Private keys: the log's, and a cosigner's.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::key::cosigned_text;
use super::{Checkpoint, CosignerKey, LogKey, Name, SignatureLine, SignedNote};
use crate::hash::Hash;
use crate::witness::Cosignable;

/// The log's private key. Wiped from memory when dropped; prints its name only.
pub struct LogSigner {
    public: LogKey,
    secret: SigningKey,
}

impl LogSigner {
    /// `name` becomes the log's origin; `seed` is the 32 random bytes of an Ed25519 key (RFC 8032 section 5.1.5).
    pub fn new(name: Name, seed: [u8; 32]) -> Self {
        let secret = SigningKey::from_bytes(&Zeroizing::new(seed));
        Self { public: LogKey::new(name, secret.verifying_key()), secret }
    }

    /// The public key, to be pinned by agencies and witnesses.
    pub fn key(&self) -> LogKey {
        self.public.clone()
    }

    /// Signs the head of this log. The tree must be committed before: a head once signed is a promise for ever.
    ///
    /// Ed25519 is deterministic (RFC 8032 section 5.1.6): the same head gives the same bytes, so if we crash between
    /// the commit and the publishing, signing again heals it.
    pub fn sign(&self, size: u64, root: Hash) -> SignedNote {
        let checkpoint = Checkpoint { origin: self.public.name().clone(), size, root };
        let text = checkpoint.to_string();
        let signature = self.secret.sign(text.as_bytes()).to_bytes().to_vec();
        let line = SignatureLine { name: checkpoint.origin, key_id: self.public.id(), signature };
        SignedNote { text, signatures: vec![line] }
    }
}

impl fmt::Debug for LogSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogSigner({}, …)", self.public.name())
    }
}

/// A cosigner's private key. Wiped from memory when dropped; prints its name only.
pub struct Cosigner {
    public: CosignerKey,
    secret: SigningKey,
}

impl Cosigner {
    /// `seed` is the 32 random bytes of an Ed25519 key, used for nothing else: a cosignature doesn't cover its
    /// maker's name, so one key under two names could be taken for two witnesses.
    pub fn new(name: Name, seed: [u8; 32]) -> Self {
        let secret = SigningKey::from_bytes(&Zeroizing::new(seed));
        Self { public: CosignerKey::new(name, secret.verifying_key()), secret }
    }

    /// The public key, to be pinned by those who rely on this witness.
    pub fn key(&self) -> CosignerKey {
        self.public.clone()
    }

    /// Cosigns a checkpoint the witness has followed, at whole seconds. The witness's new state must be on disk
    /// before this is called. A crash in between costs nothing: the same checkpoint can be followed again with no new
    /// leaves.
    ///
    /// A time before 1970 is written as 1970.
    pub fn cosign(&self, followed: &Cosignable, at: Timestamp) -> SignatureLine {
        let seconds = u64::try_from(at.as_second()).unwrap_or(0);
        let text = cosigned_text(followed.checkpoint(), seconds);
        let signature = self.secret.sign(text.as_bytes()).to_bytes();
        SignatureLine {
            name: self.public.name().clone(),
            key_id: self.public.id(),
            signature: [seconds.to_be_bytes().as_slice(), &signature].concat(),
        }
    }
}

impl fmt::Debug for Cosigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cosigner({}, …)", self.public.name())
    }
}
