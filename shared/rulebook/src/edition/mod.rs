//! An edition of the rule book: one file, frozen once published.

mod check;
mod crime;
mod error;
mod file;
mod permission;
mod rule;
mod shipped;
mod source;
pub(crate) mod table;

use std::{ops::RangeInclusive, sync::Arc};

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use wire::{Bytes32, Category, Direction, EditionId, EditionRef, Fact, FactCode, Language, SubjectRole};

pub use crime::Crime;
pub use error::EditionError;
pub use file::{ConsentLength, FactRule, Switch};
pub use permission::Permission;
pub use rule::{Confidence, Opening, Rule, RuleIndex, RuleKind, Words};
pub use source::{Narrowing, Reading, Source};

use crate::{CategorySet, FactSet, Reason, RoleSet, StaffRoleSet, WayForward};
use file::{CodeWords, EditionFile};
use table::Table;

/// Shapes of the file that this program reads: from 2 openings name directions, permissions their deciders, and facts
/// what they affirm; from 3 the law stands beside the rules.
const FORMATS: RangeInclusive<u32> = 1..=3;
/// The reason that editions of format 1 have no words for.
const LATER: Reason = Reason::QuestionNotAnswered;
/// Most rules of an edition.
const RULES_MAX: usize = 500;

/// All rules with their dates and words, ready to judge by.
#[derive(Debug, Clone)]
pub struct Edition {
    reference: Arc<EditionRef>,
    file: EditionFile,
    table: Table,
    reasons: Vec<Words>,
    ways: Vec<Words>,
    /// Codes of the facts in the order pages propose them, close together.
    order: Vec<FactCode>,
    /// Whose answer counts, by fact.
    answerers: [StaffRoleSet; FactCode::ALL.len()],
    /// Facts that a page may propose for data about a role.
    suggestable: [FactSet; SubjectRole::ALL.len()],
}

impl Edition {
    /// Reads an edition. Id and hash bind every later decision to these very bytes. Nothing is
    /// checked of who wrote them: the file carries no signature, so bytes from elsewhere are not to be obeyed.
    ///
    /// # Errors
    /// [`EditionError`] says what to mend.
    pub fn parse(bytes: &[u8]) -> Result<Self, EditionError> {
        let text = std::str::from_utf8(bytes).map_err(|_| EditionError::NotText)?;
        let file: EditionFile = toml::from_str(text).map_err(|error| EditionError::Shape(error.to_string()))?;
        check::check(&file)?;
        let hash = Bytes32(Sha256::digest(bytes).into());
        let ways = words_of(&file.ways, WayForward::CODES.iter().copied())?;
        // A reason that came later than format 1 is worded there as the question it asks.
        let asked: Vec<CodeWords> = file
            .ways
            .iter()
            .filter(|way| way.code == "answer")
            .map(|way| CodeWords { code: LATER.code().to_owned(), ..way.clone() })
            .collect();
        let known: Vec<CodeWords> = file.reasons.iter().cloned().chain(asked).collect();
        let reasons = words_of(&known, Reason::ALL.iter().map(|reason| reason.code()))?;
        Ok(Self {
            reference: Arc::new(EditionRef { id: file.id.clone(), hash }),
            table: Table::compile(&file),
            reasons,
            ways,
            order: file.facts.iter().map(|fact| fact.code).collect(),
            answerers: answerers(&file),
            suggestable: suggestable(&file),
            file,
        })
    }

    /// Id and SHA-256 of the exact bytes.
    pub fn reference(&self) -> &EditionRef {
        &self.reference
    }

    /// Id.
    pub fn id(&self) -> &EditionId {
        &self.reference.id
    }

    /// Latest day of the statutes' texts that were read: a lawyer checks again what came later.
    pub fn text_cutoff(&self) -> Date {
        self.file.text_cutoff
    }

    /// Every rule, also those that are off.
    pub fn rules(&self) -> &[Rule] {
        &self.file.rules
    }

