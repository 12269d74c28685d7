//! An edition: what it changes, what its cases say, and who has signed.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::civil::Date;
use rulebook::WayChange;
use serde::Deserialize;
use web::{Page, Problem, moment, page};
use wire::{Direction, EditionId, SignerRole, canonical};

use super::{
    case_view::{CaseRow, rows},
    marked::Piece,
    row_view::{EditionRow, role},
    said_view::{SaidGroup, Written, groups},
    view_of,
    way_view::{WayLine, together},
};
use crate::{
    access,
    domain::edition::place,
    flow::{
        Broker, ConsentEffect, ProposalState,
        editions::{EditionSummary, EditionView},
        what_to_sign::what_to_sign,
    },
    web::{
        faults::Faults,
        visitor::{Reader, Visitor},
    },
};

/// The day an approval is to name.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Day {
    pub day: String,
}

#[derive(Template)]
#[template(path = "rulebook/edition.html")]
struct EditionPage {
    page: Page,
    row: EditionRow,
    compared: Option<String>,
    ways: Vec<WayLine>,
    said: Vec<SaidGroup>,
    cases: usize,
    failed: Vec<CaseRow>,
    consents: Option<ConsentEffect>,
    missing: Vec<String>,
    signing: Option<Signing>,
    no_signer: bool,
    may_withdraw: bool,
    envelope: String,
    faults: Faults,
}

/// What the visitor is asked to sign.
struct Signing {
    /// Who, as pinned.
    person: String,
    /// What the person answers for.
    role: String,
    /// Whether the person has signed already.
    has_signed: bool,
    /// The first Swedish day.
    day: Date,
    /// Whether the day was chosen by the first who signed.
    is_fixed: bool,
    /// The exact bytes as text: JSON.
    payload: String,
    /// What goes before them under the signature, base64.
    prefix: String,
    /// Id of the key that is pinned.
    key_id: String,
    /// The command for who signs without a browser.
    command: String,
}

pub(crate) async fn show(
    broker: Data<Broker>,
    page: Page,
    reader: Reader,
    id: Path<String>,
    query: Query<Day>,
) -> Result<HttpResponse, Problem> {
    let view = view_of(&broker, &id).await?;
    render(&broker, page, &reader.0, &view, Typed { day: &query.day, envelope: String::new() }, Faults::none()).await
}

/// What was typed into the forms of the page.
pub(super) struct Typed<'t> {
    pub day: &'t str,
    pub envelope: String,
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn render(
    broker: &Broker,
    page: Page,
    visitor: &Visitor,
    view: &EditionView,
    typed: Typed<'_>,
    mut faults: Faults,
) -> Result<HttpResponse, Problem> {
    let row = EditionRow::of(&page, broker, &view.summary);
    let is_open = row.state == ProposalState::UnderReview && !row.is_passed_over;
    let writes = access::writes_rulebook(visitor.role).is_ok();
    let signer = broker.signers.by_login(&visitor.login);
    let day = match chosen_day(&page, &view.summary, typed.day) {
        Ok(day) => day,
        Err((day, words)) => {
            faults.add("day", words);
            day
        }
    };
    let signing = match signer {
        Some(_) if is_open && writes && view.report.all_pass() => signing(broker, &page, visitor, view, day).await?,
        _ => None,
    };
    let status = if faults.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let cases = rows(&page, &view.cases, &view.report);
    let title = page.words.with("edition-title", &[("id", row.id.as_str())]);
    let shown = EditionPage {
        compared: view.compared.as_ref().map(|edition| edition.id().to_string()),
        ways: ways(&page, view),
        said: said(&page, view),
        cases: cases.len(),
        failed: cases.into_iter().filter(|case| !case.passed).collect(),
        consents: view.consents,
        missing: if is_open { missing(&page, view) } else { Vec::new() },
        signing,
        no_signer: is_open && writes && signer.is_none(),
        may_withdraw: writes && matches!(row.state, ProposalState::UnderReview | ProposalState::Approved),
        envelope: typed.envelope,
        faults,
        row,
        page: page.titled(&title).wide(),
    };
    page::html_with(status, &shown)
}

