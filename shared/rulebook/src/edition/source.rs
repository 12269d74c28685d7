//! The law beside the rules: each provision in one wording, word for word, with the day it was last read.

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    Edition, EditionError,
    file::EditionFile,
    rule::{Rule, RuleKind, Words},
};

wire::codes!(
    /// How much of a provision's text was on hand when it was read.
    Reading, "reading" {
        /// All of it.
        Whole = "whole",
        /// A part was missing: the note says which.
        CutOff = "cut_off",
        /// None of it.
        NotRead = "not_read",
    }
);

/// One provision in one wording.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Slug; rules refer to it.
    pub id: String,
    /// Statute.
    pub citation: Words,
    /// Act that gave it this wording, when it is known.
    #[serde(default)]
    pub amending_act: Option<String>,
    /// First day of this wording, when it is known.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day of this wording; none while it stands, or when it is not known.
    #[serde(default)]
    pub until: Option<Date>,
    /// Day the text was last compared with the statute.
    pub last_checked: Date,
    /// How much of it was read.
    pub reading: Reading,
    /// The statute in Swedish, word for word; a blank line between its parts. Empty when it was not read.
    #[serde(default)]
    pub text: String,
    /// What was not read, and what to look at first.
    #[serde(default)]
    pub note: Option<Words>,
}

impl Source {
    /// The parts of the text.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.text.split("\n\n").map(str::trim).filter(|part| !part.is_empty())
    }
}

/// Where what can be carried is narrower than what the law lets carry.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narrowing {
    /// Ids of the provisions that are not used in full.
    pub sources: Vec<String>,
    /// What stays although the law would let it go.
    pub means: Words,
}

impl Edition {
    /// Every provision, in the order of the file; none in editions of format 1 and 2.
    pub fn sources(&self) -> &[Source] {
        &self.file.sources
    }

    /// A provision by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.file.sources.iter().find(|source| source.id == id)
    }

    /// The provisions that a rule stands on, in its own order.
    pub fn sources_of<'e>(&'e self, rule: &'e Rule) -> impl Iterator<Item = &'e Source> {
        rule.sources.iter().filter_map(|id| self.source(id))
    }

    /// Where this edition is narrower than the law.
    pub fn narrowings(&self) -> &[Narrowing] {
        &self.file.narrowings
    }
}

/// First format with sources.
const SOURCES_FROM: u32 = 3;

/// Every reference has its provision, every provision is read as far as it says, and no rule but a prohibition stands on
/// nothing.
pub(super) fn check(file: &EditionFile) -> Result<(), EditionError> {
    if file.format < SOURCES_FROM {
        let early = file.rules.iter().any(|rule| !rule.sources.is_empty()) || !file.sources.is_empty() || !file.narrowings.is_empty();
        return if early { Err(EditionError::Shape("sources stand in editions of format 3".to_owned())) } else { Ok(()) };
    }
    let known = |id: &String| file.sources.iter().any(|source| source.id == *id);
    for rule in &file.rules {
        if rule.sources.is_empty() && rule.kind != RuleKind::Never {
            return Err(EditionError::Rule { rule: rule.id.clone(), lack: "names no source" });
        }
        if let Some(id) = rule.sources.iter().find(|id| !known(id)) {
            return Err(EditionError::UnknownSource { by: rule.id.clone(), source_id: id.clone() });
        }
    }
    for narrowing in &file.narrowings {
        if let Some(id) = narrowing.sources.iter().find(|id| !known(id)) {
            return Err(EditionError::UnknownSource { by: narrowing.means.en.clone(), source_id: id.clone() });
        }
    }
    file.sources.iter().find_map(|source| fault(file, source)).map_or(Ok(()), Err)
}

fn fault(file: &EditionFile, source: &Source) -> Option<EditionError> {
    let lack = |lack| Some(EditionError::Source { source_id: source.id.clone(), lack });
    let ends_early = source.from.zip(source.until).is_some_and(|(from, until)| until < from);
    match source.reading {
        _ if ends_early => lack("ends before it begins"),
        Reading::NotRead if !source.text.is_empty() => lack("was not read and has a text"),
        Reading::Whole | Reading::CutOff if source.text.trim().is_empty() => lack("was read and has no text"),
        Reading::CutOff | Reading::NotRead if source.note.is_none() => lack("does not say what was not read"),
        _ if source.last_checked > file.text_cutoff => lack("was checked after the cut-off day of the edition"),
        _ => None,
    }
}
