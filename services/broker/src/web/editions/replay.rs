//! Past decisions judged by an edition: which would come out otherwise.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use jiff::civil::Date;
use rulebook::{Answer, Edition};
use web::{Page, Problem, page};

use super::{edition_of, open::Day, way_view::RuleLink};
use crate::{
    flow::{
        Broker, editions,
        replay::{ChangedDecision, ReplayView, replay},
    },
    web::{faults::Faults, phrases, visitor::Reader},
};

#[derive(Template)]
#[template(path = "rulebook/replay.html")]
struct ReplayPage {
    page: Page,
    id: String,
    day: String,
    faults: Faults,
    done: Option<Done>,
}

/// What came of it.
struct Done {
    compared: String,
    day: String,
    judged: usize,
    kept: u64,
    now_go: usize,
    now_stay: usize,
    changed: Vec<ChangedRow>,
}

/// A field that comes out otherwise.
struct ChangedRow {
    log_index: u64,
    date: String,
    direction: String,
    purpose: String,
    category: String,
    about: String,
    before: AnswerView,
    after: AnswerView,
    turns: bool,
}

/// Goes or stays, and why.
struct AnswerView {
    goes: bool,
    rules: Vec<RuleLink>,
    reason: String,
}

pub(crate) async fn show(
    broker: Data<Broker>,
    page: Page,
    _reader: Reader,
    path: Path<String>,
    query: Query<Day>,
) -> Result<HttpResponse, Problem> {
    let id = edition_of(&path)?;
    let typed = query.day.trim();
    let (day, faults) = match typed.parse::<Date>() {
        Ok(day) => (Some(day), Faults::none()),
        Err(_) if typed.is_empty() => (None, Faults::none()),
        Err(_) => (None, Faults::one("day", page.text("fault-day"))),
    };
    let view = editions::read(&broker, &id).await?.ok_or_else(Problem::not_found)?;
    let done = match view.compared.as_ref().filter(|_| !faults.any()) {
        None => None,
        Some(compared) => replay(&broker, &id, day).await?.map(|tried| Done::of(&page, compared, &view.edition, &tried)),
    };
    let status = if faults.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = page.words.with("replay-title", &[("id", id.as_str())]);
    let shown = ReplayPage { id: id.to_string(), day: typed.to_owned(), faults, done, page: page.titled(&title).wide() };
    page::html_with(status, &shown)
}

impl Done {
    fn of(page: &Page, old: &Edition, new: &Edition, tried: &ReplayView) -> Self {
        Self {
            compared: tried.compared.to_string(),
            day: tried.day.map(|day| page.date(&day)).unwrap_or_default(),
            judged: tried.judged,
            kept: tried.kept,
            now_go: tried.now_go,
            now_stay: tried.now_stay,
            changed: tried.changed.iter().map(|changed| ChangedRow::of(page, old, new, changed)).collect(),
        }
    }
}

impl ChangedRow {
    fn of(page: &Page, old: &Edition, new: &Edition, changed: &ChangedDecision) -> Self {
        Self {
            log_index: changed.log_index,
            date: page.date(&changed.date),
            direction: changed.direction.map(|direction| phrases::direction(page, direction)).unwrap_or_default(),
            purpose: page.text(&format!("purpose-{}", changed.purpose)),
            category: phrases::category(page, changed.category),
            about: phrases::about(page, changed.role),
            turns: changed.before.goes() != changed.after.goes(),
            before: AnswerView::of(page, old, &changed.before),
            after: AnswerView::of(page, new, &changed.after),
        }
    }
}

impl AnswerView {
    fn of(page: &Page, edition: &Edition, answer: &Answer) -> Self {
        match answer {
            Answer::Goes(rules) => {
                let rules = rules.iter().map(|id| RuleLink::of(page, edition, id)).collect();
                Self { goes: true, rules, reason: String::new() }
            }
            Answer::Stays(reason) => {
                let reason = edition.reason_words(*reason, phrases::language(page)).to_owned();
                Self { goes: false, rules: Vec::new(), reason }
            }
        }
    }
}
