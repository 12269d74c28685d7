//! The sender's door: of a draft only what may go is kept, and a duty travels alone.

use std::sync::Arc;

use wire::{
    Category, Draft, Outline, OutlineField, Purpose, Subject, Value,
    value::{Correction, CorrectionHow},
};

use crate::{Basis, CategorySet, Cleared, Cover, Decision, Disclosure, FactSet, Judged, Reason, Verdict, decision::Counted};

/// The purpose under which every duty of this version travels; an edition whose duties have another is not taken.
pub(crate) const DUTY_PURPOSE: Purpose = Purpose::ChildProtection;

/// The decision was made for something else than this draft: decide again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the decision was made for another draft")]
pub struct OtherDraft;

/// What may go of a draft: by duty and by anything else, never in one.
#[derive(Debug, Clone)]
pub struct ClearedDrafts {
    /// The fields that go by a duty, with the corrections of such. Goes first.
    pub duty: Option<Cleared<Draft>>,
    /// The fields that go by consent, permission, harm test or as a state.
    pub other: Option<Cleared<Draft>>,
}

impl ClearedDrafts {
    /// Whether nothing may go.
    pub fn is_empty(&self) -> bool {
        self.duty.is_none() && self.other.is_none()
    }
}

impl IntoIterator for ClearedDrafts {
    type Item = Cleared<Draft>;
    type IntoIter = std::iter::Chain<std::option::IntoIter<Cleared<Draft>>, std::option::IntoIter<Cleared<Draft>>>;

    /// The duty first.
    fn into_iter(self) -> Self::IntoIter {
        self.duty.into_iter().chain(self.other)
    }
}

/// Splits a judged draft into what goes by duty and what goes by anything else. Each holds only its own fields,
/// numbered from 0, and only the persons, facts and consents these need. What stays is in neither. A correction goes
/// with the new value: with what goes by duty when a value of its category does. One that promises a new value which
/// stays, stays too, whatever the decision says of it; see [`hold_corrections`].
///
/// # Errors
/// [`OtherDraft`] when the decision was made for another draft.
pub fn keep_cleared(draft: Draft, decision: &Decision) -> Result<ClearedDrafts, OtherDraft> {
    if draft.outline() != *decision.outline {
        return Err(OtherDraft);
    }
    let decision = &hold_corrections(&draft, decision.clone());
    let by_duty: CategorySet = decision.disclosures().filter(|(_, goes)| goes.is_duty()).map(|(field, _)| field.category).collect();
    let with_duty =
        |field: &Judged, goes: &Disclosure| goes.is_duty() || corrected(&draft, field).is_some_and(|category| by_duty.contains(category));
    let duty = part(&draft, decision, with_duty, DUTY_PURPOSE);
    let other = part(&draft, decision, |field, goes| !with_duty(field, goes), draft.purpose);
    Ok(ClearedDrafts { duty, other })
}

/// The decision with every correction held back that says "replaced" while its new value stays: alone it would tell the
/// recipient that something was withheld, and so that a consent has ended. It stays for the reason of its value. A rule
/// sees no values, so this is the sender's to see to; held back twice is held back once.
pub fn hold_corrections(draft: &Draft, decision: Decision) -> Decision {
    let goes: CategorySet = decision.disclosures().map(|(field, _)| field.category).collect();
    let held = |field: &Judged| {
        let correction = correction(draft, field).filter(|correction| correction.how == CorrectionHow::Replaced)?;
        let alone = field.disclosure().is_some() && !goes.contains(correction.category);
        alone.then(|| Judged { verdict: verdict_of_value(&decision, correction.category), ..*field })
    };
    let fields = decision.fields.iter().map(|field| held(field).unwrap_or(*field)).collect();
    Decision { fields, ..decision }
}

/// Why the new value stays; a draft without one has nothing to replace with.
fn verdict_of_value(decision: &Decision, category: Category) -> Verdict {
    let value = decision.fields.iter().find(|field| field.category == category);
    value.map_or(Verdict::Withhold { why: Reason::NothingInIt, way_forward: None }, |value| value.verdict)
}

