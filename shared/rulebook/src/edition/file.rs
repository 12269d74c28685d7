//! The file, as serde reads it.

use jiff::civil::Date;
use serde::Deserialize;
use wire::{Category, Direction, EditionId, FactCode, Language, StaffRole, SubjectRole};

use super::{
    crime::CrimeRow,
    rule::{Rule, RuleKind, Words},
    source::{Narrowing, Source},
};

/// An edition's file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionFile {
    /// Shape of the file.
    pub format: u32,
    /// Id.
    pub id: EditionId,
    /// Latest day of the statutes' texts that were read.
    pub text_cutoff: Date,
    /// Order of the kinds; written in the file for readers and checked against this program.
    pub precedence: Vec<RuleKind>,
    /// Most days a consent text may be valid.
    pub longest_consent_days: u32,
    /// The lead's clearance.
    pub lead: LeadGate,
    /// Lengths of consent texts.
    #[serde(rename = "consent_text")]
    pub consent_texts: Vec<ConsentLength>,
    /// Facts.
    #[serde(rename = "fact")]
    pub facts: Vec<FactRule>,
    /// Words for reasons.
    #[serde(rename = "reason")]
    pub reasons: Vec<CodeWords>,
    /// Words for ways forward.
    #[serde(rename = "way")]
    pub ways: Vec<CodeWords>,
    /// Switches.
    #[serde(rename = "switch")]
    pub switches: Vec<Switch>,
    /// Crimes that may be feared, with their minimum penalties.
    #[serde(default, rename = "crime")]
    pub crimes: Vec<CrimeRow>,
    /// Provisions, word for word; from format 3.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
    /// Where this is narrower than the law; from format 3.
    #[serde(default, rename = "narrowing")]
    pub narrowings: Vec<Narrowing>,
    /// Rules.
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
}

/// Which categories the lead of the investigation clears before anything but a duty may carry them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeadGate {
    /// Categories.
    pub clears: Vec<Category>,
    /// Ways.
    pub directions: Vec<Direction>,
}

/// How long a consent asked with a text may be used.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentLength {
    /// Id of the text.
    pub id: String,
    /// Days of 24 hours from the first moment.
    pub days: u32,
}

/// Who may answer a fact, and how a page asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactRule {
    /// The fact.
    pub code: FactCode,
    /// Roles whose answer counts.
    pub answered_by: Vec<StaffRole>,
    /// A page may propose the question for data about one of these; empty: never proposed.
    pub suggested_about: Vec<SubjectRole>,
    /// The proposal.
    pub way: Words,
    /// What a yes affirms, for forms; editions of format 1 have none.
    #[serde(default)]
    pub claim: Option<Words>,
}

impl FactRule {
    /// What a yes affirms; the proposal where the edition has no words for it.
    pub fn claim(&self, language: Language) -> &str {
        self.claim.as_ref().unwrap_or(&self.way).get(language)
    }
}

/// Words for a code.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeWords {
    /// The code.
    pub code: String,
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

/// An open legal question with its safe default. An agency may only turn switches off.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// `L-01` and so on.
    pub id: String,
    /// On opens; off is safe.
    pub on: bool,
    /// What it means to turn it on.
    pub means: Words,
}
