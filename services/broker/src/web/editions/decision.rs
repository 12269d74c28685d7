//! A past decision, explained by the law of its own day.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;
use web::{Page, Problem, page, redirect};

use super::{
    list::{Typed, render},
    rule_view::SourceView,
};
use crate::{
    flow::{
        Broker,
        explain_decision::{ExplainedAnswer, ExplainedDecision, ExplainedField, ExplainedLine, explain_decision},
    },
    web::{faults::Faults, phrases, visitor::Reader},
};

/// Where the decision is in the log, as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Number {
    number: String,
}

#[derive(Template)]
#[template(path = "rulebook/decision.html")]
struct DecisionPage {
    page: Page,
    log_index: u64,
    date: String,
    parties: String,
    purpose: String,
    edition: String,
    active: String,
    today: String,
    fields: Vec<FieldView>,
}

/// One field.
struct FieldView {
    n: u32,
    category: String,
    about: String,
    then: AnswerView,
    /// What the edition in force would say, where that is something else.
    now: Option<AnswerView>,
}

/// Goes or stays, and why.
struct AnswerView {
    goes: bool,
    lines: Vec<LineView>,
    way_forward: String,
}

/// One reason.
struct LineView {
    about: String,
    rule: String,
    label: String,
    text: String,
    citation: String,
    amending_act: String,
    sources: Vec<SourceView>,
}

/// From the small form: to the page of the decision.
pub(crate) async fn find(broker: Data<Broker>, page: Page, reader: Reader, query: Query<Number>) -> Result<HttpResponse, Problem> {
    let number = query.into_inner().number;
    if let Ok(index) = number.trim().parse::<u64>() {
        return Ok(redirect::see_other(&format!("/rulebook/decisions/{index}"), None));
    }
    let faults = Faults::one("number", page.text("fault-number"));
    render(&broker, page, &reader.0, Typed { number, ..Typed::default() }, faults).await
}

pub(crate) async fn show(broker: Data<Broker>, page: Page, reader: Reader, path: Path<String>) -> Result<HttpResponse, Problem> {
    let index: u64 = path.parse().map_err(|_| Problem::not_found())?;
    let Some(decision) = explain_decision(&broker, index).await? else {
        let faults = Faults::one("number", page.words.with("fault-no-decision", &[("number", index.to_string())]));
        let typed = Typed { number: index.to_string(), ..Typed::default() };
        return render(&broker, page, &reader.0, typed, faults).await;
    };
    page::html(&DecisionPage::of(page, &decision))
}

impl DecisionPage {
    fn of(page: Page, decision: &ExplainedDecision) -> Self {
        let title = page.words.with("decision-title", &[("number", decision.log_index.to_string())]);
        let kind = |kind: wire::AgencyKind| page.text(&format!("agency-kind-{kind}"));
        Self {
            log_index: decision.log_index,
            date: page.date(&decision.date),
            parties: format!("{} → {}", kind(decision.from), kind(decision.to)),
            purpose: page.text(&format!("purpose-{}", decision.purpose)),
            edition: decision.edition.id.to_string(),
            active: decision.active.id.to_string(),
            today: page.date(&decision.today),
            fields: decision.fields.iter().map(|field| FieldView::of(&page, field)).collect(),
            page: page.titled(&title).wide(),
        }
    }
}

impl FieldView {
    fn of(page: &Page, field: &ExplainedField) -> Self {
        Self {
            n: field.n + 1,
            category: phrases::category(page, field.category),
            about: phrases::about(page, field.role),
            then: AnswerView::of(page, &field.then),
            now: (field.now != field.then).then(|| AnswerView::of(page, &field.now)),
        }
    }
}

impl AnswerView {
    fn of(page: &Page, answer: &ExplainedAnswer) -> Self {
        Self {
            goes: answer.goes,
            lines: answer.lines.iter().map(|line| LineView::of(page, line)).collect(),
            way_forward: answer.way_forward.as_ref().map(|way| phrases::said(page, way).to_owned()).unwrap_or_default(),
        }
    }
}

impl LineView {
    fn of(page: &Page, line: &ExplainedLine) -> Self {
        let said = |words: &rulebook::Words| phrases::said(page, words).to_owned();
        Self {
            about: phrases::about(page, line.role),
            rule: line.citation.as_ref().map(|_| line.code.clone()).unwrap_or_default(),
            label: said(&line.label),
            text: said(&line.text),
            citation: line.citation.as_ref().map(|citation| phrases::cited(page, citation)).unwrap_or_default(),
            amending_act: line.amending_act.clone().unwrap_or_default(),
            sources: line.sources.iter().map(|source| SourceView::of(page, source)).collect(),
        }
    }
}