/// The category of the earlier field that a correction names.
fn corrected(draft: &Draft, field: &Judged) -> Option<Category> {
    correction(draft, field).map(|correction| correction.category)
}

fn correction<'d>(draft: &'d Draft, field: &Judged) -> Option<&'d Correction> {
    let place = usize::try_from(field.n).ok()?;
    match &draft.fields.get(place)?.value {
        Value::Correction(correction) => Some(correction),
        _ => None,
    }
}

fn part(draft: &Draft, decision: &Decision, wanted: impl Fn(&Judged, &Disclosure) -> bool, purpose: Purpose) -> Option<Cleared<Draft>> {
    let kept: Vec<&Judged> = decision.disclosures().filter(|(field, goes)| wanted(field, goes)).map(|(field, _)| field).collect();
    if kept.is_empty() {
        return None;
    }
    let facts = facts_needed(&kept);
    let counted: Vec<Counted> = decision.counted.iter().filter(|counted| is_needed(counted, &kept)).copied().collect();
    let values = draft.fields.iter().zip(0_u32..).filter(|(_, n)| kept.iter().any(|field| field.n == *n));
    let cleared = Draft {
        purpose,
        subjects: draft.subjects.iter().filter(|person| is_concerned(**person, &kept)).copied().collect(),
        fields: values.map(|(field, _)| field.clone()).collect(),
        facts: draft.facts.iter().filter(|fact| facts.contains(fact.code)).cloned().collect(),
        consents: draft.consents.iter().filter(|id| counted.iter().any(|counted| counted.id == **id)).copied().collect(),
        ..header(draft)
    };
    let decision = of_part(decision, &kept, cleared.outline(), counted);
    Some(Cleared::new(cleared, decision))
}

/// The draft without what is chosen anew.
fn header(draft: &Draft) -> Draft {
    Draft {
        case_code: draft.case_code,
        from: draft.from.clone(),
        to: draft.to.clone(),
        subjects: Vec::new(),
        fields: Vec::new(),
        facts: Vec::new(),
        consents: Vec::new(),
        ..*draft
    }
}

/// The decision over the part: the same verdicts under new numbers.
fn of_part(whole: &Decision, kept: &[&Judged], outline: Outline, counted: Vec<Counted>) -> Decision {
    let renumbered = |(field, new): (&OutlineField, &&Judged)| Judged { n: field.n, ..**new };
    let fields: Vec<Judged> = outline.fields.iter().zip(kept).map(renumbered).collect();
    let numbers: Vec<(u32, u32)> = kept.iter().zip(&fields).map(|(old, new)| (old.n, new.n)).collect();
    let renumber = |task: &crate::Task| numbers.iter().find(|(old, _)| *old == task.n).map(|(_, n)| crate::Task { n: *n, ..*task });
    let tasks = whole.tasks.iter().filter_map(renumber).collect();
    Decision { outline: Arc::new(outline), edition: Arc::clone(&whole.edition), at: whole.at, fields, counted, tasks }
}

fn covers<'a>(kept: &'a [&Judged]) -> impl Iterator<Item = (&'a Judged, &'a Cover)> {
    kept.iter().flat_map(|field| field.disclosure().into_iter().flat_map(|disclosure| disclosure.covers()).map(|cover| (*field, cover)))
}

fn facts_needed(kept: &[&Judged]) -> FactSet {
    covers(kept).fold(FactSet::EMPTY, |all, (_, cover)| all.union(cover.facts))
}

fn is_needed(counted: &Counted, kept: &[&Judged]) -> bool {
    covers(kept).any(|(field, cover)| counted.categories.contains(field.category) && cover.asks(field, counted.giver))
}

/// Persons a field names, and everyone whose protection was weighed: the broker judges by the same persons. A duty
/// weighs nobody.
fn is_concerned(person: Subject, kept: &[&Judged]) -> bool {
    kept.iter().any(|field| field.subject == Some(person.id))
        || covers(kept).any(|(field, cover)| cover.basis != Basis::Duty && cover.is_near(field, person))
}
