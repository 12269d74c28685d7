//! When a plan is to be gone through again: what came since somebody last looked at it, and the days that were planned.
//!
//! **Nothing here tells of her.** What raises a review of the plan of the person using violence is what the police or a treatment tell of
//! himself. An event whose source could be her raises none of his: whoever works with him would learn that she said something.

use jiff::{Timestamp, civil::Date};
use rulebook::Moment;
use wire::codes;

use super::PlanOf;

codes!(
    /// Something that came.
    PlanEventKind, "event of a plan" {
        /// A release from custody.
        Release = "release",
        /// New violence or another incident.
        NewEvent = "new_event",
        /// A step of the investigation, such as a hearing.
        Step = "step",
        /// A treatment was missed or broken off.
        Treatment = "treatment",
    }
);

codes!(
    /// Why a plan is to be gone through.
    PlanDueReason, "reason to go through a plan" {
        /// A release from custody.
        Release = "release",
        /// New violence or another incident.
        NewEvent = "new_event",
        /// A step of the investigation.
        Step = "step",
        /// A treatment was missed or broken off.
        Treatment = "treatment",
        /// The day of the review has come.
        ReviewDay = "review_day",
        /// The day of a goal has come.
        GoalDay = "goal_day",
        /// The day of a follow-up after the close has come.
        FollowUp = "follow_up",
    }
);

/// Something that the unit holds, and when it came there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanEvent {
    /// What.
    pub kind: PlanEventKind,
    /// When it came to the unit.
    pub at: Timestamp,
}

/// When what makes a plan due came, or was planned for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanDueWhen {
    /// It came then.
    At(Timestamp),
    /// It was planned for that day.
    On(Date),
}

/// A reason to go through a plan, and its moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanDue {
    /// Why.
    pub reason: PlanDueReason,
    /// When.
    pub when: PlanDueWhen,
}

/// What a plan is judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLookedAt {
    /// The page that somebody had before them when the plan was last saved or gone through: what came later has not been seen.
    pub seen_at: Timestamp,
    /// The day of the next review, and of each goal; none any more once the plan is closed.
    pub review_on: Option<Date>,
    /// Days of goals that are aimed at.
    pub goal_days: Vec<Date>,
    /// Days of follow-ups after the close that nobody has done.
    pub follow_ups: Vec<Date>,
}

impl PlanEventKind {
    /// Whether it raises a review of such a plan.
    pub const fn concerns(self, of: PlanOf) -> bool {
        match of {
            PlanOf::Victim => true,
            PlanOf::PersonUsingViolence => matches!(self, Self::Release | Self::Treatment),
        }
    }

    const fn reason(self) -> PlanDueReason {
        match self {
            Self::Release => PlanDueReason::Release,
            Self::NewEvent => PlanDueReason::NewEvent,
            Self::Step => PlanDueReason::Step,
            Self::Treatment => PlanDueReason::Treatment,
        }
    }
}

