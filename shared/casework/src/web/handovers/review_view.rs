//! What stays and the way forward, and what is new since the last handover.

use ::web::Page;
use wire::{CaseCode, Subject, Value};

use super::words::field_label;
use crate::{
    CaseHandover, HandoverDraft, NextStep, Preview, Row,
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
        Some(NextStep::StateWhom) => Some((format!("{base}/fields/{}", row.category), page.text("sharing-way-whom"))),
        _ => None,
    };
    StayView { row: RowView::of(page, row), link, asks_lead: row.step == Some(NextStep::AskLead) }
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