fn ways(page: &Page, view: &EditionView) -> Vec<WayLine> {
    let Some((difference, compared)) = view.difference.as_ref().zip(view.compared.as_ref()) else { return Vec::new() };
    let holder = |is_new: bool| if is_new { &view.edition } else { compared };
    let line = |(change, directions): (&WayChange, Vec<Direction>)| WayLine::of(page, holder(change.is_new), change, &directions);
    together(&difference.ways).into_iter().map(line).collect()
}

fn said(page: &Page, view: &EditionView) -> Vec<SaidGroup> {
    let Some((difference, compared)) = view.difference.as_ref().zip(view.compared.as_ref()) else { return Vec::new() };
    groups(page, compared, &view.edition, &difference.said)
}

/// The day that was asked for, the day of the first approval, or the first day the edition's id allows. A day that can't
/// be comes with what is wrong, beside the day that is used instead.
pub(super) fn chosen_day(page: &Page, summary: &EditionSummary, typed: &str) -> Result<Date, (Date, String)> {
    let today = moment::today(page.now);
    let named = place(&summary.reference.id).map_or(today, |(day, _)| day.max(today));
    let first = summary.takes_effect.unwrap_or(named);
    if typed.trim().is_empty() {
        return Ok(first);
    }
    match typed.trim().parse::<Date>() {
        Err(_) => Err((first, page.text("fault-day"))),
        Ok(day) if day < today => Err((first, page.text("fault-day-past"))),
        Ok(day) => Ok(day),
    }
}

async fn signing(broker: &Broker, page: &Page, visitor: &Visitor, view: &EditionView, day: Date) -> Result<Option<Signing>, Problem> {
    let id = &view.summary.reference.id;
    let Some(signer) = broker.signers.by_login(&visitor.login) else { return Ok(None) };
    let Some(payload) = payload(broker, id, day).await? else { return Ok(None) };
    let pinned = &signer.pinned;
    let counting = || view.summary.approvals.iter().filter(|approval| approval.counts);
    Ok(Some(Signing {
        has_signed: counting().any(|approval| approval.person == pinned.person),
        person: pinned.person.clone(),
        role: role(page, pinned.role),
        day,
        is_fixed: counting().next().is_some(),
        payload,
        prefix: BASE64_STANDARD.encode(wire::MessageKind::EditionApproval.signature_prefix()),
        key_id: pinned.key.id().to_string(),
        command: format!("stafett rulebook approve approval-{id}.json --edition {id}.toml --cases {id}.csv --key signer.key"),
    }))
}

/// The exact bytes to sign, which are JSON (RFC 8785).
pub(super) async fn payload(broker: &Broker, id: &EditionId, day: Date) -> Result<Option<String>, Problem> {
    let Some(act) = what_to_sign(broker, id, day).await? else { return Ok(None) };
    let bytes = canonical::to_bytes(&act).map_err(Problem::internal)?;
    String::from_utf8(bytes).map(Some).map_err(Problem::internal)
}

/// What is lacking before it can come into force, a sentence each.
fn missing(page: &Page, view: &EditionView) -> Vec<String> {
    let counting = || view.summary.approvals.iter().filter(|approval| approval.counts);
    let failed = view.report.failed().count();
    let lawyer = counting().any(|approval| approval.role == SignerRole::Lawyer);
    let persons: std::collections::BTreeSet<&str> = counting().map(|approval| approval.person.as_str()).collect();
    let lines = [
        (failed > 0).then(|| page.words.with("missing-cases", &[("failed", failed)])),
        persons.is_empty().then(|| page.text("missing-two")),
        (persons.len() == 1 && lawyer).then(|| page.text("missing-one")),
        (persons.len() == 1 && !lawyer).then(|| page.text("missing-lawyer")),
    ];
    lines.into_iter().flatten().collect()
}
