//! A person the patrols of a unit should know of: for some days, on the police's own grounds, and gone by itself.

use std::fmt;

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::Id;
use wire::{PersonText, StaffRef, UnitId, codes};

/// Longest name, in characters.
pub const NAME_CHARACTERS_MAX: usize = 60;

codes!(
    /// How long a life is. There is none longer.
    FocusLife, "life of a focus person" {
        /// A week.
        OneWeek = "7",
        /// Two weeks.
        TwoWeeks = "14",
        /// Three weeks.
        ThreeWeeks = "21",
        /// Four weeks.
        FourWeeks = "28",
    }
);

impl FocusLife {
    /// What is proposed: a time is chosen for somebody who has not thought of one, and the shortest does least.
    pub const USUAL: Self = Self::OneWeek;

    /// The time.
    pub const fn time(self) -> SignedDuration {
        let days = match self {
            Self::OneWeek => 7,
            Self::TwoWeeks => 14,
            Self::ThreeWeeks => 21,
            Self::FourWeeks => 28,
        };
        SignedDuration::from_hours(days * 24)
    }
}

codes!(
    /// Why another life is begun.
    RenewalReason, "reason to renew" {
        /// Something new has happened.
        NewEvent = "new_event",
        /// The risk is as it was.
        RiskAsBefore = "risk_as_before",
        /// An order is still in force.
        OrderInForce = "order_in_force",
        /// A release is near.
        ReleaseNear = "release_near",
        /// A hearing is near.
        HearingNear = "hearing_near",
    }
);

codes!(
    /// Why something was not done with a focus person.
    FocusRefusal, "refusal about a focus person" {
        /// There is no room for one more of that kind.
        Full = "full",
        /// It is said already.
        Twice = "twice",
        /// Nobody clears or renews what they wrote themselves.
        OwnWork = "own_work",
    }
);

/// Who it is. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FocusIdentity {
    /// Name.
    pub name: PersonText,
    /// Day of birth; `None` when it is not known.
    pub born: Option<Date>,
}

impl fmt::Debug for FocusIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FocusIdentity(…)")
    }
}

/// A person without what is sealed. The number names them in lists and titles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FocusPerson {
    /// Id.
    pub id: Id,
    /// The unit whose patrols should know.
    pub unit: UnitId,
    /// Number in the unit.
    pub number: i32,
    /// Who wrote it.
    pub author: StaffRef,
    /// When this life began.
    pub life_from: Timestamp,
    /// When it ends by itself.
    pub lapses_at: Timestamp,
    /// Who began this life, when it is not the first, and why.
    pub renewed: Option<(StaffRef, RenewalReason)>,
}

impl FocusPerson {
    /// Whether it is there at all. From the moment it lapses on, it is not.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        now < self.lapses_at
    }

    /// Whether this member of staff may begin another life: neither who wrote it, nor who renewed it last.
    pub fn may_renew(&self, staff: &StaffRef) -> bool {
        *staff != self.author && self.renewed.as_ref().is_none_or(|(by, _)| by != staff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(renewed: Option<(StaffRef, RenewalReason)>) -> FocusPerson {
        let life_from: Timestamp = "2026-11-22T06:00:00Z".parse().unwrap();
        FocusPerson {
            id: Id::generate(life_from),
            unit: "polisen-exempelstad/ingripande".parse().unwrap(),
            number: 1,
            author: staff('a'),
            life_from,
            lapses_at: life_from + FocusLife::USUAL.time(),
            renewed,
        }
    }

    fn staff(letter: char) -> StaffRef {
        letter.to_string().repeat(32).parse().unwrap()
    }

    #[test]
    fn a_life_ends_by_itself_and_none_is_longer_than_four_weeks() {
        let person = person(None);
        let last: Timestamp = "2026-11-29T05:59:59Z".parse().unwrap();
        assert!(person.is_alive(last) && !person.is_alive(person.lapses_at), "a week");
        assert_eq!(FocusLife::ALL.iter().map(|life| life.time()).max(), Some(SignedDuration::from_hours(28 * 24)));
    }

    #[test]
    fn another_person_renews() {
        assert!(!person(None).may_renew(&staff('a')) && person(None).may_renew(&staff('b')));
        let renewed = person(Some((staff('b'), RenewalReason::NewEvent)));
        assert!(!renewed.may_renew(&staff('b')) && !renewed.may_renew(&staff('a')) && renewed.may_renew(&staff('c')));
    }

    #[test]
    fn who_it_is_does_not_print() {
        let identity = FocusIdentity { name: PersonText::parse("Ture Påhittad", NAME_CHARACTERS_MAX).unwrap(), born: None };
        assert!(!format!("{identity:?}").contains("Ture"));
    }
}