/// Why a plan is to be gone through now: what came, the newest of each kind, then the days that have come.
pub fn plan_due(of: PlanOf, looked: &PlanLookedAt, events: &[PlanEvent], now: Timestamp) -> Vec<PlanDue> {
    let unseen = |kind: &PlanEventKind| {
        let newest = events.iter().filter(|event| event.kind == *kind && event.at > looked.seen_at).map(|event| event.at).max()?;
        Some(PlanDue { reason: kind.reason(), when: PlanDueWhen::At(newest) })
    };
    let (today, seen_on) = (Moment::in_sweden(now).date(), Moment::in_sweden(looked.seen_at).date());
    // Who has looked at the plan on a planned day or after it has held that review.
    let unheld = |day: &Date| *day <= today && *day > seen_on;
    let mut due: Vec<PlanDue> = PlanEventKind::ALL.iter().filter(|kind| kind.concerns(of)).filter_map(unseen).collect();
    let first = |days: &[Date], holds: &dyn Fn(&Date) -> bool| days.iter().copied().filter(|day| holds(day)).min();
    let days = [
        (PlanDueReason::ReviewDay, looked.review_on.filter(unheld)),
        (PlanDueReason::GoalDay, first(&looked.goal_days, &unheld)),
        (PlanDueReason::FollowUp, first(&looked.follow_ups, &|day| *day <= today)),
    ];
    due.extend(days.into_iter().filter_map(|(reason, day)| Some(PlanDue { reason, when: PlanDueWhen::On(day?) })));
    due
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn looked(seen_at: Timestamp) -> PlanLookedAt {
        PlanLookedAt { seen_at, review_on: None, goal_days: Vec::new(), follow_ups: Vec::new() }
    }

    fn reasons(of: PlanOf, looked: &PlanLookedAt, events: &[PlanEvent], now: Timestamp) -> Vec<PlanDueReason> {
        plan_due(of, looked, events, now).into_iter().map(|due| due.reason).collect()
    }

    #[test]
    fn what_came_after_the_page_that_was_seen_raises_a_review_and_looking_again_clears_it() {
        let (seen, came, now) = (at("2026-11-22T01:14:00Z"), at("2026-11-22T01:20:00Z"), at("2026-11-22T02:00:00Z"));
        for kind in PlanEventKind::ALL {
            let events = [PlanEvent { kind: *kind, at: came }, PlanEvent { kind: *kind, at: seen }];
            let due = plan_due(PlanOf::Victim, &looked(seen), &events, now);
            assert_eq!(due, [PlanDue { reason: kind.reason(), when: PlanDueWhen::At(came) }], "{kind}");
            assert!(plan_due(PlanOf::Victim, &looked(now), &events, now).is_empty(), "{kind}");
        }
        // It came while the page was open: whoever saved had not seen it.
        let events = [PlanEvent { kind: PlanEventKind::Release, at: came }];
        assert_eq!(plan_due(PlanOf::Victim, &looked(seen), &events, now).len(), 1);
    }

    #[test]
    fn nothing_whose_source_could_be_her_raises_a_review_of_his_plan() {
        let (seen, now) = (at("2026-11-22T01:14:00Z"), at("2026-11-22T02:00:00Z"));
        let every: Vec<PlanEvent> =
            PlanEventKind::ALL.iter().map(|kind| PlanEvent { kind: *kind, at: at("2026-11-22T01:20:00Z") }).collect();
        assert_eq!(reasons(PlanOf::PersonUsingViolence, &looked(seen), &every, now), [PlanDueReason::Release, PlanDueReason::Treatment]);
        assert_eq!(reasons(PlanOf::Victim, &looked(seen), &every, now).len(), 4);
    }

    #[test]
    fn a_day_is_due_when_it_has_come_until_somebody_has_looked() {
        let seen = at("2026-11-22T01:14:00Z");
        let planned =
            PlanLookedAt { review_on: Some(date(2026, 11, 30)), goal_days: vec![date(2026, 12, 1), date(2026, 11, 29)], ..looked(seen) };
        assert!(reasons(PlanOf::Victim, &planned, &[], at("2026-11-28T12:00:00Z")).is_empty());
        // In Sweden it is the 29th already.
        let due = plan_due(PlanOf::Victim, &planned, &[], at("2026-11-28T23:30:00Z"));
        assert_eq!(due, [PlanDue { reason: PlanDueReason::GoalDay, when: PlanDueWhen::On(date(2026, 11, 29)) }]);
        assert_eq!(reasons(PlanOf::Victim, &planned, &[], at("2026-12-03T12:00:00Z")), [PlanDueReason::ReviewDay, PlanDueReason::GoalDay]);
        let held = PlanLookedAt { seen_at: at("2026-12-01T12:00:00Z"), ..planned };
        assert!(reasons(PlanOf::Victim, &held, &[], at("2026-12-03T12:00:00Z")).is_empty());
    }

    #[test]
    fn a_follow_up_is_due_until_it_is_done_however_often_somebody_looks() {
        let closed = PlanLookedAt { follow_ups: vec![date(2027, 5, 22), date(2027, 2, 22)], ..looked(at("2027-03-01T12:00:00Z")) };
        let due = plan_due(PlanOf::Victim, &closed, &[], at("2027-03-02T12:00:00Z"));
        assert_eq!(due, [PlanDue { reason: PlanDueReason::FollowUp, when: PlanDueWhen::On(date(2027, 2, 22)) }]);
    }
}