    /// The rule at a place; none when the place is of another edition.
    pub fn rule(&self, place: RuleIndex) -> Option<&Rule> {
        self.file.rules.get(usize::from(place.0))
    }

    /// The open legal questions.
    pub fn switches(&self) -> &[Switch] {
        &self.file.switches
    }

    /// Who may answer each fact, in the order pages propose them.
    pub fn facts(&self) -> &[FactRule] {
        &self.file.facts
    }

    /// Days a consent asked with this text may be used; none for a text the edition does not know: it opens nothing.
    pub fn consent_days(&self, text: &str) -> Option<u32> {
        self.file.consent_texts.iter().find(|known| known.id == text).map(|known| known.days)
    }

    /// The texts that a consent may be asked with, and how long each opens.
    pub fn consent_texts(&self) -> &[ConsentLength] {
        &self.file.consent_texts
    }

    /// Categories that the lead of the investigation clears.
    pub fn lead_clears(&self) -> CategorySet {
        self.file.lead.clears.iter().copied().collect()
    }

    /// Whether the lead clears a category that way before anything but a duty may carry it.
    pub fn is_cleared_by_the_lead(&self, direction: Direction, category: Category) -> bool {
        self.file.lead.directions.contains(&direction) && self.file.lead.clears.contains(&category)
    }

    /// Whether a rule of this edition opens, closes or shows anything: its text was read and its switch is on.
    pub fn is_on(&self, rule: &Rule) -> bool {
        table::is_on(&self.file, rule)
    }

    /// Words for a reason.
    pub fn reason_words(&self, reason: Reason, language: Language) -> &str {
        self.reasons[reason as usize].get(language)
    }

    /// Words for a way forward.
    pub fn way_words(&self, way: WayForward, language: Language) -> &str {
        match way {
            WayForward::Answer { fact } => match self.fact(fact) {
                Some(known) => known.way.get(language),
                None => self.ways[way.place()].get(language),
            },
            _ => self.ways[way.place()].get(language),
        }
    }

    /// The same to keep, without a copy.
    pub(crate) fn shared_reference(&self) -> Arc<EditionRef> {
        Arc::clone(&self.reference)
    }

    pub(crate) fn table(&self) -> &Table {
        &self.table
    }

    /// Whether an answer was given in a role that may give it.
    pub(crate) fn counts(&self, fact: &Fact) -> bool {
        self.answerers[fact.code as usize].contains(fact.role)
    }

    /// Some facts in the order pages propose them.
    pub(crate) fn in_order(&self, facts: FactSet) -> impl Iterator<Item = FactCode> {
        let wanted = if facts.is_empty() { &[][..] } else { &self.order };
        wanted.iter().copied().filter(move |code| facts.contains(*code))
    }

    /// Facts a page may propose for data about these roles.
    pub(crate) fn suggestable(&self, about: RoleSet) -> FactSet {
        about.iter().fold(FactSet::EMPTY, |all, role| all.union(self.suggestable[role as usize]))
    }
}

fn answerers(file: &EditionFile) -> [StaffRoleSet; FactCode::ALL.len()] {
    let mut answerers = [StaffRoleSet::EMPTY; FactCode::ALL.len()];
    for fact in &file.facts {
        answerers[fact.code as usize] = fact.answered_by.iter().copied().collect();
    }
    answerers
}

fn suggestable(file: &EditionFile) -> [FactSet; SubjectRole::ALL.len()] {
    let mut suggestable = [FactSet::EMPTY; SubjectRole::ALL.len()];
    for fact in &file.facts {
        for &role in &fact.suggested_about {
            suggestable[role as usize] = suggestable[role as usize].with(fact.code);
        }
    }
    suggestable
}

fn words_of(known: &[CodeWords], codes: impl Iterator<Item = &'static str>) -> Result<Vec<Words>, EditionError> {
    codes
        .map(|code| {
            let found = known.iter().find(|words| words.code == code).ok_or(EditionError::Words(code))?;
            Ok(Words { sv: found.sv.clone(), en: found.en.clone() })
        })
        .collect()
}
