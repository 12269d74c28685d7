//! The lawyers' cases of an edition, what came of each, and what they try.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use web::{Page, Problem, page};

use super::{
    case_view::{CaseRow, rows},
    view_of,
};
use crate::{
    flow::Broker,
    web::{phrases, visitor::Reader},
};

#[derive(Template)]
#[template(path = "rulebook/cases.html")]
struct CasesPage {
    page: Page,
    id: String,
    cases: Vec<CaseRow>,
    failed: usize,
    rules: Vec<TriedRule>,
    untried_rules: Vec<String>,
    untried_categories: String,
}

/// A rule and the cases that try it.
struct TriedRule {
    id: String,
    kind: String,
    on: bool,
    cases: String,
}

pub(crate) async fn show(broker: Data<Broker>, page: Page, _reader: Reader, id: Path<String>) -> Result<HttpResponse, Problem> {
    let view = view_of(&broker, &id).await?;
    let cases = rows(&page, &view.cases, &view.report);
    let tried = |rule: &rulebook::cases::RuleCoverage| TriedRule {
        id: rule.id.clone(),
        kind: page.text(&format!("kind-{}", rule.kind)),
        on: rule.on,
        cases: rule.cases.iter().map(u32::to_string).collect::<Vec<_>>().join(", "),
    };
    let id = view.edition.id().to_string();
    let title = page.words.with("cases-title", &[("id", id.as_str())]);
    let shown = CasesPage {
        failed: cases.iter().filter(|case| !case.passed).count(),
        cases,
        rules: view.coverage.rules.iter().map(tried).collect(),
        untried_rules: view.coverage.untried_rules().map(str::to_owned).collect(),
        untried_categories: phrases::categories(&page, view.coverage.untried_categories()),
        id,
        page: page.titled(&title).wide(),
    };
    page::html(&shown)
}
