//! What goes, what stays, and why: the page and the sending make it in the same way.

use std::{fmt, str::FromStr};

use protocol::Basis;
use rulebook::{Decision, Disclosure, Edition, TaskKind, Verdict, explain};
use wire::{Bytes32, Category, Draft, EditionRef, Language, Subject, SubjectRole, Value};

use super::{NextStep, Text2, next_step};

/// A preview. `Debug` prints no values. It stays inside the agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What leaves the agency, in the order of the draft.
    pub goes: Vec<Row>,
    /// What stays here.
    pub stays: Vec<Row>,
    /// The offers it becomes, the duty first.
    pub offers: Vec<PlannedOffer>,
    /// What must be done beside: an answer outside the hub, a lead to tell.
    pub tasks: Vec<PreviewTask>,
    /// The edition it was judged by.
    pub edition: EditionRef,
    /// Digest over draft and decision: what the button carries.
    pub digest: PreviewDigest,
}

/// One field of a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Place in the draft.
    pub n: u32,
    /// Category.
    pub category: Category,
    /// The person it is about.
    pub subject: Option<Subject>,
    /// The value, exactly as it is received.
    pub value: Value,
    /// What it goes by; `None` when it stays.
    pub basis: Option<Basis>,
    /// Why, one line for each role of a field that goes.
    pub lines: Vec<Line>,
    /// What can be done about a field that stays.
    pub way_forward: Option<Text2>,
    /// The same as a page can offer it.
    pub step: Option<NextStep>,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whose secrecy; `None` when it is not about one role.
    pub role: Option<SubjectRole>,
    /// Id of the rule, or code of the reason.
    pub code: String,
    /// Short name of the basis; empty for a field that stays by no rule.
    pub label: Text2,
    /// A plain sentence.
    pub text: Text2,
    /// Statute.
    pub citation: Option<Text2>,
}

/// An offer that will be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedOffer {
    /// What governs the whole of it.
    pub basis: Basis,
    /// Places in the draft.
    pub fields: Vec<u32>,
}

/// Something a person must do beside the sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewTask {
    /// The field it comes from.
    pub n: u32,
    /// True: answer outside the hub. False: tell the lead of the investigation.
    pub answer_outside_hub: bool,
    /// Words of the rule.
    pub rule: Text2,
}

/// SHA-256 over draft, values included, and decision. Never leaves the agency: it could be used to test a guess.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PreviewDigest(Bytes32);

impl PreviewDigest {
    pub(crate) fn new(digest: Bytes32) -> Self {
        Self(digest)
    }
}

/// The digest of a page was not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a digest of a preview")]
pub struct NotADigest;

impl fmt::Display for PreviewDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PreviewDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl FromStr for PreviewDigest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(NotADigest);
        }
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16).map_err(|_| NotADigest)?;
        }
        Ok(Self(Bytes32(bytes)))
    }
}

/// Makes the preview of a judged draft.
pub(crate) fn preview(draft: &Draft, decision: &Decision, edition: &Edition) -> Preview {
    let rows = draft.fields.iter().zip(decision.fields()).map(|(field, judged)| {
        let basis = match &judged.verdict {
            Verdict::Disclose(disclosure) => Some(field_basis(disclosure)),
            Verdict::Withhold { .. } => None,
        };
        let subject = field.subject.and_then(|id| draft.subjects.iter().find(|person| person.id == id).copied());
        let (mut lines, way_forward) = words(decision, judged.n, edition);
        if basis.is_none() && judged.category == Category::Correction {
            lines.insert(0, new_value_stays());
        }
        let step = next_step(judged, decision, edition);
        Row { n: judged.n, category: judged.category, subject, value: field.value.clone(), basis, lines, way_forward, step }
    });
    let (goes, stays): (Vec<Row>, Vec<Row>) = rows.partition(|row| row.basis.is_some());
    Preview {
        offers: planned(&goes),
        goes,
        stays,
        tasks: tasks(decision, edition),
        edition: decision.edition().clone(),
        digest: PreviewDigest::new(rulebook::preview_digest(draft, decision)),
    }
}

