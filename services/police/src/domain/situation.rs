//! Step 1, “Läget”: what the officer sees. Everything may be left unsaid.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wire::{
    Category, codes,
    value::{ChildCount, ChildState, CodeSet, Custody, IncidentKind, InterpreterLanguage},
};

use super::none_chosen;

codes!(
    /// Children in the home, as the buttons say it.
    ChildrenInHome, "children in the home" {
        /// No children.
        None = "none",
        /// One.
        One = "one",
        /// Two.
        Two = "two",
        /// Three.
        Three = "three",
        /// Four or more.
        FourOrMore = "four_or_more",
        /// Asked and not known.
        Unknown = "unknown",
    }
);

codes!(
    /// The suspect, as the buttons say it.
    Suspect, "state of the suspect" {
        /// Gripen.
        Apprehended = "apprehended",
        /// On the scene.
        OnScene = "on_scene",
        /// Gone.
        Left = "left_the_scene",
        /// Not known.
        Unknown = "unknown",
    }
);

codes!(
    /// What changes what happens tonight: three needs and three of the signs the police publish.
    Acute, "acute matter" {
        /// Medical care.
        MedicalCare = "medical_care",
        /// Protection tonight.
        ProtectionTonight = "protection_tonight",
        /// Strangulation.
        Strangulation = "strangulation",
        /// A weapon.
        Weapon = "weapon",
        /// Threat of suicide.
        SuicideThreat = "suicide_threat",
        /// Very afraid.
        VeryAfraid = "very_afraid",
    }
);

/// The number of the event in the police's own system. It never leaves the police.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventNumber(String);

/// Not a number of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the number of an event")]
pub struct NotAnEventNumber;

impl EventNumber {
    /// Most characters.
    pub const CHARACTERS_MAX: usize = 20;

    /// Takes ASCII letters, digits and hyphens.
    ///
    /// # Errors
    /// [`NotAnEventNumber`].
    pub fn parse(text: &str) -> Result<Self, NotAnEventNumber> {
        let text = text.trim();
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if plain && (1..=Self::CHARACTERS_MAX).contains(&text.len()) { Ok(Self(text.to_owned())) } else { Err(NotAnEventNumber) }
    }

    /// The number, for the page alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// What the officer sees.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Situation {
    /// Children in the home.
    pub children: Option<ChildrenInHome>,
    /// How the children are.
    pub children_state: Option<ChildState>,
    /// The suspect.
    pub suspect: Option<Suspect>,
    /// When “Gripen” was first ticked.
    pub apprehended_at: Option<Timestamp>,
    /// What changes what happens tonight.
    #[serde(default = "none_chosen")]
    pub acute: CodeSet<Acute>,
    /// What kind of event.
    pub kind: Option<IncidentKind>,
    /// Language of an interpreter.
    pub interpreter: Option<InterpreterLanguage>,
    /// Number of the event.
    pub event_number: Option<EventNumber>,
}

impl Default for Situation {
    fn default() -> Self {
        Self {
            children: None,
            children_state: None,
            suspect: None,
            apprehended_at: None,
            acute: none_chosen(),
            kind: None,
            interpreter: None,
            event_number: None,
        }
    }
}

impl fmt::Debug for Situation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Situation(…)")
    }
}

impl Situation {
    /// How many children, when there are or may be any. “?” may be none: nothing is said of it.
    pub fn child_count(&self) -> Option<ChildCount> {
        match self.children? {
            ChildrenInHome::None | ChildrenInHome::Unknown => None,
            ChildrenInHome::One => Some(ChildCount::One),
            ChildrenInHome::Two => Some(ChildCount::Two),
            ChildrenInHome::Three => Some(ChildCount::Three),
            ChildrenInHome::FourOrMore => Some(ChildCount::FourOrMore),
        }
    }

