//! A checklist as its file stands, and what must be true of it.

use serde::Deserialize;
use sha2::{Digest, Sha256};
use wire::{Language, Phase, StaffRole, value::PhaseItem};

use crate::{
    branch::{Branch, BranchError},
    checklist::{Answer, Checklist, ChecklistItem, Choice, Owner},
    error::ContentError,
    flags::FlagChange,
};

/// Longest text, reason or source of an item, in characters: it is read standing up.
pub(crate) const WORDS_MAX: usize = 300;
/// Longest answer or title, in characters.
pub(crate) const LABEL_MAX: usize = 80;

/// The same in each language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Words {
    pub(crate) sv: String,
    pub(crate) en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChecklistFile {
    id: String,
    version: String,
    phase: Phase,
    owner: Owner,
    #[serde(default)]
    title: Words,
    #[serde(default, rename = "item")]
    items: Vec<ItemFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemFile {
    id: String,
    role: StaffRole,
    phase_item: Option<String>,
    #[serde(default)]
    branch: String,
    #[serde(default)]
    text: Words,
    #[serde(default)]
    why: Words,
    #[serde(default)]
    source: Words,
    choose: Option<Choice>,
    #[serde(default)]
    answers: Vec<AnswerFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerFile {
    id: String,
    #[serde(default)]
    sv: String,
    #[serde(default)]
    en: String,
    #[serde(default)]
    sets: Vec<String>,
    #[serde(default)]
    alone: bool,
}

impl Words {
    pub(crate) fn spoken(&self, language: Language) -> &str {
        match language {
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }

    /// Both languages, not too long; the part is named as in the file.
    pub(crate) fn written(self, owner: &str, part: &'static str, longest: usize) -> Result<Self, ContentError> {
        let both = || [&self.sv, &self.en].into_iter();
        if both().any(|words| words.trim().is_empty()) {
            return Err(ContentError::Missing(owner.to_owned(), part));
        }
        if both().any(|words| words.chars().count() > longest) {
            return Err(ContentError::TooLong(owner.to_owned(), part, longest));
        }
        Ok(self)
    }

    /// The rule book cites the law; words to people say what it means.
    pub(crate) fn without_sections(self, owner: &str, part: &'static str) -> Result<Self, ContentError> {
        if self.sv.contains('§') || self.en.contains('§') {
            return Err(ContentError::Section(owner.to_owned(), part));
        }
        Ok(self)
    }
}

pub(crate) fn read(file: &str) -> Result<Checklist, ContentError> {
    let checksum = Sha256::digest(file).into();
    let file: ChecklistFile = toml::from_str(file).map_err(|error| ContentError::Shape(error.to_string()))?;
    let title = file.title.written(&file.id, "title", LABEL_MAX)?.without_sections(&file.id, "title")?;
    let items = file.items.into_iter().map(|item| item.read(file.phase)).collect::<Result<Vec<_>, _>>()?;
    if items.is_empty() {
        return Err(ContentError::Missing(file.id, "item"));
    }
    if let Some(item) = first_twice(&items, |item| Some(&item.id)) {
        return Err(ContentError::ItemTwice(item.id.clone()));
    }
    if let Some(item) = first_twice(&items, |item| item.phase_item.as_ref()) {
        return Err(ContentError::SpokenTwice(item.id.clone()));
    }
    Ok(Checklist { id: file.id, version: file.version, phase: file.phase, owner: file.owner, title, items, checksum })
}

impl ItemFile {
    fn read(self, phase: Phase) -> Result<ChecklistItem, ContentError> {
        let id = self.id;
        let phase_item = self.phase_item.map(|code| phase_item(&id, &code, phase)).transpose()?;
        let branch = Branch::read(&self.branch).map_err(|error| match error {
            BranchError::Flag(word) => ContentError::Flag(id.clone(), word),
            BranchError::Shape => ContentError::Branch(id.clone(), self.branch.clone()),
        })?;
        let answers = self.answers.into_iter().map(|answer| answer.read(&id)).collect::<Result<Vec<_>, _>>()?;
        if let Some(answer) = first_twice(&answers, |answer| Some(&answer.id)) {
            return Err(ContentError::AnswerTwice(id, answer.id.clone()));
        }
        Ok(ChecklistItem {
            text: self.text.written(&id, "text", WORDS_MAX)?.without_sections(&id, "text")?,
            why: self.why.written(&id, "why", WORDS_MAX)?.without_sections(&id, "why")?,
            source: self.source.written(&id, "source", WORDS_MAX)?,
            role: self.role,
            choice: self.choose.unwrap_or(Choice::One),
            phase_item,
            branch,
            answers,
            id,
        })
    }
}

impl AnswerFile {
    fn read(self, item: &str) -> Result<Answer, ContentError> {
        let words = Words { sv: self.sv, en: self.en }.written(item, "answer", LABEL_MAX)?.without_sections(item, "answer")?;
        let read = |words: &String| FlagChange::read(words).map_err(|_| ContentError::Flag(item.to_owned(), words.clone()));
        let sets = self.sets.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Answer { id: self.id, words, sets, alone: self.alone })
    }
}

fn phase_item(item: &str, code: &str, phase: Phase) -> Result<PhaseItem, ContentError> {
    let known: PhaseItem = code.parse().map_err(|_| ContentError::PhaseItem(item.to_owned(), code.to_owned()))?;
    match known.phase() == phase {
        true => Ok(known),
        false => Err(ContentError::OtherPhase(item.to_owned(), known)),
    }
}

/// The first that has the same of something as one before it; what has none of it is like no other.
pub(crate) fn first_twice<T, K: PartialEq>(all: &[T], key: impl Fn(&T) -> Option<&K>) -> Option<&T> {
    all.iter().enumerate().find_map(|(place, one)| {
        let twice = key(one).is_some() && all[..place].iter().any(|before| key(before) == key(one));
        twice.then_some(one)
    })
}
