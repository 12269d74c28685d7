//! A decision by a named person: one record each, for or against.

use jiff::{Timestamp, civil::Date};
use store::Id;
use wire::{EditionId, FactCode, StaffRef, StaffRole, codes};

use super::{DraftId, PermissionId};

codes!(
    /// Where a decision stands.
    PermissionState, "state of a permission" {
        /// It answers for the draft as it is.
        Standing = "standing",
        /// A value it was made for was changed, or another came into its scope: decide again.
        Lapsed = "lapsed",
        /// What it was made for has been sent.
        Spent = "spent",
    }
);

impl Permission {
    /// The facts it answers.
    pub(crate) fn fact_set(&self) -> rulebook::FactSet {
        self.facts.iter().map(|(code, _)| *code).collect()
    }
}

/// A decision, without its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// Id.
    pub id: PermissionId,
    /// The case.
    pub case: Id,
    /// The draft it was made in.
    pub draft: Option<DraftId>,
    /// Id of the rule.
    pub rule: String,
    /// First day of the wording that was applied.
    pub wording_from: Date,
    /// The edition that holds it.
    pub edition: EditionId,
    /// False: decided against.
    pub allowed: bool,
    /// The answers that a rule can read.
    pub facts: Vec<(FactCode, bool)>,
    /// Who decided.
    pub by: StaffRef,
    /// In which role.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
    /// State.
    pub state: PermissionState,
}
