//! Approvals of proposals.

use jiff::{Timestamp, civil::Date};
use wire::{EditionApproval, EditionRef, Envelope, KeyId, SignerRole};

/// What somebody has signed of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who, by name.
    pub person: String,
    /// What the person answers for.
    pub role: SignerRole,
    /// The key it was signed with.
    pub key_id: KeyId,
    /// What was signed.
    pub act: EditionApproval,
    /// As it was signed.
    pub envelope: Envelope,
    /// When it was handed in.
    pub approved_at: Timestamp,
}

impl Approval {
    /// Whether it still counts: it was compared with the edition that is in force, and its day is not past.
    pub fn counts(&self, active: &EditionRef, today: Date) -> bool {
        self.act.replaces == *active && self.act.takes_effect >= today
    }
}
