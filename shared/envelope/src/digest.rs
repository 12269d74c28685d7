//! SHA-256 (FIPS 180-4), one call.

use sha2::{Digest, Sha256};
use wire::Bytes32;

/// The SHA-256 of these bytes.
pub fn sha256(bytes: &[u8]) -> Bytes32 {
    join(&[bytes])
}

/// The SHA-256 of the parts, one after the other. The caller sees to it that no other parts give the same bytes.
pub(crate) fn join(parts: &[&[u8]]) -> Bytes32 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Bytes32(hasher.finalize().into())
}
