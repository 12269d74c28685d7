//! A case of the lawyers' table, with what came of it. The table is in Swedish, and so are the words of its answers.

use rulebook::{
    Case, CaseOutcome, CaseReport, CaseTable,
    cases::{Answer, By, FieldOutcome},
};
use web::Page;

use crate::web::phrases;

/// A case.
pub(crate) struct CaseRow {
    /// Its number.
    pub number: u32,
    /// What happens.
    pub title: String,
    /// The Swedish day.
    pub day: String,
    /// Which way.
    pub direction: String,
    /// What for.
    pub purpose: String,
    /// What holds before, item by item.
    pub given: Vec<String>,
    /// Field by field.
    pub fields: Vec<FieldRow>,
    /// Where the law says so.
    pub source: String,
    /// Whether every field came as expected.
    pub passed: bool,
}

/// A field of a case.
pub(crate) struct FieldRow {
    /// What somebody wants to hand over.
    pub when: String,
    /// What must come of it.
    pub expected: AnswerRow,
    /// What came, when it was something else.
    pub came: Option<AnswerRow>,
}

/// What comes of a field.
pub(crate) struct AnswerRow {
    /// Whether it goes.
    pub then: String,
    /// By which rules, or why it stays.
    pub by: String,
    /// Whether it is by rules: they carry it, and a reason does not.
    pub is_by_rules: bool,
    /// What follows; often empty.
    pub next: String,
}

/// Every case, in the order of the table.
pub(crate) fn rows(page: &Page, table: &CaseTable, report: &CaseReport) -> Vec<CaseRow> {
    table.cases().iter().zip(&report.outcomes).map(|(case, outcome)| row(page, case, outcome)).collect()
}

fn row(page: &Page, case: &Case, outcome: &CaseOutcome) -> CaseRow {
    let whens = parts(&case.when).chain(std::iter::repeat(String::new()));
    CaseRow {
        number: case.number,
        title: case.title.clone(),
        day: page.date(&case.day),
        direction: phrases::direction(page, case.direction),
        purpose: page.text(&format!("purpose-{}", case.purpose)),
        given: parts(&case.given).collect(),
        fields: whens.zip(&outcome.fields).map(|(when, field)| field_row(when, field)).collect(),
        source: case.source.clone(),
        passed: outcome.passed(),
    }
}

fn field_row(when: String, field: &FieldOutcome) -> FieldRow {
    let came = (!field.passed()).then(|| answer_row(&field.came));
    FieldRow { when, expected: answer_row(&field.expected), came }
}

fn answer_row(answer: &Answer) -> AnswerRow {
    let [then, by, next] = answer.cells();
    AnswerRow { then, by, is_by_rules: matches!(answer.by, By::Rules(_)), next }
}

fn parts(cell: &str) -> impl Iterator<Item = String> {
    cell.split(';').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty())
}
