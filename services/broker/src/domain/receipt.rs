//! Signed answers of recipients.

use jiff::Timestamp;
use store::Hash32;
use wire::{HandoverId, Receipt, ReceiptId};

/// A receipt whose signature fitted, from the recipient that signed it.
pub struct NewReceipt {
    /// What it says.
    pub receipt: Receipt,
    /// SHA-256 of its payload.
    pub payload_hash: Hash32,
    /// The envelope as it came.
    pub envelope: wire::Envelope,
}

/// A receipt that was taken.
#[derive(Clone)]
pub struct StoredReceipt {
    /// Id.
    pub id: ReceiptId,
    /// The handover.
    pub handover: HandoverId,
    /// SHA-256 of its payload.
    pub payload_hash: Hash32,
    /// The envelope as it came.
    pub envelope: Vec<u8>,
    /// Where it is in the log.
    pub log_index: u64,
    /// When it came.
    pub received_at: Timestamp,
}
