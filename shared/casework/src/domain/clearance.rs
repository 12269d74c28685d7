//! A question to the lead of an investigation (OSL 18:1): may these values go to this unit, this once?

use jiff::Timestamp;
use store::Id;
use wire::{CaseCode, Category, StaffRef, UnitAddress, codes};

use super::{ClearanceId, DraftId};

codes!(
    /// Where the question stands.
    ClearanceState, "state of a clearance" {
        /// Nobody has answered.
        Waiting = "waiting",
        /// The lead said yes.
        Cleared = "cleared",
        /// The lead said no.
        Refused = "refused",
        /// What was cleared has been sent: a new message is a new question.
        Spent = "spent",
    }
);

/// A question to the lead, without values and reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clearance {
    /// Id.
    pub id: ClearanceId,
    /// The case.
    pub case: Id,
    /// Code of the case.
    pub case_code: CaseCode,
    /// The draft it was asked in, when it was one of this crate.
    pub draft: Option<DraftId>,
    /// To whom the values would go.
    pub to: UnitAddress,
    /// What is asked about.
    pub categories: Vec<Category>,
    /// Who asks.
    pub asked_by: StaffRef,
    /// When.
    pub asked_at: Timestamp,
    /// State.
    pub state: ClearanceState,
    /// Who answered: always another person.
    pub answered_by: Option<StaffRef>,
    /// When.
    pub answered_at: Option<Timestamp>,
}
