//! Randomness for one offer.

use std::fmt;

use wire::Bytes32;
use zeroize::Zeroizing;

use crate::digest::join;

/// 32 random bytes for one offer: drawn by the caller, used up by sealing, wiped when dropped.
///
/// Salts and the ephemeral key are SHA-256 of a label, the seed and what is sealed. Should a faulty random
/// source give the same seed twice, two different offers still have different keys.
pub struct SealSeed(Zeroizing<[u8; 32]>);

impl SealSeed {
    /// Takes 32 bytes of the system's random source.
    pub fn new(random: [u8; 32]) -> Self {
        Self(Zeroizing::new(random))
    }

    /// Salt of the field `n` under a header.
    pub(super) fn salt(&self, header_digest: Bytes32, n: u32) -> Bytes32 {
        join(&[b"stafett/salt/v1\0", self.0.as_slice(), &header_digest.0, &n.to_be_bytes()])
    }

    /// Input of the ephemeral key: bound to header and to everything sealed.
    pub(super) fn ephemeral(&self, header_digest: Bytes32, plaintexts_digest: Bytes32) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(join(&[b"stafett/ephemeral/v1\0", self.0.as_slice(), &header_digest.0, &plaintexts_digest.0]).0)
    }
}

impl fmt::Debug for SealSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealSeed(…)")
    }
}
