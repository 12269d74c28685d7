//! What becomes of one field, as it stands in `så`, `genom` and `väg framåt`.

use wire::FactCode;

use super::{
    given::Person,
    words::{Opener, words},
};
use crate::{Reason, TaskKind};

wire::codes!(
    /// Whether a field goes.
    Then, "answer of a case" {
        /// It goes.
        Goes = "goes",
        /// It stays.
        Stays = "stays",
        /// A never-rule stands above everything.
        Never = "never",
        /// There is no way to express it.
        NotThere = "not_there",
        /// What ought to hold it does not: only ever what came, never what is expected.
        Unguarded = "unguarded",
    }
);

wire::codes!(
    /// Why a rule does not hold what a case says it holds.
    Lack, "lack of a rule" {
        /// The edition has no such rule.
        NoSuchRule = "no_such_rule",
        /// The thing belongs to another rule.
        AnotherRule = "another_rule",
        /// Not on that day, or not in that direction.
        NotInForce = "not_in_force",
        /// It names categories: then it is a rule of fields that can be expressed.
        OpensCategories = "opens_categories",
        /// It does not say what holds it.
        NothingHoldsIt = "nothing_holds_it",
        /// Neither a never-rule nor a way beside the hub.
        OtherKind = "other_kind",
        /// The value types take it.
        CanBeBuilt = "can_be_built",
    }
);

wire::codes!(
    /// Ways forward, without what they speak of.
    WayCode, "way forward" {
        /// See [`crate::WayForward::AskConsent`].
        AskConsent = "ask_consent",
        /// See [`crate::WayForward::Answer`].
        Answer = "answer",
        /// See [`crate::WayForward::NamedPersonDecides`].
        NamedPersonDecides = "named_person_decides",
        /// See [`crate::WayForward::OutsideHub`].
        OutsideHub = "outside_hub",
        /// See [`crate::WayForward::StateWhom`].
        StateWhom = "state_whom",
        /// See [`crate::WayForward::PersonTells`].
        PersonTells = "person_tells",
    }
);

/// By what a field goes or stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// Ids of rules: one for each person the field touches, or the never-rules that stand.
    Rules(Vec<String>),
    /// Why it stays.
    Reason(Reason),
    /// Why it stays does not matter: only ever expected, never what came.
    AnyReason,
    /// There is no such value.
    Type,
    /// The rule that ought to hold it, and what it lacks.
    Lack(String, Lack),
}

/// What can be done about a field that stays, or must be done beside one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Ask this person for consent.
    Ask(Person),
    /// Answer the question.
    Answer(FactCode),
    /// A named person decides by the rule with this id.
    NamedPerson(String),
    /// Beside the hub, by the rule with this id.
    OutsideHub(String),
    /// Put right whom it is about or where it goes.
    StateWhom,
    /// The person may tell it.
    PersonTells,
    /// A task that follows.
    Task(TaskKind),
}

/// What becomes of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Whether it goes.
    pub then: Then,
    /// By what.
    pub by: By,
    /// What follows; in a table only when the case says it.
    pub next: Option<Next>,
}

impl Answer {
    /// Whether what came is what a case expects: the way forward is held against it where the case names one.
    pub fn is_met_by(&self, came: &Self) -> bool {
        self.then == came.then && (self.by == By::AnyReason || self.by == came.by) && (self.next.is_none() || self.next == came.next)
    }

    /// The cells `så`, `genom` and `väg framåt` in the words of a table.
    pub fn cells(&self) -> [String; 3] {
        [words().then.say(self.then).to_owned(), self.by.to_string(), self.next.as_ref().map_or_else(String::new, Next::to_string)]
    }
}

impl std::fmt::Display for By {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rules(ids) => f.write_str(&ids.join(" + ")),
            Self::Reason(reason) => f.write_str(words().reason.say(*reason)),
            Self::AnyReason => f.write_str(words().opener.say(Opener::Any)),
            Self::Type => f.write_str(words().opener.say(Opener::Type)),
            Self::Lack(rule, lack) => write!(f, "{rule}: {}", words().lack.say(*lack)),
        }
    }
}

impl Next {
    fn code(&self) -> Option<WayCode> {
        Some(match self {
            Self::Ask(_) => WayCode::AskConsent,
            Self::Answer(_) => WayCode::Answer,
            Self::NamedPerson(_) => WayCode::NamedPersonDecides,
            Self::OutsideHub(_) => WayCode::OutsideHub,
            Self::StateWhom => WayCode::StateWhom,
            Self::PersonTells => WayCode::PersonTells,
            Self::Task(_) => return None,
        })
    }

    /// What comes in the place of the braces.
    fn argument(&self) -> &str {
        match self {
            Self::Ask(person) => person.words(),
            Self::Answer(fact) => words().fact.say(*fact),
            Self::NamedPerson(rule) | Self::OutsideHub(rule) => rule,
            Self::StateWhom | Self::PersonTells | Self::Task(_) => "",
        }
    }
}

impl std::fmt::Display for Next {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Self::Task(kind) = self {
            return f.write_str(words().task.say(*kind));
        }
        let (before, after) = self.code().map_or(("", ""), |code| around(words().way.say(code)));
        write!(f, "{before}{}{after}", self.argument())
    }
}

/// What stands before and after the braces of a phrase.
pub(super) fn around(phrase: &str) -> (&str, &str) {
    let Some((before, rest)) = phrase.split_once('{') else { return (phrase, "") };
    (before, rest.split_once('}').map_or("", |(_, after)| after))
}
