//! A decision of the past in words, with the law as it stood: no value is in it.

use jiff::{Timestamp, civil::Date};
use protocol::Basis;
use rulebook::{Decision, Edition, Judged, PastDecision, Reading, Rule, Source, Verdict, explain};
use wire::{CaseCode, Category, EditionRef, HandoverId, Language, SubjectRole};

use super::{Text2, Way, field_basis, words_of};

/// Why a handover carried what it carried, by the law of its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The handover.
    pub handover: HandoverId,
    /// Code of its case.
    pub case_code: CaseCode,
    /// Sent or received.
    pub way: Way,
    /// What it rested on.
    pub basis: Basis,
    /// The edition it was judged by.
    pub edition: EditionRef,
    /// The Swedish day of the decision: rules are those in force on it.
    pub date: Date,
    /// The moment of the decision.
    pub at: Timestamp,
    /// Each field of the handover, in its order.
    pub fields: Vec<ExplainedField>,
    /// What stayed of the draft it came from: the sender's alone. `None` when it is not known here: of what came, and of what
    /// was sent before decisions were kept.
    pub stayed: Option<Vec<ExplainedField>>,
}

impl Explained {
    /// The categories that are told of, each once.
    pub fn categories(&self) -> Vec<Category> {
        let mut all: Vec<Category> = self.fields.iter().chain(self.stayed.iter().flatten()).map(|field| field.category).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Why one field went or stayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedField {
    /// Place in the handover; of what stayed its place in the draft.
    pub n: u32,
    /// Category.
    pub category: Category,
    /// Role of the person it is about.
    pub role: Option<SubjectRole>,
    /// What it went by; `None` when it stayed.
    pub basis: Option<Basis>,
    /// The reasons, one for each role of a field that went.
    pub lines: Vec<ExplainedLine>,
    /// What could be done about a field that stayed.
    pub way_forward: Option<Text2>,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedLine {
    /// Whose secrecy; `None` when it is not about one role.
    pub role: Option<SubjectRole>,
    /// Id of the rule, or code of the reason.
    pub code: String,
    /// Short name of the basis; empty for a field that stayed by no rule.
    pub label: Text2,
    /// A plain sentence.
    pub text: Text2,
    /// The rule; `None` for a field that stayed by no rule.
    pub rule: Option<ExplainedRule>,
}

/// A rule with its place in the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedRule {
    /// Statute.
    pub citation: Text2,
    /// Act that gave the statute the wording that was used, when it is known.
    pub amending_act: Option<String>,
    /// First day in force.
    pub from: Date,
    /// Last day in force, as that edition knew it.
    pub until: Option<Date>,
    /// The law word for word; none in editions that came without it.
    pub provisions: Vec<Provision>,
}

/// One provision in one wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// Statute.
    pub citation: Text2,
    /// Act that gave it this wording, when it is known.
    pub amending_act: Option<String>,
    /// First day of this wording, when it is known.
    pub from: Option<Date>,
    /// Last day of this wording, when it is known.
    pub until: Option<Date>,
    /// Day the text was last compared with the statute.
    pub last_checked: Date,
    /// How much of it was read.
    pub reading: Reading,
    /// The statute in Swedish, word for word, in its parts.
    pub paragraphs: Vec<String>,
    /// What was not read.
    pub note: Option<Text2>,
}

/// One decision of the past made again, with the edition it was made by.
pub(crate) struct Again<'a> {
    past: &'a PastDecision,
    edition: &'a Edition,
    decision: Decision,
}

impl<'a> Again<'a> {
    pub(crate) fn new(past: &'a PastDecision, edition: &'a Edition) -> Self {
        Self { decision: past.decide(edition), past, edition }
    }

    /// The fields at these places, numbered as they are in the handover.
    pub(crate) fn went(&self, places: &[u32]) -> Vec<ExplainedField> {
        places.iter().zip(0..).filter_map(|(place, n)| Some(ExplainedField { n, ..self.field(*place)? })).collect()
    }

    /// What stayed, and what was held back beside the rules.
    pub(crate) fn stayed(&self, held: &[u32]) -> Vec<ExplainedField> {
        let stays = |judged: &&Judged| matches!(judged.verdict, Verdict::Withhold { .. });
        let by_rules = self.decision.fields().iter().filter(stays).filter_map(|judged| self.field(judged.n));
        let held = held.iter().filter_map(|n| self.held(*n));
        let mut all: Vec<ExplainedField> = by_rules.chain(held).collect();
        all.sort_by_key(|field| field.n);
        all
    }

    fn field(&self, n: u32) -> Option<ExplainedField> {
        let judged = self.decision.fields().iter().find(|judged| judged.n == n)?;
        let told = |language| explain(&self.decision, n, self.edition, language);
        let (sv, en) = (told(Language::Sv)?, told(Language::En)?);
        let lines = sv.lines.iter().zip(&en.lines).map(|(sv, en)| ExplainedLine {
            role: sv.role,
            code: sv.code.to_owned(),
            label: both(sv.label, en.label),
            text: both(sv.text, en.text),
            rule: sv.rule.map(|rule| of_rule(rule, self.edition)),
        });
        Some(ExplainedField {
            n,
            category: judged.category,
            role: self.past.role(n),
            basis: judged.disclosure().map(field_basis),
            lines: lines.collect(),
            way_forward: sv.way_forward.zip(en.way_forward).map(|(sv, en)| both(sv, en)),
        })
    }

    /// A correction that stayed because its new value did: no rule kept it.
    fn held(&self, n: u32) -> Option<ExplainedField> {
        let line = super::preview::new_value_stays();
        let line = ExplainedLine { role: None, code: line.code, label: line.label, text: line.text, rule: None };
        Some(ExplainedField { basis: None, lines: vec![line], way_forward: None, ..self.field(n)? })
    }

    /// Places that go by the rules alone.
    pub(crate) fn goes(&self, n: u32) -> bool {
        self.decision.fields().iter().any(|judged| judged.n == n && judged.disclosure().is_some())
    }
}

fn of_rule(rule: &Rule, edition: &Edition) -> ExplainedRule {
    ExplainedRule {
        citation: words_of(&rule.citation),
        amending_act: rule.amending_act.clone(),
        from: rule.from,
        until: rule.until,
        provisions: edition.sources_of(rule).map(of_source).collect(),
    }
}

fn of_source(source: &Source) -> Provision {
    Provision {
        citation: words_of(&source.citation),
        amending_act: source.amending_act.clone(),
        from: source.from,
        until: source.until,
        last_checked: source.last_checked,
        reading: source.reading,
        paragraphs: source.paragraphs().map(str::to_owned).collect(),
        note: source.note.as_ref().map(words_of),
    }
}

fn both(sv: &str, en: &str) -> Text2 {
    Text2 { sv: sv.to_owned(), en: en.to_owned() }
}
