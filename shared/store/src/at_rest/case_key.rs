//! The key of one case.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{
    Error, Nonce,
    cipher::{self, VERSION},
};

const LABEL: &str = "stafett/at-rest/contents/v1";

/// Seals the contents of one case. Kept only wrapped, see
/// [`KeyEncryptionKey`](super::KeyEncryptionKey); wiped from memory when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct CaseKey([u8; 32]);

impl CaseKey {
    /// Takes bytes of a random source.
    pub const fn from_random(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Seals contents for the place that `associated` names.
    pub fn seal(&self, plain: &[u8], associated: &[u8], nonce: Nonce) -> Vec<u8> {
        let sealed = cipher::seal(&self.0, LABEL, associated, nonce, plain);
        [&[VERSION], sealed.as_slice()].concat()
    }

    /// Opens contents that were sealed for the same place.
    ///
    /// Errors: [`Error::Format`], [`Error::DoesNotOpen`].
    pub fn open(&self, sealed: &[u8], associated: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        match sealed.split_first() {
            Some((&VERSION, rest)) => cipher::open(&self.0, LABEL, associated, rest),
            _ => Err(Error::Format),
        }
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for CaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseKey(…)")
    }
}
