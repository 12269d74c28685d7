//! The Swedish words of case tables and the codes they stand for.

use std::{collections::BTreeMap, fmt::Display, sync::LazyLock};

use serde::Deserialize;
use wire::{
    Category, Direction, FactCode, Protection, Purpose, StaffRole, SubjectRole,
    value::{CrimeCode, InquiryOutcome},
};

use super::{Column, Lack, Then, answer::WayCode, given::Flaw};
use crate::{Reason, TaskKind};

wire::codes!(
    /// Words that begin or join an item of a cell.
    Opener, "word of a case table" {
        /// Before a question that is answered with no.
        No = "no",
        /// Before the crime that is feared.
        Feared = "feared",
        /// Before who consents.
        Consent = "consent",
        /// Every category.
        Everything = "everything",
        /// After who has said no.
        Refuses = "refuses",
        /// Between two roles of one person.
        Also = "also",
        /// Before the role of who answered.
        ByRole = "by_role",
        /// Between a protection and whom it is for.
        ForPerson = "for_person",
        /// Between a category and whom it is about.
        About = "about",
        /// Before the id of the text that was read.
        Text = "text",
        /// Before the day a consent was given.
        GivenOn = "given_on",
        /// Sender and recipient are one board.
        SameBoard = "same_board",
        /// Nothing is given.
        Nothing = "nothing",
        /// Before the value of a feedback.
        Feedback = "feedback",
        /// What refuses a value that does not exist.
        Type = "type",
        /// Whatever the reason is.
        Any = "any",
    }
);

/// The phrases of one closed list.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Phrases<T: Ord>(BTreeMap<T, String>);

impl<T: Ord + Copy + Display> Phrases<T> {
    /// The phrase for a code; a code without one would be found by the tests.
    pub fn say(&self, code: T) -> &str {
        self.0.get(&code).map_or("", String::as_str)
    }

    /// The code of a phrase as people write it.
    pub fn read(&self, text: &str) -> Option<T> {
        let text = plain(text);
        self.0.iter().find(|(_, phrase)| plain(phrase) == text).map(|(code, _)| *code)
    }

    /// Every phrase.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    fn listed(&self, list: &'static str) -> impl Iterator<Item = CasePhrase<'_>> {
        self.0.iter().map(move |(code, words)| CasePhrase { list, code: code.to_string(), words })
    }
}

/// Something that no field can say, and the rule that says so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Thing {
    pub words: String,
    pub rule: String,
    /// The category one would smuggle it in.
    #[serde(default)]
    pub category: Option<Category>,
    /// What one would write: must be refused.
    #[serde(default)]
    pub attempt: Option<String>,
    /// The same without it: must be taken.
    #[serde(default)]
    pub taken: Option<String>,
}

/// Which rule keeps where a protected person is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Protected {
    pub rule: String,
}

/// The whole of the words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseWords {
    pub column: Phrases<Column>,
    pub direction: Phrases<Direction>,
    pub purpose: Phrases<Purpose>,
    pub category: Phrases<Category>,
    pub person: Phrases<SubjectRole>,
    pub second_person: Phrases<SubjectRole>,
    pub two: Phrases<SubjectRole>,
    pub fact: Phrases<FactCode>,
    pub crime: Phrases<CrimeCode>,
    pub staff: Phrases<StaffRole>,
    pub protection: Phrases<Protection>,
    pub flaw: Phrases<Flaw>,
    pub opener: Phrases<Opener>,
    pub then: Phrases<Then>,
    pub reason: Phrases<Reason>,
    pub way: Phrases<WayCode>,
    pub task: Phrases<TaskKind>,
    pub feedback: Phrases<InquiryOutcome>,
    pub lack: Phrases<Lack>,
    pub protected: Protected,
    #[serde(rename = "thing")]
    pub things: Vec<Thing>,
}

/// The words this program ships with.
///
/// A crash here means that the file was changed without running the tests.
pub(super) fn words() -> &'static CaseWords {
    static WORDS: LazyLock<CaseWords> =
        LazyLock::new(|| toml::from_str(include_str!("../../cases/words.toml")).expect("the words are read by the tests"));
    &WORDS
}

/// One phrase with what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePhrase<'w> {
    /// The closed list.
    pub list: &'static str,
    /// The code in it; the id of the rule for what can't be expressed.
    pub code: String,
    /// The phrase.
    pub words: &'w str,
}

/// Every phrase that a table may hold, list by list: for a page that helps who writes one.
pub fn case_words() -> impl Iterator<Item = CasePhrase<'static>> {
    let words = words();
    let frame = words.column.listed("column").chain(words.direction.listed("direction")).chain(words.purpose.listed("purpose"));
    let persons = words.person.listed("person").chain(words.second_person.listed("second_person")).chain(words.two.listed("two"));
    let given = words.fact.listed("fact").chain(words.crime.listed("crime")).chain(words.staff.listed("staff"));
    let more = words.protection.listed("protection").chain(words.flaw.listed("flaw")).chain(words.opener.listed("opener"));
    let answers = words.then.listed("then").chain(words.reason.listed("reason")).chain(words.way.listed("way"));
    let rest = words.task.listed("task").chain(words.feedback.listed("feedback")).chain(words.lack.listed("lack"));
    let things = words.things.iter().map(|thing| CasePhrase { list: "thing", code: thing.rule.clone(), words: &thing.words });
    frame.chain(words.category.listed("category")).chain(persons).chain(given).chain(more).chain(answers).chain(rest).chain(things)
}

/// Text as it is compared: small letters, single spaces, one kind of dash and of quotation mark. Spreadsheets write a
/// capital first, long dashes and curly marks of their own accord.
pub(super) fn plain(text: &str) -> String {
    let simple = |character: char| match character {
        '–' | '—' | '\u{2011}' | '\u{2212}' => '-',
        '«' | '»' | '“' | '”' | '„' | '"' => '"',
        other => other,
    };
    let lower: String = text.chars().map(simple).flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parts a text once by a whole phrase; both parts without outer spaces.
pub(super) fn part<'t>(text: &'t str, phrase: &str) -> Option<(&'t str, &'t str)> {
    let found = find(text, phrase)?;
    Some((text[..found.start].trim(), text[found.end..].trim()))
}

/// The rest after a phrase that begins a text.
pub(super) fn after<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    part(text, phrase).and_then(|(before, rest)| before.is_empty().then_some(rest))
}

/// Where a phrase stands in a text, whatever its capitals.
fn find(text: &str, phrase: &str) -> Option<std::ops::Range<usize>> {
    let starts = text.char_indices().map(|(start, _)| start);
    starts.into_iter().find_map(|start| {
        let rest = &text[start..];
        let length: usize = rest
            .chars()
            .zip(phrase.chars())
            .take_while(|(a, b)| a == b || a.to_lowercase().eq(b.to_lowercase()))
            .map(|(a, _)| a.len_utf8())
            .sum();
        (rest[..length].chars().count() == phrase.chars().count()).then_some(start..start + length)
    })
}