    /// Whether the question of concern for a child is put: also when nobody knows whether there are children.
    pub fn may_have_children(&self) -> bool {
        self.children.is_some_and(|children| children != ChildrenInHome::None)
    }

    /// The suspect's state as the wire says it.
    pub fn custody(&self) -> Option<Custody> {
        Some(match self.suspect? {
            Suspect::Apprehended => Custody::Apprehended,
            Suspect::OnScene => Custody::NotInCustody,
            Suspect::Left => Custody::LeftTheScene,
            Suspect::Unknown => Custody::Unknown,
        })
    }

    /// Which categories the page of step 1 shows something about.
    pub fn categories(&self) -> Vec<Category> {
        let acute = |those: &[Acute]| those.iter().any(|one| self.acute.contains(one));
        let shown = [
            (self.children.is_some(), Category::ChildrenPresent),
            (acute(&[Acute::MedicalCare, Acute::ProtectionTonight]) || self.interpreter.is_some(), Category::AcuteNeeds),
            (acute(&[Acute::Strangulation, Acute::SuicideThreat, Acute::VeryAfraid]), Category::DangerSigns),
            (self.suspect.is_some(), Category::CustodyStatus),
            (acute(&[Acute::Weapon]), Category::Weapons),
            (self.kind.is_some(), Category::Incident),
        ];
        shown.into_iter().filter(|(shown, _)| *shown).map(|(_, category)| category).collect()
    }

    /// A new answer laid over the old one: a state of children that is no longer asked for goes, the moment of “Gripen”
    /// is that of its first tick.
    #[must_use]
    pub fn after(mut self, old: &Self, now: Timestamp) -> Self {
        if self.child_count().is_none() {
            self.children_state = None;
        }
        self.apprehended_at = (self.suspect == Some(Suspect::Apprehended)).then(|| old.apprehended_at.unwrap_or(now));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn nothing_ticked_is_not_stated() {
        let nothing = Situation::default();
        assert_eq!((nothing.child_count(), nothing.custody()), (None, None));
        assert!(!nothing.may_have_children() && nothing.categories().is_empty());
    }

    #[test]
    fn no_child_and_perhaps_a_child_are_not_a_child() {
        for (children, expected) in
            [(ChildrenInHome::None, None), (ChildrenInHome::Unknown, None), (ChildrenInHome::Two, Some(ChildCount::Two))]
        {
            let situation = Situation { children: Some(children), ..Situation::default() };
            assert_eq!(situation.child_count(), expected, "{children}");
            assert_eq!(situation.may_have_children(), children != ChildrenInHome::None, "{children}");
        }
    }

    #[test]
    fn the_first_tick_of_gripen_is_its_time() {
        let apprehended = || Situation { suspect: Some(Suspect::Apprehended), ..Situation::default() };
        let first = apprehended().after(&Situation::default(), at("2026-11-22T01:00:00Z"));
        let again = apprehended().after(&first, at("2026-11-22T02:00:00Z"));
        assert_eq!(again.apprehended_at, Some(at("2026-11-22T01:00:00Z")));
        let gone = Situation { suspect: Some(Suspect::Left), ..Situation::default() }.after(&again, at("2026-11-22T03:00:00Z"));
        assert_eq!(gone.apprehended_at, None);
    }

    #[test]
    fn the_state_of_children_goes_with_the_children() {
        let awake = Situation { children: Some(ChildrenInHome::None), children_state: Some(ChildState::Awake), ..Situation::default() };
        assert_eq!(awake.after(&Situation::default(), at("2026-11-22T01:00:00Z")).children_state, None);
    }

    #[test]
    fn an_event_number_is_plain() {
        assert!(EventNumber::parse(" 5000-K12345-26 ").is_ok());
        for wrong in ["", "   ", "<b>", "ååå", &"1".repeat(21), "1\n2"] {
            assert_eq!(EventNumber::parse(wrong).err(), Some(NotAnEventNumber), "{wrong:?}");
        }
    }
}
