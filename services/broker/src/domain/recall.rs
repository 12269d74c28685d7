//! Signed recalls of senders.

use jiff::Timestamp;
use store::Hash32;
use wire::{AgencyId, HandoverId, Recall};

/// A recall whose signature fitted, from the agency that signed it.
pub struct NewRecall {
    /// What it says.
    pub recall: Recall,
    /// SHA-256 of its payload.
    pub payload_hash: Hash32,
    /// The envelope as it came.
    pub envelope: wire::Envelope,
}

/// A recall that was taken.
#[derive(Clone)]
pub struct StoredRecall {
    /// The handover, which may never have come.
    pub handover: HandoverId,
    /// Who took it back.
    pub from: AgencyId,
    /// SHA-256 of its payload.
    pub payload_hash: Hash32,
    /// The envelope as it came.
    pub envelope: Vec<u8>,
    /// Where it is in the log.
    pub log_index: u64,
    /// When it came.
    pub recalled_at: Timestamp,
}
