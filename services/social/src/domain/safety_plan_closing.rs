//! The close of a plan, and the follow-ups after it: at most a year (Danish model).

use jiff::{ToSpan as _, civil::Date};
use wire::codes;

use super::year_after;

codes!(
    /// What came of a follow-up.
    FollowUpOutcome, "outcome of a follow-up" {
        /// Held.
        Held = "held",
        /// The person was not reached.
        NotReached = "not_reached",
        /// The person does not want one.
        NotWanted = "not_wanted",
    }
);

codes!(
    /// Whether she gets a paper. Nothing on paper is the default.
    PaperChoice, "choice of a paper" {
        /// She gets none.
        None = "none",
        /// She wants one, and can keep it safe.
        KeepsSafe = "keeps_safe",
    }
);

/// Most follow-ups of a close.
pub const FOLLOW_UPS_MOST: usize = 3;

/// The days that are proposed when a plan is closed: after three, six and twelve months.
pub fn follow_ups_proposed(closed_on: Date) -> [Date; FOLLOW_UPS_MOST] {
    [3_i64, 6, 12].map(|months| closed_on.saturating_add(months.months()).min(year_after(closed_on)))
}

/// Whether a follow-up may be planned for this day: after the close, and at most a year after it.
pub fn may_follow_up(closed_on: Date, day: Date) -> bool {
    day > closed_on && day <= year_after(closed_on)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_proposed_may_be_planned_and_nothing_is_later_than_a_year() {
        for closed in [date(2026, 11, 30), date(2028, 2, 29), date(2026, 12, 31)] {
            assert!(follow_ups_proposed(closed).iter().all(|day| may_follow_up(closed, *day)), "{closed}");
            assert!(!may_follow_up(closed, closed) && !may_follow_up(closed, year_after(closed).tomorrow().unwrap()));
        }
        assert_eq!(follow_ups_proposed(date(2026, 11, 30)), [date(2027, 2, 28), date(2027, 5, 30), date(2027, 11, 30)]);
    }
}
