//! Why a past decision came out as it did: by its own edition, on its own day.

use jiff::civil::Date;
use rulebook::{Source, Words};
use wire::{AgencyKind, Category, EditionRef, Purpose, SubjectRole};

use super::{Broker, FlowError};

/// A past decision, explained.
#[derive(Debug, Clone)]
pub struct ExplainedDecision {
    /// Where it is in the log.
    pub log_index: u64,
    /// The Swedish day it was made, whose law it is explained by.
    pub date: Date,
    /// Kind of the sender.
    pub from: AgencyKind,
    /// Kind of the recipient.
    pub to: AgencyKind,
    /// What for.
    pub purpose: Purpose,
    /// The edition it was made by.
    pub edition: EditionRef,
    /// The edition in force now.
    pub active: EditionRef,
    /// The Swedish day that edition is asked on.
    pub today: Date,
    /// Field by field.
    pub fields: Vec<ExplainedField>,
}

/// One field.
#[derive(Debug, Clone)]
pub struct ExplainedField {
    /// Place of the field.
    pub n: u32,
    /// Category.
    pub category: Category,
    /// Role of the person it is about.
    pub role: Option<SubjectRole>,
    /// What was decided, in the words of its edition.
    pub then: ExplainedAnswer,
    /// What the edition in force would say today. Consents count as they did then.
    pub now: ExplainedAnswer,
}

/// Goes or stays, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedAnswer {
    /// Whether it goes.
    pub goes: bool,
    /// The reasons.
    pub lines: Vec<ExplainedLine>,
    /// What could be done about a field that stays.
    pub way_forward: Option<Words>,
}

/// One reason, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedLine {
    /// Whose secrecy; none when it is not about one role.
    pub role: Option<SubjectRole>,
    /// Id of the rule, or code of the reason.
    pub code: String,
    /// Short name of the basis; empty for a field that stays by no rule.
    pub label: Words,
    /// A plain sentence.
    pub text: Words,
    /// Statute.
    pub citation: Option<Words>,
    /// Act that gave the statute the wording that was used.
    pub amending_act: Option<String>,
    /// The law word for word, as the edition has it.
    pub sources: Vec<Source>,
}

/// Explains the decision at an index of the log; none when no decision on an offer is there, or it was made before
/// decisions were kept.
///
/// # Errors
/// [`FlowError`] of the database.
pub async fn explain_decision(broker: &Broker, log_index: u64) -> Result<Option<ExplainedDecision>, FlowError> {
    let _ = (broker, log_index);
    Err(FlowError::Stopped)
}
