//! A field that a duty would send, left out by a person: a decision with a reason.

use serde::{Deserialize, Serialize};
use wire::{Category, codes};

codes!(
    /// Why a field that goes by duty is left out. SoL 19:1 leaves the officer to judge what belongs to the concern, not
    /// whether a report is made.
    DutyReason, "reason to leave out a duty" {
        /// It was said on the telephone already.
        ToldByPhone = "told_by_phone",
        /// It was reported already in another way.
        ReportedAlready = "reported_already",
        /// It says nothing that the child's protection needs.
        NotAboutTheChild = "not_about_the_child",
        /// It is wrong.
        WrongValue = "wrong_value",
    }
);

/// The decision as the call-out keeps it; the table has it with who and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyLeftOut {
    /// What.
    pub category: Category,
    /// Why.
    pub reason: DutyReason,
}
