//! What stays and the way forward, and what is new since the last handover.

use ::web::Page;
use wire::{CaseCode, Subject, SubjectRole, Value};

use super::{
    consents::{Person, Who},
    words::field_label,
};
use crate::{
    AskedAbout, CaseHandover, HandoverDraft, NextStep, Preview, Row,
    web::{
        RowView,
        values::{ShownLine, value_lines},
    },
};

/// A field that stays, with a button where there is a way.
pub(super) struct StayView {
    pub row: RowView,
    /// A page that leads on: path and words.
    pub link: Option<(String, String)>,
    /// It waits for the lead of the investigation: a button of its own asks.
    pub asks_lead: bool,
}

/// What stays, in the order of the draft.
pub(super) fn stays(page: &Page, code: &CaseCode, draft: &HandoverDraft, preview: &Preview) -> Vec<StayView> {
    preview.stays.iter().map(|row| stay(page, code, draft, row)).collect()
}

fn stay(page: &Page, code: &CaseCode, draft: &HandoverDraft, row: &Row) -> StayView {
    let base = format!("/cases/{code}/drafts/{}", draft.id);
    let link = match &row.step {
        Some(NextStep::Decide { rule }) => Some((format!("{base}/permissions/{rule}"), decide_words(page, row))),
        Some(NextStep::AnswerFact(fact)) => Some((format!("{base}#fact-{fact}"), page.text("sharing-way-answer"))),
        Some(NextStep::AskConsent(person)) => {
            let path = format!("/cases/{code}/consents/new?draft={}&person={}", draft.id, asked(row, *person));
            Some((path, page.text("sharing-way-consent")))
        }
        Some(NextStep::StateWhom) => Some((format!("{base}/fields/{}", row.category), page.text("sharing-way-whom"))),
        _ => None,
    };
    StayView { row: RowView::of(page, row), link, asks_lead: row.step == Some(NextStep::AskLead) }
}

/// The person as the form of the question has it. A custodian is asked for the child where the value is about the child.
fn asked(row: &Row, person: Subject) -> Person {
    let own = person.role != SubjectRole::Custodian || row.subject.is_some_and(|subject| subject.id == person.id);
    Person { who: Who::Known(person.id), about: if own { AskedAbout::Own } else { AskedAbout::Child } }
}

/// A harm test has a name that everybody knows.
fn decide_words(page: &Page, row: &Row) -> String {
    let harm = row.lines.iter().any(|line| line.code.contains("harm"));
    page.text(if harm { "sharing-way-harm" } else { "sharing-way-decide" })
}

/// What is new since the last handover to the same unit.
pub(super) struct Difference {
    /// When that was made.
    pub at: jiff::Timestamp,
    /// Not in the last.
    pub new: Vec<(String, Vec<ShownLine>)>,
    /// With another value: then and now.
    pub other: Vec<(String, Vec<ShownLine>, Vec<ShownLine>)>,
    /// The same again.
    pub same: Vec<String>,
    /// In the last and not in this.
    pub gone: Vec<String>,
}

/// Compares what would go now with what went last.
pub(super) fn difference(page: &Page, preview: &Preview, last: &CaseHandover) -> Difference {
    let mut found = Difference { at: last.handover.made_at, new: Vec::new(), other: Vec::new(), same: Vec::new(), gone: Vec::new() };
    for row in &preview.goes {
        let label = field_label(page, row.category, row.subject);
        match before(last, row.category, row.subject) {
            None => found.new.push((label, value_lines(page, &row.value))),
            Some(old) if *old == row.value => found.same.push(label),
            Some(old) => found.other.push((label, value_lines(page, old), value_lines(page, &row.value))),
        }
    }
    let goes = |field: &&crate::OpenedField| {
        preview.goes.iter().any(|row| row.category == field.category && same_person(row.subject, field.subject))
    };
    found.gone = last.fields.iter().filter(|field| !goes(field)).map(|field| field_label(page, field.category, field.subject)).collect();
    found
}

fn before(last: &CaseHandover, category: wire::Category, subject: Option<Subject>) -> Option<&Value> {
    last.fields.iter().find(|field| field.category == category && same_person(field.subject, subject)).map(|field| &field.value)
}

fn same_person(one: Option<Subject>, other: Option<Subject>) -> bool {
    one.map(|subject| subject.id) == other.map(|subject| subject.id)
}
