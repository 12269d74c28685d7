//! The other agency's cosignature on what was opened under the own one alone.

use jiff::Timestamp;
use ledger::Hash;
use wire::{AgencyId, HandoverId, codes};

codes!(
    /// Where the other agency's cosignature stands.
    CosignatureState, "state of a cosignature" {
        /// Waited for.
        Due = "due",
        /// Past its time: an operator looks.
        Late = "late",
        /// It came and fits.
        Seen = "seen",
    }
);

/// A cosignature that is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CosignatureDue {
    /// The parcel that was opened.
    pub handover: HandoverId,
    /// Whose cosignature.
    pub agency: AgencyId,
    /// Size of the tree it was proved under.
    pub tree_size: u64,
    /// Root of that tree: what the other agency vouches for must have grown from it.
    pub root: Hash,
    /// By then, or an operator looks.
    pub due_at: Timestamp,
    /// Where it stands.
    pub state: CosignatureState,
}
