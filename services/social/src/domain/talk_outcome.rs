//! What a talk with a person in custody came to. Codes alone: there is no place for what was said.

use std::{collections::BTreeSet, fmt};

use practice::{Ending, TalkFinding, TalkPart};
use wire::value::{CustodyTalkOutcome, Stated, TalkPlan};

use super::custody_talk::TalkYesNo;

/// What a talk came to. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct TalkOutcome {
    /// What was agreed.
    pub plan: TalkFinding,
    /// Which kind of place, when it was another place and a kind was said.
    pub place: Option<TalkFinding>,
    /// Until when, for another place.
    pub until: Option<TalkFinding>,
    /// How to get there.
    pub transport: Option<TalkFinding>,
    /// Whether the person wants to be called.
    pub contact: TalkFinding,
    /// Whether who held the talk is concerned of new danger.
    pub concern: TalkYesNo,
    /// What the person wants help with.
    pub needs: BTreeSet<TalkFinding>,
}

impl fmt::Debug for TalkOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl TalkOutcome {
    /// Each part says its own, and a time and a way belong to another place alone.
    pub fn is_whole(&self) -> bool {
        let parts = [
            (Some(self.plan), TalkPart::Plan),
            (self.place, TalkPart::Place),
            (self.until, TalkPart::Until),
            (self.transport, TalkPart::Transport),
            (Some(self.contact), TalkPart::Contact),
        ];
        let own = parts.iter().all(|(finding, part)| finding.is_none_or(|finding| finding.part() == *part));
        let elsewhere = self.is_elsewhere();
        let fits = self.until.is_some() == elsewhere && self.transport.is_some() == elsewhere && (elsewhere || self.place.is_none());
        own && fits && self.needs.iter().all(|need| need.part() == TalkPart::Need)
    }

    /// What the police may be told of it, when the person agrees: no place, no wish, nothing that was said. The last day is left
    /// out: “till tomorrow”, said after midnight, is a day that only who heard it can name.
    pub fn as_value(&self, ending: Ending) -> CustodyTalkOutcome {
        let plan = match self.plan {
            TalkFinding::PlanOtherPlace => TalkPlan::OtherPlace,
            TalkFinding::PlanHomeWithPlan => TalkPlan::HomeWithPlan,
            _ => TalkPlan::None,
        };
        // A plan was made in a talk, also in one that was broken off after it.
        let was_held = ending == Ending::Held || plan != TalkPlan::None;
        let wants_contact = match self.contact {
            TalkFinding::ContactYes => Stated::Yes,
            TalkFinding::ContactNo => Stated::No,
            _ => Stated::Unknown,
        };
        CustodyTalkOutcome { held: if was_held { Stated::Yes } else { Stated::No }, plan, until: None, wants_contact }
    }

    /// Somewhere else than home.
    pub fn is_elsewhere(&self) -> bool {
        self.plan == TalkFinding::PlanOtherPlace
    }
}

#[cfg(test)]
mod tests {
    use practice::BreakOff;

    use super::*;

    fn home() -> TalkOutcome {
        TalkOutcome {
            plan: TalkFinding::PlanHomeWithPlan,
            place: None,
            until: None,
            transport: None,
            contact: TalkFinding::ContactNo,
            concern: TalkYesNo::No,
            needs: BTreeSet::new(),
        }
    }

    #[test]
    fn a_time_and_a_way_belong_to_another_place() {
        let home = home();
        let (until, transport) = (Some(TalkFinding::UntilTomorrow), Some(TalkFinding::TransportOwn));
        assert!(home.is_whole());
        assert!(!TalkOutcome { until, ..home.clone() }.is_whole());
        assert!(!TalkOutcome { place: Some(TalkFinding::PlaceHotel), ..home.clone() }.is_whole());
        let elsewhere = TalkOutcome { plan: TalkFinding::PlanOtherPlace, until, transport, ..home.clone() };
        assert!(elsewhere.is_whole());
        assert!(!TalkOutcome { transport: None, ..elsewhere.clone() }.is_whole());
        assert!(!TalkOutcome { contact: TalkFinding::PlanNone, ..home.clone() }.is_whole());
        assert!(!TalkOutcome { needs: [TalkFinding::ContactYes].into(), ..home }.is_whole());
        assert_eq!(format!("{elsewhere:?}"), "…");
    }

    #[test]
    fn the_police_are_told_the_plan_and_no_place() {
        let told = |outcome: &TalkOutcome, ending| {
            let value = outcome.as_value(ending);
            (value.held, value.plan, value.wants_contact, value.until)
        };
        assert_eq!(told(&home(), Ending::Held), (Stated::Yes, TalkPlan::HomeWithPlan, Stated::No, None));
        let late = TalkOutcome { plan: TalkFinding::PlanOtherPlace, contact: TalkFinding::ContactLater, ..home() };
        let broken = Ending::BrokenOff(BreakOff::LineDropped);
        assert_eq!(told(&late, broken), (Stated::Yes, TalkPlan::OtherPlace, Stated::Unknown, None), "the plan was made in the talk");
        let none = TalkOutcome { plan: TalkFinding::PlanNone, contact: TalkFinding::ContactYes, ..home() };
        assert_eq!(told(&none, Ending::Held), (Stated::Yes, TalkPlan::None, Stated::Yes, None));
        assert_eq!(told(&none, Ending::Declined), (Stated::No, TalkPlan::None, Stated::Yes, None));
        for (plan, ending) in [home(), late, none].iter().flat_map(|said| [Ending::Held, Ending::Declined, broken].map(|end| (said, end))) {
            let value = wire::Value::CustodyTalkOutcome(plan.as_value(ending));
            assert!(wire::inspect(&value, wire::Protection::None).is_ok(), "a value that can be carried: {ending:?}");
        }
    }
}
