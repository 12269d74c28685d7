//! Heads of the log as they are published, and cosignatures under them.

use jiff::Timestamp;
use ledger::Hash;
use wire::AgencyId;

/// A size, its root, and when it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishedSize {
    /// Leaves.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
    /// When.
    pub made_at: Timestamp,
}

/// A cosignature as it stands in a signed note. It was checked with the agency's witness key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosignature {
    /// Leaves of the checkpoint.
    pub size: u64,
    /// Whose witness.
    pub agency: AgencyId,
    /// The line, without its line feed.
    pub line: String,
    /// When it came.
    pub cosigned_at: Timestamp,
}
