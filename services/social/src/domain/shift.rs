//! Who is at the desk.

use jiff::Timestamp;
use store::Id;
use wire::{StaffRef, UnitId, codes};

codes!(
    /// Whether the person heard the tone when the shift began.
    ToneHeard, "answer about the tone" {
        /// Yes.
        Yes = "yes",
        /// No: the desk can't be relied on to ring here.
        No = "no",
    }
);

/// One person's time at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Its id.
    pub id: Id,
    /// Who.
    pub staff: StaffRef,
    /// At which desk.
    pub unit: UnitId,
    /// Since when.
    pub started_at: Timestamp,
    /// Until when, as the person said.
    pub until_at: Option<Timestamp>,
    /// What the person heard.
    pub tone: Option<ToneHeard>,
}

/// A case that went from one colleague to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Its id.
    pub id: Id,
    /// This agency's id of the case.
    pub case: Id,
    /// Code of the case.
    pub code: wire::CaseCode,
    /// The desk.
    pub unit: UnitId,
    /// Who had it.
    pub from: StaffRef,
    /// Who has it now.
    pub to: StaffRef,
    /// Who decided: the one who had it, or the group leader.
    pub by: StaffRef,
    /// When.
    pub at: Timestamp,
}
