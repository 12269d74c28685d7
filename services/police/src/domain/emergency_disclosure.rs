//! What was said aloud in an emergency and entered afterwards. It is a record of the agency, never a message.

use jiff::{SignedDuration, Timestamp};
use store::Id;
use wire::{CaseCode, Category, StaffRef, StaffRole, UnitId, codes, value::CodeSet};

use super::wall_clock;

codes!(
    /// What made it right to say it aloud, as the one who said it judged.
    Necessity, "necessity of an emergency disclosure" {
        /// Danger to life or health (BrB 24:4).
        LifeOrHealth = "life_or_health",
        /// Report of concern for a child (SoL 19:1).
        ReportOfConcern = "report_of_concern",
        /// Needed for the police's own task (OSL 10:2).
        OwnTask = "own_task",
        /// Needed to prevent certain crimes (OSL 10:15 a).
        PreventCrime = "prevent_crime",
        /// The interest obviously outweighs (OSL 10:27).
        InterestOutweighs = "interest_outweighs",
        /// The person said yes (OSL 12:2).
        SaidYes = "said_yes",
    }
);

codes!(
    /// What the reviewer found.
    ReviewOutcome, "outcome of a review" {
        /// In order.
        InOrder = "in_order",
        /// To be followed up outside this record.
        FollowUp = "follow_up",
    }
);

/// What the police can have said to a duty desk.
pub const TELLABLE: [Category; 10] = [
    Category::Identity,
    Category::SafeContact,
    Category::Incident,
    Category::IncidentAddress,
    Category::ChildrenPresent,
    Category::ChildConcern,
    Category::AcuteNeeds,
    Category::DangerSigns,
    Category::CustodyStatus,
    Category::Weapons,
];

/// How long after the entry somebody must have reviewed it.
pub const REVIEW_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// What is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// To whom.
    pub to: UnitId,
    /// Which kinds of data; no values.
    pub categories: CodeSet<Category>,
    /// Why it was right.
    pub necessity: Necessity,
    /// When it was said.
    pub at: Timestamp,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyDisclosure {
    /// Id.
    pub id: Id,
    /// The case.
    pub case: Id,
    /// Its code.
    pub code: CaseCode,
    /// What was said.
    pub told: Told,
    /// Who said it.
    pub staff: StaffRef,
    /// In which role.
    pub role: StaffRole,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// Outcome and time of the review.
    pub review: Option<(ReviewOutcome, Timestamp)>,
}

impl EmergencyDisclosure {
    /// Whether nobody has reviewed it within the day.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.review.is_none() && self.entered_at.checked_add(REVIEW_WITHIN).is_ok_and(|due| due < now)
    }
}

/// The last time a clock on a wall in Sweden showed this, such as `02:20`; `None` when it is no time of day.
pub fn last_time_it_was(clock: &str, now: Timestamp) -> Option<Timestamp> {
    wall_clock::around(clock, now).into_iter().rfind(|at| *at <= now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_read_backwards() {
        let now: Timestamp = "2026-11-22T01:14:00Z".parse().unwrap();
        let read = |clock: &str| last_time_it_was(clock, now).map(|at| at.to_string());
        assert_eq!(read("02:10").as_deref(), Some("2026-11-22T01:10:00Z"));
        assert_eq!(read("23:50").as_deref(), Some("2026-11-21T22:50:00Z"), "before midnight");
        for wrong in ["", "25:00", "nyss", "02:10:00+01:00[x]", "\u{202e}02:10"] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}
