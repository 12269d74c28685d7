//! A unit ends its work with a case, and takes it up again. Nobody but the unit learns why.

use jiff::Timestamp;
use store::Id;
use wire::{StaffRole, UnitId, codes};

codes!(
    /// Why the work ended.
    ClosingReason, "reason of a close" {
        /// Support and protection are in place.
        InPlace = "in_place",
        /// Another unit or agency goes on with it.
        HandedOn = "handed_on",
        /// The person wants no more contact.
        NotWanted = "not_wanted",
        /// The person was not reached.
        NotReached = "not_reached",
        /// The person has moved out of the area.
        Moved = "moved",
        /// Nothing more was needed.
        NoNeed = "no_need",
        /// It was opened by mistake.
        Mistake = "mistake",
    }
);

codes!(
    /// Why it was taken up again.
    TakeUpReason, "reason of taking up again" {
        /// The person came back.
        CameBack = "came_back",
        /// Something happened.
        NewEvent = "new_event",
        /// The person lives in the area again.
        MovedBack = "moved_back",
        /// A follow-up after the close.
        FollowUp = "follow_up",
        /// It was closed by mistake.
        Mistake = "mistake",
    }
);

/// One close of a case at a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseClosing {
    /// Id.
    pub id: Id,
    /// The unit.
    pub unit: UnitId,
    /// Why.
    pub reason: ClosingReason,
    /// Role of who closed it, and when.
    pub closed: (StaffRole, Timestamp),
    /// When the other agency was told the bare word.
    pub told_at: Option<Timestamp>,
    /// Why it was taken up again, in which role and when.
    pub taken_up: Option<(TakeUpReason, StaffRole, Timestamp)>,
}

impl CaseClosing {
    /// It was not taken up again.
    pub const fn stands(&self) -> bool {
        self.taken_up.is_none()
    }
}
