//! What a plan says: sections in a person's own words and in codes, the children, goals. All of it may be left open, nothing is
//! counted, and no address of a shelter has a place.

use std::{collections::BTreeMap, fmt};

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};
use wire::{
    PersonText, codes,
    value::{CodeSet, Help, SafeContact, Stated},
};

use super::{PlanItem, PlanOf, PlanSection, PlanWords};

codes!(
    /// Who tells the children what happens.
    WhoTellsChildren, "who tells the children" {
        /// She does.
        SheDoes = "she_does",
        /// Social services do.
        SocialServices = "social_services",
        /// Both together.
        Together = "together",
        /// Somebody else, whom they trust.
        SomebodyElse = "somebody_else",
        /// Not decided yet.
        NotDecided = "not_decided",
    }
);

codes!(
    /// Why a goal was let go.
    GoalDropped, "reason to let a goal go" {
        /// Not wanted any more.
        NotWanted = "not_wanted",
        /// Another goal took its place.
        AnotherGoal = "another_goal",
        /// Not possible now.
        NotPossible = "not_possible",
        /// Somebody else sees to it.
        SomebodyElse = "somebody_else",
    }
);

/// The consultation at a Barnahus: a line of its own in every plan with children.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", content = "on", rename_all = "snake_case")]
pub enum BarnahusConsultation {
    /// Nobody has said.
    #[default]
    NotStated,
    /// Not needed.
    NotNeeded,
    /// To be asked for.
    ToBeAsked,
    /// Held on this day.
    Held(Date),
}

/// What is said of the children in codes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanChildren {
    /// Whether a custodian is suspected: then somebody else may have to say yes for the child.
    pub custodian_suspected: Stated,
    /// Who tells them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_by: Option<WhoTellsChildren>,
    /// The consultation.
    pub barnahus: BarnahusConsultation,
}

impl Default for PlanChildren {
    fn default() -> Self {
        Self { custodian_suspected: Stated::NotStated, told_by: None, barnahus: BarnahusConsultation::NotStated }
    }
}

/// What was ticked and said of one section.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanEntry {
    /// What was ticked.
    pub items: CodeSet<PlanItem>,
    /// The person's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<PlanWords>,
}

/// How a goal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", content = "why", rename_all = "snake_case")]
pub enum GoalState {
    /// Aimed at.
    Open,
    /// Reached.
    Reached,
    /// Let go.
    Dropped(GoalDropped),
}

/// A goal. It need not be to leave.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanGoal {
    /// In the person's own words.
    pub words: PlanWords,
    /// The day to follow it up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<Date>,
    /// How it stands.
    pub state: GoalState,
}

impl PlanGoal {
    /// Longest goal, in characters: one line.
    pub const CHARACTERS_MAX: usize = 200;
    /// The most goals of a plan.
    pub const MOST: usize = 8;
}

/// What one version of a plan says. Prints nothing of itself.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanContent {
    /// The sections in which something is said.
    pub sections: BTreeMap<PlanSection, PlanEntry>,
    /// The children.
    pub children: PlanChildren,
    /// Goals.
    pub goals: Vec<PlanGoal>,
}

macro_rules! silent_plan {
    ($($type:ident),+) => { $(impl fmt::Debug for $type {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("…")
        }
    })+ };
}
silent_plan!(PlanContent, PlanChildren, PlanEntry, PlanGoal);

/// The last day that anything of a plan may be planned for: a year from then. Who plans today closes today at the earliest, so that
/// nothing is later than a year after the close (Danish model).
pub fn year_after(day: Date) -> Date {
    day.saturating_add(1.year())
}

impl PlanContent {
    /// Whether it can be the content of such a plan, written on this day: sections and items of its own, and for the person using violence
    /// neither the children's codes nor goals.
    pub fn fits(&self, of: PlanOf, today: Date) -> bool {
        let own = |(section, entry): (&PlanSection, &PlanEntry)| {
            of.sections().contains(section) && entry.items.iter().all(|item| section.items().contains(item))
        };
        let in_time = |goal: &PlanGoal| goal.follow_up.is_none_or(|day| day <= year_after(today));
        let hers_alone = self.goals.is_empty() && self.children == PlanChildren::default();
        self.sections.iter().all(own)
            && self.goals.len() <= PlanGoal::MOST
            && self.goals.iter().all(in_time)
            && (of == PlanOf::Victim || hers_alone)
    }

