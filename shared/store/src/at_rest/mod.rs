//! Contents at rest: sealed with a key for each case, and that key wrapped by one that lies
//! outside the database. Destroying the case's key disposes of the contents, backups included.
//!
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): its nonce of 24 bytes may be drawn at random.
//!
//! ```text
//! sealed  = 0x01 ‖ nonce (24) ‖ ciphertext ‖ tag (16)
//! wrapped = 0x01 ‖ id of the key-encryption key (8) ‖ nonce (24) ‖ ciphertext (32) ‖ tag (16)
//! ```
//! The associated data is the caller's (which row, which column), behind a label of this module
//! with a zero byte, so that what was sealed for one place does not open in another.

mod case_key;
mod cipher;
mod key_encryption_key;

pub use case_key::CaseKey;
pub use key_encryption_key::KeyEncryptionKey;

/// 24 bytes used once under a key. Draw them at random.
#[derive(Debug, Clone, Copy)]
pub struct Nonce([u8; 24]);

impl Nonce {
    /// Takes bytes of a random source.
    pub const fn from_random(bytes: [u8; 24]) -> Self {
        Self(bytes)
    }
}

/// Why something sealed did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The key file does not hold exactly 32 bytes.
    #[error("a key-encryption key is exactly 32 bytes")]
    KeyLength,
    /// Too short, or of a format this program does not know.
    #[error("not in a known sealed format")]
    Format,
    /// Wrapped by another key-encryption key than the one at hand.
    #[error("wrapped by another key-encryption key")]
    OtherKey,
    /// Wrong key, wrong place or changed bytes: there is no telling which.
    #[error("does not open: wrong key, wrong place or changed bytes")]
    DoesNotOpen,
}
