//! The lawyers' cases of an edition, what came of each, and what they try.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;
use rulebook::cases::RuleCoverage;
use serde::Deserialize;
use web::{Page, Problem, page};

use super::{
    case_view::{CaseRow, rows},
    view_of,
};
use crate::{
    flow::{Broker, editions::EditionView},
    web::{phrases, visitor::Reader},
};

/// Cases on one page: a table of hundreds is read in parts.
const ON_A_PAGE: usize = 50;

/// Which of them: those that try a rule, or a part of all.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    rule: String,
    part: usize,
}

#[derive(Template)]
#[template(path = "rulebook/cases.html")]
struct CasesPage {
    page: Page,
    id: String,
    /// How many there are in all.
    count: usize,
    failed: Vec<u32>,
    /// The rule that those shown try; empty for all.
    rule: String,
    cases: Vec<CaseRow>,
    parts: Vec<Part>,
    rules: Vec<TriedRule>,
    untried_rules: Vec<String>,
    untried_categories: String,
}

/// A part of the table.
struct Part {
    number: usize,
    /// First and last case.
    words: String,
    is_shown: bool,
}

/// A rule and the cases that try it.
struct TriedRule {
    id: String,
    kind: String,
    on: bool,
    cases: usize,
}

pub(crate) async fn show(
    broker: Data<Broker>,
    page: Page,
    _reader: Reader,
    id: Path<String>,
    wanted: Query<Wanted>,
) -> Result<HttpResponse, Problem> {
    let view = view_of(&broker, &id).await?;
    let all = rows(&page, &view.cases, &view.report);
    let (count, failed) = (all.len(), all.iter().filter(|case| !case.passed).map(|case| case.number).collect());
    let parts = if wanted.rule.is_empty() { parts(&all, wanted.part) } else { Vec::new() };
    let tried = |rule: &RuleCoverage| TriedRule {
        id: rule.id.clone(),
        kind: page.text(&format!("kind-{}", rule.kind)),
        on: rule.on,
        cases: rule.cases.len(),
    };
    let id = view.edition.id().to_string();
    let title = page.words.with("cases-title", &[("id", id.as_str())]);
    let shown = CasesPage {
        count,
        failed,
        cases: chosen(all, &view, &wanted),
        rule: wanted.into_inner().rule,
        parts,
        rules: view.coverage.rules.iter().map(tried).collect(),
        untried_rules: view.coverage.untried_rules().map(str::to_owned).collect(),
        untried_categories: phrases::categories(&page, view.coverage.untried_categories()),
        id,
        page: page.titled(&title).wide(),
    };
    page::html(&shown)
}

fn chosen(all: Vec<CaseRow>, view: &EditionView, wanted: &Wanted) -> Vec<CaseRow> {
    if wanted.rule.is_empty() {
        return all.into_iter().skip(wanted.part * ON_A_PAGE).take(ON_A_PAGE).collect();
    }
    let tried = view.coverage.rules.iter().find(|rule| rule.id == wanted.rule);
    let tries = |case: &CaseRow| tried.is_some_and(|rule| rule.cases.contains(&case.number));
    all.into_iter().filter(tries).collect()
}

fn parts(all: &[CaseRow], shown: usize) -> Vec<Part> {
    let part = |(number, cases): (usize, &[CaseRow])| {
        let (first, last) = (cases.first()?, cases.last()?);
        Some(Part { number, words: format!("{}–{}", first.number, last.number), is_shown: number == shown })
    };
    all.chunks(ON_A_PAGE).enumerate().filter_map(part).collect()
}
