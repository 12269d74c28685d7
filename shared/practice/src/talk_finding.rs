//! What a chip tells of the outcome: codes alone, so that there is no place for what was said.

use std::collections::BTreeSet;

wire::codes!(
    /// A part of the outcome.
    TalkPart, "part of an outcome" {
        /// What was agreed.
        Plan = "plan",
        /// Which kind of place. Never which.
        Place = "place",
        /// Until when.
        Until = "until",
        /// How to get there.
        Transport = "transport",
        /// Whether the person wants to be called.
        Contact = "contact",
        /// What the person wants help with.
        Need = "need",
    }
);

wire::codes!(
    /// One thing that was agreed or said. The part stands before the point.
    TalkFinding, "finding of a talk" {
        /// Somewhere else than home.
        PlanOtherPlace = "plan.other_place",
        /// Home, with a plan.
        PlanHomeWithPlan = "plan.home_with_plan",
        /// Nothing was agreed.
        PlanNone = "plan.none",
        /// With a friend.
        PlaceFriend = "place.friend",
        /// With a relative.
        PlaceFamily = "place.family",
        /// A hotel or other lodging that we arrange.
        PlaceHotel = "place.hotel",
        /// A home of the person's own.
        PlaceOwnHome = "place.own_home",
        /// Another place.
        PlaceOther = "place.other",
        /// Until tomorrow.
        UntilTomorrow = "until.tomorrow",
        /// Some days.
        UntilSomeDays = "until.some_days",
        /// Longer.
        UntilLonger = "until.longer",
        /// Not stated.
        UntilNotStated = "until.not_stated",
        /// Gets there without us.
        TransportOwn = "transport.own",
        /// We arrange it.
        TransportArranged = "transport.arranged",
        /// Not stated.
        TransportNotStated = "transport.not_stated",
        /// Wants to be called.
        ContactYes = "contact.yes",
        /// Perhaps later.
        ContactLater = "contact.later",
        /// No.
        ContactNo = "contact.no",
        /// Not stated.
        ContactNotStated = "contact.not_stated",
        /// Somebody to talk with.
        NeedTalk = "need.talk",
        /// Anger and quarrels.
        NeedAnger = "need.anger",
        /// Alcohol or drugs.
        NeedDependency = "need.dependency",
        /// Mental health.
        NeedMentalHealth = "need.mental_health",
        /// Housing.
        NeedHousing = "need.housing",
        /// Money.
        NeedMoney = "need.money",
    }
);

impl TalkFinding {
    /// The part it speaks of.
    pub fn part(self) -> TalkPart {
        let part = TalkPart::ALL.iter().find(|part| self.code().split_once('.').is_some_and(|(code, _)| code == part.code()));
        *part.unwrap_or(&TalkPart::Need)
    }

    /// Its code without the part.
    pub fn word(self) -> &'static str {
        self.code().split_once('.').map_or(self.code(), |(_, word)| word)
    }

    /// The finding of a part by its word.
    pub fn named(part: TalkPart, word: &str) -> Option<Self> {
        Self::of(part).find(|finding| finding.word() == word)
    }

    /// The findings of a part, in order.
    pub fn of(part: TalkPart) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |finding| finding.part() == part)
    }
}

/// What has been told so far. Of each part the latest holds; needs are all kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TalkFindings {
    told: BTreeSet<TalkFinding>,
}

impl TalkFindings {
    /// What holds of a part. Of needs: the first.
    pub fn of(&self, part: TalkPart) -> Option<TalkFinding> {
        self.told.iter().copied().find(|finding| finding.part() == part)
    }

    /// Everything told, by part.
    pub fn iter(&self) -> impl Iterator<Item = TalkFinding> {
        self.told.iter().copied()
    }

    /// What is told later holds. A plan told anew takes back the place, the time and the way of the plan before.
    pub(crate) fn tell(&mut self, finding: TalkFinding) {
        let part = finding.part();
        if part != TalkPart::Need {
            self.told.retain(|told| told.part() != part);
        }
        if part == TalkPart::Plan {
            self.told.retain(|told| !matches!(told.part(), TalkPart::Place | TalkPart::Until | TalkPart::Transport));
        }
        self.told.insert(finding);
    }
}
