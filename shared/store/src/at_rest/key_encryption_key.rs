//! The key that wraps the keys of cases.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{
    CaseKey, Error, Nonce,
    cipher::{self, NONCE_LENGTH, TAG_LENGTH, VERSION},
};

const LABEL: &str = "stafett/at-rest/case-key/v1";
const ID_LABEL: &[u8] = b"stafett/at-rest/key-id/v1\0";
const ID_LENGTH: usize = 8;

/// Lies in a file or a systemd credential, never in the database. Wiped from memory when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct KeyEncryptionKey([u8; 32]);

impl KeyEncryptionKey {
    /// From what its file holds: 32 raw bytes. Errors: [`Error::KeyLength`].
    pub fn from_file_bytes(bytes: &[u8]) -> Result<Self, Error> {
        bytes.try_into().map(Self).map_err(|_| Error::KeyLength)
    }

    /// Names the key in what it wrapped, so that a change of keys can be followed. Tells nothing
    /// of the key.
    pub fn id(&self) -> [u8; 8] {
        let digest = Sha256::new().chain_update(ID_LABEL).chain_update(self.0).finalize();
        let mut id = [0; ID_LENGTH];
        id.copy_from_slice(&digest[..ID_LENGTH]);
        id
    }

    /// Wraps a case's key for the case that `associated` names.
    pub fn wrap(&self, key: &CaseKey, associated: &[u8], nonce: Nonce) -> Vec<u8> {
        let sealed = cipher::seal(&self.0, LABEL, associated, nonce, key.bytes());
        [&[VERSION], self.id().as_slice(), &sealed].concat()
    }

    /// Unwraps a key that was wrapped for the same case.
    ///
    /// Errors: [`Error::Format`], [`Error::OtherKey`], [`Error::DoesNotOpen`].
    pub fn unwrap(&self, wrapped: &[u8], associated: &[u8]) -> Result<CaseKey, Error> {
        const LENGTH: usize = 1 + ID_LENGTH + NONCE_LENGTH + 32 + TAG_LENGTH;
        if wrapped.len() != LENGTH || wrapped[0] != VERSION {
            return Err(Error::Format);
        }
        let (id, sealed) = wrapped[1..].split_at(ID_LENGTH);
        if id != self.id() {
            return Err(Error::OtherKey);
        }
        let opened = cipher::open(&self.0, LABEL, associated, sealed)?;
        opened.as_slice().try_into().map(CaseKey::from_random).map_err(|_| Error::Format)
    }
}

impl fmt::Debug for KeyEncryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyEncryptionKey(…)")
    }
}
