//! The same desk for the agency's own case system.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use casework::{Casework, Staff, web::require_client};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use web::{Problem, json::JsonBytes};
use wire::{DeclineReason, HandoverId, value::CaseStateWord};

use super::handover_of;
use crate::{
    access,
    domain::DutyItem,
    flow::{self, ItemShown, OpenedItem, show_board},
};

/// A row. No values.
#[derive(Serialize)]
struct ItemDocument {
    handover: String,
    case_code: String,
    from_unit: Option<String>,
    purpose: &'static str,
    urgency: &'static str,
    state: &'static str,
    basis: Option<&'static str>,
    children: bool,
    announced_at: String,
    received_at: Option<String>,
    acknowledged_at: Option<String>,
    state_at: String,
    consent_until: Option<String>,
    /// Name of the colleague.
    owner: Option<String>,
    escalation: &'static str,
    /// No proof from the log in time: ring the sender.
    unproven: bool,
    withdrawn_at: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Declining {
    reason: DeclineReason,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Telling {
    state: CaseStateWord,
}

impl ItemDocument {
    fn of(shown: &ItemShown) -> Self {
        let item: &DutyItem = &shown.item;
        let text = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string());
        Self {
            handover: item.handover.to_string(),
            case_code: item.case_code.to_string(),
            from_unit: item.from_unit.as_ref().map(ToString::to_string),
            purpose: item.purpose.code(),
            urgency: item.urgency.code(),
            state: item.state.code(),
            basis: item.basis.map(protocol::Basis::code),
            children: item.children,
            announced_at: item.announced_at.to_string(),
            received_at: text(item.received_at),
            acknowledged_at: text(item.acknowledged_at),
            state_at: item.state_at.to_string(),
            consent_until: text(item.consent_until),
            owner: shown.owner.clone(),
            escalation: item.escalation.code(),
            unproven: item.unproven,
            withdrawn_at: text(item.withdrawn_at),
        }
    }
}

/// Who calls, when they may be at the desk.
async fn system(request: &HttpRequest, body: &[u8], casework: &Casework) -> Result<Staff, Problem> {
    let staff = require_client(request, body, casework).await?;
    access::at_desk(&staff)?;
    Ok(staff)
}

/// The list: every row that is not done, and tonight's that are.
pub(crate) async fn list(request: HttpRequest, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    let staff = system(&request, b"", &casework).await?;
    let (desk, now) = ((**casework).clone(), casework.clock().now());
    let board = casework.db().read(move |conn| show_board(&desk, conn, &staff.unit, now)).await?;
    let items: Vec<_> = board.shown.iter().map(ItemDocument::of).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items })))
}

/// One handover, opened; the view is in the access log.
pub(crate) async fn open(request: HttpRequest, casework: Data<Casework>, path: Path<String>) -> Result<HttpResponse, Problem> {
    let staff = system(&request, b"", &casework).await?;
    let (desk, handover, now) = ((**casework).clone(), handover_of(&path)?, casework.clock().now());
    let opened = casework.db().try_write("open_item", move |conn| flow::open_item(&desk, conn, handover, &staff, now)).await?;
    let fields: Vec<Value> = opened.rows.iter().map(field).collect::<Result<_, Problem>>()?;
    Ok(HttpResponse::Ok().json(json!({
        "item": ItemDocument::of(&opened.shown),
        "fields": fields,
        "edition": edition(&opened),
        "log_index": opened.evidence.as_ref().map(|evidence| evidence.log_index),
    })))
}

fn edition(opened: &OpenedItem) -> Option<String> {
    opened.evidence.as_ref().map(|evidence| evidence.edition().to_string())
}

fn field(row: &casework::Row) -> Result<Value, Problem> {
    let value = row.value.to_canonical().map_err(Problem::internal)?;
    let value: Value = serde_json::from_slice(&value).map_err(Problem::internal)?;
    let rules: Vec<&str> = row.lines.iter().map(|line| line.code.as_str()).collect();
    Ok(json!({ "n": row.n, "category": row.category, "subject": row.subject, "value": value, "rules": rules }))
}

/// “I own it.” The body is empty or `{}`.
pub(crate) async fn acknowledge(
    request: HttpRequest,
    casework: Data<Casework>,
    path: Path<String>,
    body: actix_web::web::Bytes,
) -> Result<HttpResponse, Problem> {
    let staff = system(&request, &body, &casework).await?;
    if !matches!(body.trim_ascii(), b"" | b"{}") {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "body-not-empty"));
    }
    let (desk, handover, now, person) = ((**casework).clone(), handover_of(&path)?, casework.clock().now(), staff.clone());
    let done = casework.db().try_write("acknowledge", move |conn| flow::acknowledge(&desk, conn, handover, &[], &person, now));
    done.await?;
    answer(&casework, handover, &staff).await
}

/// “Not for us.”
pub(crate) async fn decline(
    request: HttpRequest,
    casework: Data<Casework>,
    path: Path<String>,
    body: JsonBytes,
) -> Result<HttpResponse, Problem> {
    let staff = system(&request, body.as_bytes(), &casework).await?;
    let Declining { reason } = body.parse()?;
    let (desk, handover, now, person) = ((**casework).clone(), handover_of(&path)?, casework.clock().now(), staff.clone());
    let done = casework.db().try_write("decline", move |conn| flow::decline(&desk, conn, handover, reason, &person, now));
    done.await?;
    answer(&casework, handover, &staff).await
}

/// How far we have come.
pub(crate) async fn state(
    request: HttpRequest,
    casework: Data<Casework>,
    path: Path<String>,
    body: JsonBytes,
) -> Result<HttpResponse, Problem> {
    let staff = system(&request, body.as_bytes(), &casework).await?;
    let Telling { state } = body.parse()?;
    let (desk, handover, now, person) = ((**casework).clone(), handover_of(&path)?, casework.clock().now(), staff.clone());
    let done = casework.db().try_write("set_state", move |conn| flow::set_state(&desk, conn, handover, state, &person, now));
    done.await?;
    answer(&casework, handover, &staff).await
}

/// The row as it stands now.
async fn answer(casework: &Casework, handover: HandoverId, staff: &Staff) -> Result<HttpResponse, Problem> {
    let (desk, unit) = (casework.clone(), staff.unit.clone());
    let found = casework.db().read(move |conn| flow::item_of(&desk, conn, handover, &unit)).await?;
    let shown = found.ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().json(ItemDocument::of(&shown)))
}
