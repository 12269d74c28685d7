//! An edition of the rule book: one file, frozen once published.

mod check;
mod error;
mod file;
mod rule;
pub(crate) mod table;

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use wire::{Bytes32, EditionId, EditionRef, Fact, Language, SubjectRole};

pub use error::EditionError;
pub use file::{ConsentLength, FactRule, Switch};
pub use rule::{Confidence, Opening, Rule, RuleIndex, RuleKind, Words};

use crate::{CategorySet, FactSet, Reason, RoleSet, WayForward};
use file::{CodeWords, EditionFile};
use table::Table;

/// Shape of the file that this program reads.
const FORMAT: u32 = 1;
/// Most rules of an edition.
const RULES_MAX: usize = 500;

/// All rules with their dates and words, ready to judge by.
#[derive(Debug, Clone)]
pub struct Edition {
    reference: EditionRef,
    file: EditionFile,
    table: Table,
    reasons: Vec<Words>,
    ways: Vec<Words>,
}

impl Edition {
    /// The exact bytes of the first edition.
    pub const FIRST: &'static [u8] = include_bytes!("../../editions/2026-11-22.toml");

    /// The edition this program ships with.
    ///
    /// A crash here means that the file was changed without running the tests.
    pub fn first() -> Self {
        Self::parse(Self::FIRST).expect("the shipped edition is read by the tests")
    }

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
        let reasons = words_of(&file.reasons, Reason::ALL.iter().map(|reason| reason.code()))?;
        let ways = words_of(&file.ways, WayForward::CODES.iter().copied())?;
        Ok(Self { reference: EditionRef { id: file.id.clone(), hash }, table: Table::compile(&file), reasons, ways, file })
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

    /// Categories that the lead of the investigation clears.
    pub fn lead_clears(&self) -> CategorySet {
        self.file.lead.clears.iter().copied().collect()
    }

    /// Words for a reason.
    pub fn reason_words(&self, reason: Reason, language: Language) -> &str {
        self.reasons[reason as usize].get(language)
    }

    /// Words for a way forward.
    pub fn way_words(&self, way: WayForward, language: Language) -> &str {
        match way {
            WayForward::Answer { fact } => match self.facts().iter().find(|known| known.code == fact) {
                Some(known) => known.way.get(language),
                None => self.ways[way.place()].get(language),
            },
            _ => self.ways[way.place()].get(language),
        }
    }

    pub(crate) fn table(&self) -> &Table {
        &self.table
    }

    /// Whether an answer was given in a role that may give it.
    pub(crate) fn counts(&self, fact: &Fact) -> bool {
        self.facts().iter().any(|known| known.code == fact.code && known.answered_by.contains(&fact.role))
    }

    /// Facts a page may propose for data about these roles.
    pub(crate) fn suggestable(&self, about: RoleSet) -> FactSet {
        let near = |fact: &&FactRule| fact.suggested_about.iter().any(|role: &SubjectRole| about.contains(*role));
        self.facts().iter().filter(near).map(|fact| fact.code).collect()
    }
}

fn words_of(known: &[CodeWords], codes: impl Iterator<Item = &'static str>) -> Result<Vec<Words>, EditionError> {
    codes
        .map(|code| {
            let found = known.iter().find(|words| words.code == code).ok_or(EditionError::Words(code))?;
            Ok(Words { sv: found.sv.clone(), en: found.en.clone() })
        })
        .collect()
}
