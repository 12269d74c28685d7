//! Outreach: how a case came in, when it is followed up, and how it ends. Codes and days, no person.

use jiff::{SignedDuration, Timestamp, civil::Date};
use rulebook::Moment;
use wire::{StaffRole, codes};

codes!(
    /// How a case came to the outreach.
    IntakeRoute, "route of intake" {
        /// A tip from another part of the police.
        PoliceTip = "police_tip",
        /// From the investigators: that she needs support, never what was said.
        Investigators = "investigators",
        /// From the municipality's relationship-violence team.
        Rvt = "rvt",
        /// Found by the outreach itself.
        FoundByIgor = "found_by_igor",
    }
);

codes!(
    /// Why an outreach case is closed here.
    CloseReason, "reason to close an outreach case" {
        /// Somebody else helps.
        HelpedElsewhere = "helped_elsewhere",
        /// The person does not want it.
        Declined = "declined",
        /// Lives elsewhere now.
        Moved = "moved",
        /// Not reached, after several attempts.
        NoContact = "no_contact",
        /// What was agreed is done.
        Finished = "finished",
        /// It was about somebody else.
        WrongPerson = "wrong_person",
    }
);

codes!(
    /// When a case is followed up.
    FollowUp, "follow-up" {
        /// Within the first day.
        FirstDay = "first_day",
        /// Within the first week.
        FirstWeek = "first_week",
    }
);

codes!(
    /// Why a follow-up is not made.
    NotMade, "reason not to follow up" {
        /// There is contact already.
        InContactAlready = "in_contact_already",
        /// The person asked to be left alone until later.
        AskedToWait = "asked_to_wait",
        /// It is not safe to make contact now.
        NotSafeNow = "not_safe_now",
        /// Somebody else follows up.
        OthersFollowUp = "others_follow_up",
    }
);

/// What was noted of a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// It was made.
    Done,
    /// It does not apply.
    NotApplicable(NotMade),
}

/// What was noted, by which role, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotedFollowUp {
    /// Which.
    pub step: FollowUp,
    /// What.
    pub made: Made,
    /// The role of who noted it.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
}

impl FollowUp {
    /// How long after the opening it is due.
    const fn within(self) -> SignedDuration {
        match self {
            Self::FirstDay => SignedDuration::from_hours(24),
            Self::FirstWeek => SignedDuration::from_hours(7 * 24),
        }
    }

    /// When it is due in a case that was opened then.
    pub fn due(self, opened_at: Timestamp) -> Timestamp {
        opened_at.checked_add(self.within()).unwrap_or(Timestamp::MAX)
    }
}

/// The next follow-up that nobody has noted, and when it is due; `None` when none is left.
pub fn next_follow_up(opened_at: Timestamp, noted: &[NotedFollowUp]) -> Option<(FollowUp, Timestamp)> {
    let open = FollowUp::ALL.iter().find(|step| !noted.iter().any(|noted| noted.step == **step));
    open.map(|step| (*step, step.due(opened_at)))
}

/// Whole days since the event; none before it.
pub fn days_since(event_on: Date, now: Timestamp) -> i32 {
    let days = Moment::in_sweden(now).date().since(event_on).map(|span| span.get_days());
    days.unwrap_or_default().max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn done(step: FollowUp) -> NotedFollowUp {
        NotedFollowUp { step, made: Made::Done, role: StaffRole::IgorOfficer, at: at("2026-11-22T09:00:00Z") }
    }

    #[test]
    fn the_first_day_comes_before_the_first_week() {
        let opened = at("2026-11-22T08:00:00Z");
        assert_eq!(next_follow_up(opened, &[]), Some((FollowUp::FirstDay, at("2026-11-23T08:00:00Z"))));
        assert_eq!(next_follow_up(opened, &[done(FollowUp::FirstDay)]), Some((FollowUp::FirstWeek, at("2026-11-29T08:00:00Z"))));
        assert_eq!(next_follow_up(opened, &[done(FollowUp::FirstWeek)]), Some((FollowUp::FirstDay, at("2026-11-23T08:00:00Z"))));
        assert_eq!(next_follow_up(opened, &[done(FollowUp::FirstDay), done(FollowUp::FirstWeek)]), None);
    }

    #[test]
    fn days_are_those_of_the_swedish_calendar() {
        let event: Date = "2026-11-21".parse().unwrap();
        assert_eq!(days_since(event, at("2026-11-21T22:59:00Z")), 0);
        assert_eq!(days_since(event, at("2026-11-21T23:00:00Z")), 1, "past midnight in Sweden");
        assert_eq!(days_since(event, at("2027-01-21T12:00:00Z")), 61, "in days, past the month too");
        assert_eq!(days_since(event, at("2026-11-20T12:00:00Z")), 0);
    }
}
