//! Asking the other agency, answering it, correcting what was sent, taking it back before it is fetched.

use ::web::{Problem, json::JsonBytes};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use wire::{Category, DeclineReason, Purpose, UnitId, value::CorrectionHow};

use super::{
    Answer, Rights, documents,
    drafts::created,
    once,
    problems::{answering, drafting},
    reached::{actor, case_of, follower, handover_of},
};
use crate::{Ask, Casework, Request, handovers};

#[derive(Deserialize)]
struct Asking {
    to: UnitId,
    categories: Vec<Category>,
    purpose: Purpose,
    needed_by: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Nothing {}

#[derive(Deserialize)]
struct Correcting {
    n: u32,
    how: CorrectionHow,
}

#[derive(Deserialize)]
struct Declining {
    reason: DeclineReason,
}

/// `POST /api/v1/cases/{code}/requests` → 201, a draft to preview and send
pub(super) async fn ask(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let doing = async {
        let case = case_of(&path, &casework, &rights, &caller).await?;
        let Asking { to, categories, purpose, needed_by } = body.parse()?;
        let (work, staff, now) = ((**casework).clone(), caller.staff.clone(), casework.clock().now());
        let ask = Ask { to, categories, purpose, needed_by };
        let made = casework.db().try_write("ask", move |conn| work.ask(conn, &case, &ask, &staff, now)).await;
        Ok(created(&made.map_err(drafting)?))
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// `GET /api/v1/requests` → 200 `{requests}`: those of this unit that wait for an answer, most urgent first
pub(super) async fn open(request: HttpRequest, casework: Data<Casework>, rights: Data<Rights>) -> Result<HttpResponse, Problem> {
    let caller = follower(&request, &casework, &rights).await?;
    let (work, mine, now) = ((**casework).clone(), (**rights).clone(), casework.clock().now());
    let reading = casework.db().try_read(move |conn| {
        let mut reached = Vec::new();
        for waiting in work.open_requests(conn, now)? {
            let handover = handovers::find(conn, waiting.handover)?;
            if handover.map(|handover| mine.reaches(conn, &handover, &caller.staff)).transpose()?.unwrap_or(false) {
                reached.push(waiting);
            }
        }
        Ok(reached)
    });
    let waiting = reading.await.map_err(answering)?;
    Ok(HttpResponse::Ok().json(json!({ "requests": waiting.iter().map(request_json).collect::<Vec<_>>() })))
}

fn request_json(request: &Request) -> Value {
    json!({
        "handover": request.handover, "case_code": request.case_code, "from": documents::address(&request.from),
        "categories": request.categories, "purpose": request.purpose, "needed_by": request.needed_by, "asked_at": request.asked_at,
        "due_at": request.due_at, "state": request.state.code(), "answers": request.answers,
    })
}

/// `POST /api/v1/handovers/{handover}/answer`, body `{}` → 201, a draft that answers it
pub(super) async fn answer(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let doing = async {
        let id = handover_of(&path, &casework, &rights, &caller).await?.id;
        let Nothing {} = body.parse()?;
        let (work, staff, now) = ((**casework).clone(), caller.staff.clone(), casework.clock().now());
        let made = casework.db().try_write("start_answer", move |conn| work.start_answer(conn, id, &staff, now)).await;
        Ok(created(&made.map_err(drafting)?))
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// `POST /api/v1/handovers/{handover}/correction` → 201, a draft that corrects one field of it
pub(super) async fn correct(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let doing = async {
        let id = handover_of(&path, &casework, &rights, &caller).await?.id;
        let Correcting { n, how } = body.parse()?;
        let (work, staff, now) = ((**casework).clone(), caller.staff.clone(), casework.clock().now());
        let made = casework.db().try_write("start_correction", move |conn| work.start_correction(conn, id, n, how, &staff, now)).await;
        Ok(created(&made.map_err(drafting)?))
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// `POST /api/v1/handovers/{handover}/review-again`, body `{}` → 201, a draft under the edition in force; 409 when it is not
/// stale
pub(super) async fn review_again(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let doing = async {
        let id = handover_of(&path, &casework, &rights, &caller).await?.id;
        let Nothing {} = body.parse()?;
        let (work, staff, now) = ((**casework).clone(), caller.staff.clone(), casework.clock().now());
        let made = casework.db().try_write("review_again", move |conn| work.review_again(conn, id, &staff, now)).await;
        Ok(created(&made.map_err(drafting)?))
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// `POST /api/v1/handovers/{handover}/recall`, body `{}` → 200, the handover; 409 when it was fetched
pub(super) async fn recall(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let doing = async {
        let id = handover_of(&path, &casework, &rights, &caller).await?.id;
        let Nothing {} = body.parse()?;
        let (work, staff, now) = ((**casework).clone(), caller.staff.clone(), casework.clock().now());
        let done = casework.db().try_write("recall", move |conn| work.recall(conn, id, &staff, now)).await;
        Ok(Answer::ok(documents::handover(&done.map_err(answering)?)))
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// `POST /api/v1/handovers/{handover}/acknowledge`, body `{}` → 200, the handover: “I own it.”
pub(super) async fn acknowledge(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let doing = async {
        let id = handover_of(&path, &casework, &rights, &caller).await?.id;
        let Nothing {} = body.parse()?;
        let (work, staff, now) = ((**casework).clone(), caller.staff.clone(), casework.clock().now());
        let done = casework.db().try_write("acknowledge", move |conn| work.acknowledge(conn, id, &staff, now)).await;
        Ok(Answer::ok(documents::handover(&done.map_err(answering)?)))
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// `POST /api/v1/handovers/{handover}/decline` → 200, the handover: “Not for us.”
pub(super) async fn decline(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let doing = async {
        let id = handover_of(&path, &casework, &rights, &caller).await?.id;
        let Declining { reason } = body.parse()?;
        let (work, staff, now) = ((**casework).clone(), caller.staff.clone(), casework.clock().now());
        let done = casework.db().try_write("decline", move |conn| work.decline(conn, id, reason, &staff, now)).await;
        Ok(Answer::ok(documents::handover(&done.map_err(answering)?)))
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}