/// What a field goes by: a duty when every role is covered by one, else the strictest of what covers it.
pub(crate) fn field_basis(disclosure: &Disclosure) -> Basis {
    if disclosure.is_duty() {
        return Basis::Duty;
    }
    let any = |basis| disclosure.covers().any(|cover| cover.basis == basis);
    if any(rulebook::Basis::Consent) {
        Basis::Consent
    } else if disclosure.covers().all(|cover| cover.basis == rulebook::Basis::StateOnly) {
        Basis::StateOnly
    } else {
        Basis::Permission
    }
}

/// What governs an offer of these fields; `None` for none, or for a duty mixed with something else.
pub(crate) fn offer_basis(bases: impl IntoIterator<Item = Basis>) -> Option<Basis> {
    let mut bases = bases.into_iter();
    let first = bases.next()?;
    bases.try_fold(first, Basis::with)
}

fn planned(goes: &[Row]) -> Vec<PlannedOffer> {
    let part = |duty: bool| {
        let rows = || goes.iter().filter(move |row| (row.basis == Some(Basis::Duty)) == duty);
        let basis = offer_basis(rows().filter_map(|row| row.basis))?;
        Some(PlannedOffer { basis, fields: rows().map(|row| row.n).collect() })
    };
    [part(true), part(false)].into_iter().flatten().collect()
}

/// The first line of a correction that stays; the others say why its new value does.
pub(super) fn new_value_stays() -> Line {
    let text = |sv: &str, en: &str| Text2 { sv: sv.to_owned(), en: en.to_owned() };
    Line {
        role: None,
        code: "new_value_stays".to_owned(),
        label: text("", ""),
        text: text(
            "Rättelsen går bara tillsammans med det nya värdet, och det stannar.",
            "The correction goes only with its new value, and that stays.",
        ),
        citation: None,
    }
}

fn words(decision: &Decision, n: u32, edition: &Edition) -> (Vec<Line>, Option<Text2>) {
    let (Some(sv), Some(en)) = (explain(decision, n, edition, Language::Sv), explain(decision, n, edition, Language::En)) else {
        return (Vec::new(), None);
    };
    let both = |sv: &str, en: &str| Text2 { sv: sv.to_owned(), en: en.to_owned() };
    let lines = sv.lines.iter().zip(&en.lines).map(|(sv, en)| Line {
        role: sv.role,
        code: sv.code.to_owned(),
        label: both(sv.label, en.label),
        text: both(sv.text, en.text),
        citation: sv.citation.zip(en.citation).map(|(sv, en)| both(sv, en)),
    });
    (lines.collect(), sv.way_forward.zip(en.way_forward).map(|(sv, en)| both(sv, en)))
}

fn tasks(decision: &Decision, edition: &Edition) -> Vec<PreviewTask> {
    let task = |task: &rulebook::Task| {
        let rule = edition.rule(task.rule)?;
        let text = Text2 { sv: rule.text.get(Language::Sv).to_owned(), en: rule.text.get(Language::En).to_owned() };
        Some(PreviewTask { n: task.n, answer_outside_hub: task.kind == TaskKind::AnswerOutsideHub, rule: text })
    };
    decision.tasks().iter().filter_map(task).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_back_and_nothing_else_does() {
        let digest = PreviewDigest::new(Bytes32([0xa7; 32]));
        assert_eq!(digest.to_string().parse::<PreviewDigest>(), Ok(digest));
        for wrong in ["", "a7", &"a7".repeat(33), &"g7".repeat(32), &"å".repeat(32)] {
            assert_eq!(wrong.parse::<PreviewDigest>(), Err(NotADigest), "{wrong}");
        }
    }
}
