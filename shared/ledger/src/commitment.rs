//! The public leaf: a salted commitment to one entry.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::entry::Entry;
use crate::hash::{Hash, leaf_hash};

/// What a commitment is for and which version of the entry's form it covers. A new form gets a new label.
const LABEL: &[u8] = b"stafett/entry/v1\0";

/// The secret 32 random bytes of one entry, drawn by the caller and kept beside the entry.
///
/// Whoever has entry and salt can open the leaf. When both are destroyed the leaf is a random-looking value for ever.
#[derive(Clone, PartialEq, Eq)]
pub struct Salt([u8; 32]);

crate::bytes::thirty_two_bytes!(Salt);

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// A leaf's public content: HMAC-SHA-256(salt, `stafett/entry/v1` ‖ 0x00 ‖ canonical entry), 32 bytes (RFC 2104).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Commitment([u8; 32]);

crate::bytes::thirty_two_bytes!(Commitment);

impl Commitment {
    /// Commits to `entry` under `salt`. A salt is used for one entry only.
    pub fn to(entry: &Entry, salt: &Salt) -> Self {
        // HMAC takes keys of every length, so the error can't occur with 32 bytes.
        let mut mac = Hmac::<Sha256>::new_from_slice(salt.as_bytes()).expect("HMAC takes a key of any length");
        mac.update(LABEL);
        mac.update(&entry.canonical());
        Self(mac.finalize().into_bytes().into())
    }

    /// The hash of this commitment as a leaf of the tree: SHA-256(0x00 ‖ commitment), RFC 6962 section 2.1.
    pub fn leaf(&self) -> Hash {
        leaf_hash(&self.0)
    }
}

impl fmt::Debug for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_base64())
    }
}
