//! Why a past decision came out as it did: by its own edition, on its own day.

use std::sync::Arc;

use jiff::civil::Date;
use rulebook::{Decision, Edition, Line, Moment, PastDecision, PastField, Source, Words, explain};
use store::Conn;
use wire::{AgencyKind, Category, EditionRef, Language, Purpose, SubjectRole};

use super::{Broker, FlowError};
use crate::db;

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
    let Some(found) = broker.db.try_read(move |conn| find(conn, log_index)).await? else { return Ok(None) };
    let today = Moment::in_sweden(broker.now()).date();
    Ok(Some(explained(log_index, &found.past, &found.own, &found.active, today)))
}

/// A decision with the edition it was made by and the one in force.
struct Found {
    past: PastDecision,
    own: Arc<Edition>,
    active: Arc<Edition>,
}

fn find(conn: &mut Conn, log_index: u64) -> Result<Option<Found>, FlowError> {
    let Some(past) = db::past_decisions::find(conn, log_index)? else { return Ok(None) };
    let own = db::editions::find(conn, &past.edition.id)?.filter(|own| own.reference == past.edition);
    let own = own.ok_or_else(|| db::unreadable("edition"))?;
    let active = db::editions::active(conn)?.ok_or(FlowError::from(wire::ProblemCode::RulebookChanged))?;
    Ok(Some(Found { past, own: own.rules, active: active.rules }))
}

fn explained(log_index: u64, past: &PastDecision, own: &Edition, active: &Edition, today: Date) -> ExplainedDecision {
    let (then, now) = (past.decide(own), past.decide_on(active, today));
    let field = |(judged, n): (&PastField, u32)| {
        let (then, now) = (answer(&then, n, own)?, answer(&now, n, active)?);
        Some(ExplainedField { n, category: judged.category, role: past.role(n), then, now })
    };
    ExplainedDecision {
        log_index,
        date: past.date,
        from: past.from,
        to: past.to,
        purpose: past.purpose,
        edition: own.reference().clone(),
        active: active.reference().clone(),
        today,
        fields: past.fields.iter().zip(0..).filter_map(field).collect(),
    }
}

/// The same reasons in both languages: they come in the same order.
fn answer(decision: &Decision, n: u32, edition: &Edition) -> Option<ExplainedAnswer> {
    let of = |language| explain(decision, n, edition, language);
    let (sv, en) = (of(Language::Sv)?, of(Language::En)?);
    let lines = sv.lines.iter().zip(&en.lines).map(|(sv, en)| line(sv, en, edition)).collect();
    Some(ExplainedAnswer { goes: sv.goes, lines, way_forward: both(sv.way_forward, en.way_forward) })
}

fn line(sv: &Line<'_>, en: &Line<'_>, edition: &Edition) -> ExplainedLine {
    let words = |sv: &str, en: &str| Words { sv: sv.to_owned(), en: en.to_owned() };
    ExplainedLine {
        role: sv.role,
        code: sv.code.to_owned(),
        label: words(sv.label, en.label),
        text: words(sv.text, en.text),
        citation: both(sv.citation, en.citation),
        amending_act: sv.amending_act.map(str::to_owned),
        sources: sv.rule.map(|rule| edition.sources_of(rule).cloned().collect()).unwrap_or_default(),
    }
}

fn both(sv: Option<&str>, en: Option<&str>) -> Option<Words> {
    sv.zip(en).map(|(sv, en)| Words { sv: sv.to_owned(), en: en.to_owned() })
}
