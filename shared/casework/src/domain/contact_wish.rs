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
    /// “Do not call”, while it stands.
    pub do_not_call: Option<DoNotCall>,
}

/// “Do not call”, as a unit knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoNotCall {
    /// Who said it; none: another unit wrote it down, and who said it stays there.
    pub said_by: Option<WishSaidBy>,
    /// When it was written.
    pub at: Timestamp,
}

/// A wish as a unit knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KnownWish<'a> {
    /// Its own, whole.
    Own(&'a ContactWish),
    /// Another unit's: of that only whether the person may be called.
    Others(&'a ContactWish),
}

impl StandingWishes {
    /// What holds after these, the oldest first: the latest of its kind.
    pub(crate) fn after<'a>(wishes: impl IntoIterator<Item = KnownWish<'a>>) -> Self {
        let mut standing = Self::default();
        for known in wishes {
            let (KnownWish::Own(written) | KnownWish::Others(written)) = known;
            let is_own = matches!(known, KnownWish::Own(_));
            match written.wish {
                Wish::DoNotCall(by) => standing.do_not_call = Some(DoNotCall { said_by: is_own.then_some(by), at: written.at }),
                Wish::MayCall(_) => standing.do_not_call = None,
                Wish::Pace(pace) if is_own => standing.pace = Some(pace),
                Wish::NextContact(day) if is_own => standing.next_on = day,
                Wish::Pace(_) | Wish::NextContact(_) => {}
            }
        }
        standing
    }
}