    /// The days of the goals that are aimed at.
    pub fn goal_days(&self) -> impl Iterator<Item = Date> {
        self.goals.iter().filter(|goal| goal.state == GoalState::Open).filter_map(|goal| goal.follow_up)
    }

    /// The code word, as it could be told to the police with a safe number.
    pub fn code_word(&self) -> Option<PersonText> {
        let words = self.sections.get(&PlanSection::CodeWord)?.words.as_ref()?;
        PersonText::parse(words.lines().next()?, SafeContact::CODE_WORD_CHARACTERS_MAX).ok()
    }

    /// The practical help of the police that is ticked.
    pub fn help(&self) -> CodeSet<Help> {
        let ticked = |item: PlanItem| self.sections.get(&PlanSection::PetsAndThings).is_some_and(|entry| entry.items.contains(&item));
        let wanted = [(PlanItem::FetchWithPolice, Help::FetchBelongings), (PlanItem::PetPlace, Help::Pet)];
        wanted.into_iter().filter(|(item, _)| ticked(*item)).map(|(_, help)| help).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn entry(items: &[PlanItem], words: &str) -> PlanEntry {
        PlanEntry { items: items.iter().copied().collect(), words: PlanWords::parse(words, 12, 800).unwrap() }
    }

    fn with(section: PlanSection, entry: PlanEntry) -> PlanContent {
        PlanContent { sections: [(section, entry)].into(), ..PlanContent::default() }
    }

    fn goal(follow_up: Option<Date>, state: GoalState) -> PlanGoal {
        PlanGoal { words: PlanWords::parse("Sova hela natten", 1, 200).unwrap().unwrap(), follow_up, state }
    }

    #[test]
    fn each_plan_takes_its_own_sections_and_items_alone() {
        let today = date(2026, 11, 22);
        for section in PlanSection::ALL {
            for of in PlanOf::ALL {
                assert_eq!(with(*section, entry(&[], "x")).fits(*of, today), of.sections().contains(section), "{of} {section}");
            }
        }
        assert!(!with(PlanSection::SafePlaces, entry(&[PlanItem::Keys], "")).fits(PlanOf::Victim, today));
        let children = PlanContent {
            children: PlanChildren { custodian_suspected: Stated::Yes, ..PlanChildren::default() },
            ..PlanContent::default()
        };
        assert!(children.fits(PlanOf::Victim, today) && !children.fits(PlanOf::PersonUsingViolence, today));
        let goals = PlanContent { goals: vec![goal(None, GoalState::Open)], ..PlanContent::default() };
        assert!(goals.fits(PlanOf::Victim, today) && !goals.fits(PlanOf::PersonUsingViolence, today));
    }

    #[test]
    fn no_goal_is_followed_up_later_than_a_year_from_now() {
        let today = date(2026, 11, 22);
        for (day, fits) in [(date(2027, 11, 22), true), (date(2027, 11, 23), false), (date(2026, 1, 1), true)] {
            let content = PlanContent { goals: vec![goal(Some(day), GoalState::Open)], ..PlanContent::default() };
            assert_eq!(content.fits(PlanOf::Victim, today), fits, "{day}");
        }
        let done = [goal(Some(today), GoalState::Reached), goal(Some(today), GoalState::Dropped(GoalDropped::NotWanted))];
        assert_eq!(PlanContent { goals: done.to_vec(), ..PlanContent::default() }.goal_days().count(), 0);
    }

    #[test]
    fn what_is_kept_is_read_again_and_prints_nothing() {
        let mut content = with(PlanSection::CodeWord, entry(&[], "blåbärspaj"));
        content.sections.insert(PlanSection::PetsAndThings, entry(&[PlanItem::PetPlace, PlanItem::FetchWithPolice], "Katten"));
        content.children.barnahus = BarnahusConsultation::Held(date(2026, 11, 20));
        content.children.told_by = Some(WhoTellsChildren::Together);
        content.goals = vec![goal(Some(date(2026, 12, 1)), GoalState::Dropped(GoalDropped::NotPossible)), goal(None, GoalState::Open)];
        let bytes = wire::canonical::to_bytes(&content).unwrap();
        assert!(wire::canonical::from_bytes::<PlanContent>(&bytes).unwrap() == content);
        assert_eq!(format!("{content:?} {:?} {:?}", content.goals, content.children), "… […, …] …");
        assert_eq!(content.code_word().unwrap().expose(), "blåbärspaj");
        assert_eq!(content.help().codes(), [Help::FetchBelongings, Help::Pet]);
    }
}
