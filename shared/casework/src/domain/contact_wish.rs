//! How the exposed person wants to be contacted: the pace that was agreed, the next time, and “do not call”.

use jiff::{Timestamp, civil::Date};
use wire::{StaffRef, StaffRole, SubjectId, UnitId, codes};

codes!(
    /// How often.
    ContactPace, "pace of contact" {
        /// Each day.
        EachDay = "each_day",
        /// Twice a week.
        TwiceAWeek = "twice_a_week",
        /// Once a week.
        Weekly = "weekly",
        /// Every other week.
        EveryOtherWeek = "every_other_week",
        /// Once a month.
        Monthly = "monthly",
        /// The person calls, nobody calls the person.
        SheCalls = "she_calls",
    }
);

codes!(
    /// Who said it.
    WishSaidBy, "who said a wish" {
        /// The exposed person.
        Person = "person",
        /// Somebody close.
        ClosePerson = "close_person",
        /// Counsel.
        Counsel = "counsel",
        /// The staff's own judgement.
        Staff = "staff",
    }
);

/// What is wished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// How often.
    Pace(ContactPace),
    /// The next contact is agreed on that day; none: none is agreed any more.
    NextContact(Option<Date>),
    /// Do not call.
    DoNotCall(WishSaidBy),
    /// Calling is all right again.
    MayCall(WishSaidBy),
}

/// A wish as it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactWish {
    /// The unit.
    pub unit: UnitId,
    /// Whose; none: the exposed person of the case.
    pub subject: Option<SubjectId>,
    /// What.
    pub wish: Wish,
    /// Who wrote it down.
    pub staff: StaffRef,
    /// In which role.
    pub staff_role: StaffRole,
    /// When.
    pub at: Timestamp,
}

/// What holds by now, of one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StandingWishes {
    /// How often.
    pub pace: Option<ContactPace>,
    /// The next day that is agreed.
    pub next_on: Option<Date>,
    /// “Do not call”, while it stands: who said it, and when.
    pub do_not_call: Option<(WishSaidBy, Timestamp)>,
}

impl StandingWishes {
    /// What holds after these, the oldest first: the latest of its kind.
    pub(crate) fn after<'a>(wishes: impl IntoIterator<Item = &'a ContactWish>) -> Self {
        let mut standing = Self::default();
        for written in wishes {
            match written.wish {
                Wish::Pace(pace) => standing.pace = Some(pace),
                Wish::NextContact(day) => standing.next_on = day,
                Wish::DoNotCall(by) => standing.do_not_call = Some((by, written.at)),
                Wish::MayCall(_) => standing.do_not_call = None,
            }
        }
        standing
    }
}
