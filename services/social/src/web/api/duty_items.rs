//! The rows of the desk for the agency's own case system: the same verbs as the pages.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use casework::{
    Casework,
    web::api::{Answer, ApiCaller, api_caller, documents, once},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use web::{Problem, json::JsonBytes};
use wire::{CaseCode, DeclineReason, HandoverId, UnitId, WithdrawalChannel, value::CaseStateWord};

use crate::{
    access,
    domain::DutyItem,
    flow::{self, ItemShown, OpenedItem, show_board},
    web::handover_of,
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
    /// The unit it belongs to, when it was declined for that.
    belongs_to: Option<String>,
}

/// An object without members.
#[derive(Deserialize)]
struct Nothing {}

#[derive(Deserialize)]
struct TakingBack {
    channel: WithdrawalChannel,
}

#[derive(Deserialize)]
struct Declining {
    reason: DeclineReason,
}

#[derive(Deserialize)]
struct Redirecting {
    unit: UnitId,
}

#[derive(Deserialize)]
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
            belongs_to: item.belongs_to.as_ref().map(ToString::to_string),
        }
    }
}

/// Who calls, when they may be at the desk.
async fn system(request: &HttpRequest, body: &[u8], casework: &Casework) -> Result<ApiCaller, Problem> {
    let caller = api_caller(request, body, casework).await?;
    access::at_desk(&caller.staff)?;
    Ok(caller)
}

/// `GET /api/v1/duty-items` → 200 `{items}`: every row that is not done, and tonight's that are
pub(crate) async fn list(request: HttpRequest, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    let staff = system(&request, b"", &casework).await?.staff;
    let (desk, now) = ((**casework).clone(), casework.clock().now());
    let board = casework.db().read(move |conn| show_board(&desk, conn, &staff.unit, now)).await?;
    let items: Vec<_> = board.shown.iter().map(ItemDocument::of).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items })))
}

/// `GET /api/v1/duty-items/{handover}` → 200, one handover, opened; the view is in the access log
pub(crate) async fn open(request: HttpRequest, casework: Data<Casework>, path: Path<String>) -> Result<HttpResponse, Problem> {
    let staff = system(&request, b"", &casework).await?.staff;
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
    let rules: Vec<&str> = row.lines.iter().map(|line| line.code.as_str()).collect();
    Ok(json!({ "n": row.n, "category": row.category, "subject": row.subject, "value": documents::value(&row.value)?, "rules": rules }))
}

/// `POST /api/v1/duty-items/{handover}/acknowledge`, body `{}` → 200, the row: “I own it.”
pub(crate) async fn acknowledge(
    request: HttpRequest,
    casework: Data<Casework>,
    path: Path<String>,
    body: JsonBytes,
) -> Result<HttpResponse, Problem> {
    let caller = system(&request, body.as_bytes(), &casework).await?;
    let doing = async {
        let Nothing {} = body.parse()?;
        let (desk, handover, now, person) = ((**casework).clone(), handover_of(&path)?, casework.clock().now(), caller.staff.clone());
        casework.db().try_write("acknowledge", move |conn| flow::acknowledge(&desk, conn, handover, &[], &person, now)).await?;
        row_of(&casework, handover, &caller).await
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// `POST /api/v1/duty-items/{handover}/decline` → 200, the row: “Not for us.”
pub(crate) async fn decline(
    request: HttpRequest,
    casework: Data<Casework>,
    path: Path<String>,
    body: JsonBytes,
) -> Result<HttpResponse, Problem> {
    let caller = system(&request, body.as_bytes(), &casework).await?;
    let doing = async {
        let Declining { reason } = body.parse()?;
        let (desk, handover, now, person) = ((**casework).clone(), handover_of(&path)?, casework.clock().now(), caller.staff.clone());
        casework.db().try_write("decline", move |conn| flow::decline(&desk, conn, handover, reason, &person, now)).await?;
        row_of(&casework, handover, &caller).await
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// `POST /api/v1/duty-items/{handover}/redirect` → 200, the row: it belongs to another unit; the sender sends it there
pub(crate) async fn redirect(
    request: HttpRequest,
    casework: Data<Casework>,
    path: Path<String>,
    body: JsonBytes,
) -> Result<HttpResponse, Problem> {
    let caller = system(&request, body.as_bytes(), &casework).await?;
    let doing = async {
        let Redirecting { unit } = body.parse()?;
        let (desk, handover, now, person) = ((**casework).clone(), handover_of(&path)?, casework.clock().now(), caller.staff.clone());
        casework.db().try_write("redirect", move |conn| flow::redirect(&desk, conn, handover, &unit, &person, now)).await?;
        row_of(&casework, handover, &caller).await
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// `POST /api/v1/duty-items/{handover}/state` → 200, the row: a word of state to the sender
pub(crate) async fn state(
    request: HttpRequest,
    casework: Data<Casework>,
    path: Path<String>,
    body: JsonBytes,
) -> Result<HttpResponse, Problem> {
    let caller = system(&request, body.as_bytes(), &casework).await?;
    let doing = async {
        let Telling { state } = body.parse()?;
        let (desk, handover, now, person) = ((**casework).clone(), handover_of(&path)?, casework.clock().now(), caller.staff.clone());
        casework.db().try_write("set_state", move |conn| flow::set_state(&desk, conn, handover, state, &person, now)).await?;
        row_of(&casework, handover, &caller).await
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// `POST /api/v1/duty-items/{handover}/take-back` → 200 `{case_code}`: the person takes the consent back
pub(crate) async fn take_back(
    request: HttpRequest,
    casework: Data<Casework>,
    path: Path<String>,
    body: JsonBytes,
) -> Result<HttpResponse, Problem> {
    let caller = system(&request, body.as_bytes(), &casework).await?;
    let doing = async {
        let TakingBack { channel } = body.parse()?;
        let (desk, handover, now, person) = ((**casework).clone(), handover_of(&path)?, casework.clock().now(), caller.staff.clone());
        let doing = move |conn: &mut store::Conn| flow::take_back_consent(&desk, conn, handover, channel, &person, now);
        let code: CaseCode = casework.db().try_write("take_back_consent", doing).await?;
        Ok(Answer::ok(json!({ "case_code": code })))
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// The row as it stands now.
async fn row_of(casework: &Casework, handover: HandoverId, caller: &ApiCaller) -> Result<Answer, Problem> {
    let (desk, unit) = (casework.clone(), caller.staff.unit.clone());
    let found = casework.db().read(move |conn| flow::item_of(&desk, conn, handover, &unit)).await?;
    let shown = found.ok_or_else(Problem::not_found)?;
    Ok(Answer::ok(serde_json::to_value(ItemDocument::of(&shown)).map_err(Problem::internal)?))
}
