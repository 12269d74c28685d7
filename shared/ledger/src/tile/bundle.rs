//! Bundles of entries: what the published log says of its leaves.

use crate::commitment::Commitment;

/// Each entry is a commitment of 32 bytes after its length in two, big-endian.
const ENTRY: usize = 2 + 32;

/// The bytes are not a bundle of this many commitments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a bundle of the expected number of commitments")]
pub struct NotABundle;

/// Writes a bundle: each commitment with its length before it, as tlog-tiles has it for entries of any length.
pub fn write_bundle(commitments: &[Commitment]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(commitments.len() * ENTRY);
    for commitment in commitments {
        bytes.extend_from_slice(&32_u16.to_be_bytes());
        bytes.extend_from_slice(commitment.as_bytes());
    }
    bytes
}

/// Reads a bundle of exactly `width` commitments.
///
/// # Errors
/// [`NotABundle`] for bytes missing or left over, and for an entry of another length than 32.
pub fn read_bundle(bytes: &[u8], width: u16) -> Result<Vec<Commitment>, NotABundle> {
    let (entries, loose) = bytes.as_chunks::<ENTRY>();
    if !loose.is_empty() || entries.len() != usize::from(width) {
        return Err(NotABundle);
    }
    entries.iter().map(read_entry).collect()
}

fn read_entry(entry: &[u8; ENTRY]) -> Result<Commitment, NotABundle> {
    let [0, 32, commitment @ ..] = entry else {
        return Err(NotABundle);
    };
    Ok(Commitment::from_bytes(*commitment))
}
