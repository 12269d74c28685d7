//! The briefing of a shift: at most five cards of cleared items, there until the shift ends.

use jiff::{SignedDuration, Timestamp};
use store::Id;
use wire::{StaffRef, UnitId, codes};

use super::{focus_item::ClearedItem, focus_person::FocusIdentity, wall_clock};

/// How many persons a shift is told of at the most. Who is told of twelve remembers none.
pub const CARDS_MAX: usize = 5;

/// The longest shift.
pub const SHIFT_MAX: SignedDuration = SignedDuration::from_hours(12);

/// How long before a shift its briefing is made at the earliest.
pub const AHEAD: SignedDuration = SignedDuration::from_hours(3);

codes!(
    /// Why a shift is not taken.
    ShiftProblem, "problem of a shift" {
        /// No time of day.
        NoTime = "no_time",
        /// It begins too long from now.
        TooEarly = "too_early",
        /// It is over already.
        Over = "over",
        /// It is longer than a shift is.
        TooLong = "too_long",
        /// The unit has a briefing in that time already.
        Taken = "taken",
    }
);

codes!(
    /// What a briefing was shown on.
    ShownOn, "way of showing" {
        /// A screen.
        Screen = "screen",
        /// Paper.
        Paper = "paper",
    }
);

/// A shift of at most [`SHIFT_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    starts_at: Timestamp,
    ends_at: Timestamp,
}

impl Shift {
    /// From the times of day that were typed: the beginning nearest to now, and the end after it.
    ///
    /// # Errors
    /// [`ShiftProblem`]: one about the beginning is `TooEarly`, and `NoTime` of either.
    pub fn read(starts: &str, ends: &str, now: Timestamp) -> Result<Self, ShiftProblem> {
        let near = wall_clock::around(starts, now).into_iter().min_by_key(|at| now.duration_since(*at).abs());
        let starts_at = near.ok_or(ShiftProblem::NoTime)?;
        let ends_at = wall_clock::around(ends, starts_at).into_iter().find(|at| *at > starts_at).ok_or(ShiftProblem::NoTime)?;
        if starts_at.duration_since(now) > AHEAD {
            Err(ShiftProblem::TooEarly)
        } else if ends_at <= now {
            Err(ShiftProblem::Over)
        } else if ends_at.duration_since(starts_at) > SHIFT_MAX {
            Err(ShiftProblem::TooLong)
        } else {
            Ok(Self { starts_at, ends_at })
        }
    }

    /// From what is kept.
    pub const fn kept(starts_at: Timestamp, ends_at: Timestamp) -> Self {
        Self { starts_at, ends_at }
    }

    /// When it begins.
    pub const fn starts_at(self) -> Timestamp {
        self.starts_at
    }

    /// When it ends.
    pub const fn ends_at(self) -> Timestamp {
        self.ends_at
    }

    /// Whether both have a moment in common.
    pub fn meets(self, other: Self) -> bool {
        self.starts_at < other.ends_at && other.starts_at < self.ends_at
    }
}

/// A briefing without its cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftBriefing {
    /// Id.
    pub id: Id,
    /// Whose shift.
    pub unit: UnitId,
    /// Its time.
    pub shift: Shift,
    /// When it was taken down before its time.
    pub taken_down_at: Option<Timestamp>,
}

impl ShiftBriefing {
    /// Whether it may be looked at. From the end of the shift on, it is not there.
    pub fn is_shown(&self, now: Timestamp) -> bool {
        now < self.shift.ends_at && self.taken_down_at.is_none()
    }
}

/// What a card shows of one person.
pub struct BriefingCard {
    /// The person's id, for the tap of who passed by.
    pub focus_person: Id,
    /// Who it is.
    pub identity: FocusIdentity,
    /// Whom to ask: the name of the colleague who wrote it.
    pub contact: String,
    /// When the person lapses.
    pub lapses_at: Timestamp,
    /// What may be shown, each with the last time somebody passed by, when it is an address.
    pub items: Vec<(ClearedItem, Option<Timestamp>)>,
}

/// A copy on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefingCopy {
    /// Id.
    pub id: Id,
    /// The briefing.
    pub briefing: Id,
    /// Number in the briefing, from 1.
    pub number: i32,
    /// Who has it.
    pub staff: StaffRef,
    /// When it was made.
    pub printed_at: Timestamp,
    /// When it was destroyed.
    pub destroyed_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_is_read_from_two_clocks() {
        // 06:45 in Sweden.
        let now: Timestamp = "2026-11-22T05:45:00Z".parse().unwrap();
        let read = |starts: &str, ends: &str| {
            let shift = Shift::read(starts, ends, now).map_err(|problem| problem.code())?;
            Ok((shift.starts_at().to_string(), shift.ends_at().to_string()))
        };
        let both = |starts: &str, ends: &str| Ok::<_, &str>((starts.to_owned(), ends.to_owned()));
        assert_eq!(read("07:00", "15:00"), both("2026-11-22T06:00:00Z", "2026-11-22T14:00:00Z"));
        assert_eq!(read("22:00", "07:00"), both("2026-11-21T21:00:00Z", "2026-11-22T06:00:00Z"), "it began yesterday");
        assert_eq!(read("07:00", "19:00"), both("2026-11-22T06:00:00Z", "2026-11-22T18:00:00Z"), "twelve hours");
        assert_eq!(read("07:00", "19:01"), Err("too_long"));
        assert_eq!(read("22:00", "06:45"), Err("over"));
        assert_eq!(read("10:00", "15:00"), Err("too_early"));
        for wrong in ["", "7", "25:00", "nu", "\u{202e}07:00"] {
            assert_eq!(read(wrong, "15:00"), Err("no_time"), "{wrong:?}");
            assert_eq!(read("07:00", wrong), Err("no_time"), "{wrong:?}");
        }
    }

    #[test]
    fn shifts_that_follow_each_other_do_not_meet() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let night = Shift::kept(at("2026-11-21T21:00:00Z"), at("2026-11-22T06:00:00Z"));
        let day = Shift::kept(at("2026-11-22T06:00:00Z"), at("2026-11-22T14:00:00Z"));
        assert!(!night.meets(day) && !day.meets(night));
        assert!(day.meets(Shift::kept(at("2026-11-22T13:59:59Z"), at("2026-11-22T20:00:00Z"))));
    }

    #[test]
    fn a_briefing_dies_with_its_shift() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let shift = Shift::kept(at("2026-11-22T06:00:00Z"), at("2026-11-22T14:00:00Z"));
        let unit: UnitId = "polisen-exempelstad/ingripande".parse().unwrap();
        let briefing = ShiftBriefing { id: Id::generate(shift.starts_at()), unit, shift, taken_down_at: None };
        assert!(briefing.is_shown(at("2026-11-22T13:59:59Z")) && !briefing.is_shown(at("2026-11-22T14:00:00Z")));
        let taken_down = ShiftBriefing { taken_down_at: Some(at("2026-11-22T07:00:00Z")), ..briefing };
        assert!(!taken_down.is_shown(at("2026-11-22T07:00:01Z")));
    }
}
