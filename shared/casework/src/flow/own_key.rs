//! A key for a thing that belongs to no case. The wrapped key lies in the thing's own row, so that both go together.

use store::{
    Id,
    at_rest::{CaseKey, Nonce},
};
use zeroize::Zeroizing;

use super::open_case::{bound, random};
use crate::{Casework, error::Fault};

/// What is bound to the wrapped key, so that it opens as the key of no case.
const LABEL: &str = "own_key";

/// The key of one thing. Prints nothing of itself.
#[derive(Debug)]
pub struct OwnKey {
    of: Id,
    key: CaseKey,
}

impl Casework {
    /// A fresh key for a thing, and the same wrapped, for its row.
    ///
    /// # Errors
    /// A fault when there is no randomness.
    pub fn new_own_key(&self, of: Id) -> Result<(OwnKey, Vec<u8>), Fault> {
        let key = CaseKey::from_random(random()?);
        let wrapped = self.0.keyring.key_encryption.wrap(&key, &bound(of, LABEL), Nonce::from_random(random()?));
        Ok((OwnKey { of, key }, wrapped))
    }

    /// The key of a thing, from its row.
    ///
    /// # Errors
    /// A fault when it does not unwrap.
    pub fn own_key(&self, of: Id, wrapped: &[u8]) -> Result<OwnKey, Fault> {
        let key = self.0.keyring.key_encryption.unwrap(wrapped, &bound(of, LABEL));
        Ok(OwnKey { of, key: key.map_err(|error| Fault::because("the key of a thing does not unwrap", error))? })
    }
}

impl OwnKey {
    /// Seals bytes. `label` says what they are, and is bound in.
    ///
    /// # Errors
    /// A fault when there is no randomness.
    pub fn seal(&self, label: &str, plaintext: &[u8]) -> Result<Vec<u8>, Fault> {
        Ok(self.key.seal(plaintext, &bound(self.of, label), Nonce::from_random(random()?)))
    }

    /// Opens what [`OwnKey::seal`] sealed under the same label.
    ///
    /// # Errors
    /// A fault when it does not open.
    pub fn open(&self, label: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
        self.key.open(sealed, &bound(self.of, label)).map_err(|error| Fault::because("what is kept does not open", error))
    }
}
