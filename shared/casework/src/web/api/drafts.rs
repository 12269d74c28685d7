//! A handover that is being put together: the same verbs as the pages. Decisions that the law leaves to a named person (a
//! permission, the harm test, a clearance) are not made here: a case system has no name to sign with.

use ::web::{Problem, json::JsonBytes};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use wire::{Category, FactCode, Phase, Purpose, SubjectRole, UnitId, Urgency};

use super::{
    Answer, ApiCaller, Rights, documents, once,
    problems::{at, drafting},
    reached::{actor, case_of, follower},
};
use crate::{
    Case, Casework, DraftId, Edit, FieldOf, HandoverDraft, NewDraft, OpenedDraft, PreviewDigest, flow::is_own_draft, handover_drafts,
};

#[derive(Deserialize)]
struct Starting {
    to: UnitId,
    purpose: Purpose,
    phase: Phase,
    urgency: Urgency,
}

#[derive(Deserialize)]
struct Putting {
    version: u32,
    role: Option<SubjectRole>,
    value: Value,
}

#[derive(Deserialize)]
struct Answering {
    version: u32,
    yes: Option<bool>,
}

#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Deserialize)]
struct Sending {
    digest: String,
}

/// `POST /api/v1/cases/{code}/drafts` → 201, a draft
pub(super) async fn start(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let doing = async {
        let case = case_of(&path, &casework, &rights, &caller).await?;
        let Starting { to, purpose, phase, urgency } = body.parse()?;
        let (work, staff, now) = ((**casework).clone(), caller.staff.clone(), casework.clock().now());
        let new = NewDraft { to, purpose, phase, urgency };
        let made = casework.db().try_write("start_draft", move |conn| work.start_draft(conn, &case, &new, &staff, now)).await;
        Ok(created(&made.map_err(drafting)?))
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// A draft that was made, and where it is found.
pub(super) fn created(draft: &HandoverDraft) -> Answer {
    Answer::created(format!("/api/v1/cases/{}/drafts/{}", draft.case_code, draft.id), draft_json(draft))
}

/// `GET /api/v1/cases/{code}/drafts/{draft}` → 200, the draft with its fields
pub(super) async fn show(
    request: HttpRequest,
    path: Path<(String, String)>,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = follower(&request, &casework, &rights).await?;
    let id = draft_of(&path, &casework, &rights, &caller).await?.id;
    let (work, staff, now) = ((**casework).clone(), caller.staff, casework.clock().now());
    let opened = casework.db().try_write("open_draft", move |conn| work.open_draft(conn, id, &staff, now)).await.map_err(drafting)?;
    Ok(HttpResponse::Ok().json(opened_json(&opened)?))
}

/// `PUT /api/v1/cases/{code}/drafts/{draft}/fields/{category}` → 200, the draft
pub(super) async fn put_field(
    request: HttpRequest,
    path: Path<(String, String, String)>,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let (code, draft, category) = path.into_inner();
    let category: Category = category.parse().map_err(|_| Problem::not_found())?;
    let id = draft_of(&(code, draft), &casework, &rights, &caller).await?.id;
    let Putting { version, role, value } = body.parse()?;
    let value = value_of(category, &value)?;
    let of = role.map_or(FieldOf::Case, FieldOf::Role);
    changed(&casework, id, version, &caller, "put_field", move |work, conn, edit| work.put_field(conn, edit, of, value)).await
}

/// `PUT /api/v1/cases/{code}/drafts/{draft}/facts/{fact}` → 200, the draft; `yes` null takes the answer back
pub(super) async fn answer_fact(
    request: HttpRequest,
    path: Path<(String, String, String)>,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let (code, draft, fact) = path.into_inner();
    let fact: FactCode = fact.parse().map_err(|_| Problem::not_found())?;
    let id = draft_of(&(code, draft), &casework, &rights, &caller).await?.id;
    let Answering { version, yes } = body.parse()?;
    let doing = move |work: &Casework, conn: &mut store::Conn, edit: &Edit<'_>| match yes {
        Some(yes) => work.answer_fact(conn, edit, fact, yes),
        None => work.drop_fact(conn, edit, fact),
    };
    changed(&casework, id, version, &caller, "answer_fact", doing).await
}

/// `GET /api/v1/cases/{code}/drafts/{draft}/preview` → 200, a preview
pub(super) async fn preview(
    request: HttpRequest,
    path: Path<(String, String)>,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = follower(&request, &casework, &rights).await?;
    rights.may_act(&caller)?;
    let id = draft_of(&path, &casework, &rights, &caller).await?.id;
    let (work, staff, now) = ((**casework).clone(), caller.staff, casework.clock().now());
    let made = casework.db().try_write("preview_draft", move |conn| work.preview_draft(conn, id, &staff, now)).await.map_err(drafting)?;
    Ok(HttpResponse::Ok().json(documents::preview(&made)?))
}

/// `POST /api/v1/cases/{code}/drafts/{draft}/send` → 200 `{handovers}`; 409 `preview-changed` with the preview as it is now
pub(super) async fn send(
    request: HttpRequest,
    path: Path<(String, String)>,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let doing = async {
        let id = draft_of(&path, &casework, &rights, &caller).await?.id;
        let digest: PreviewDigest = body.parse::<Sending>()?.digest.parse().map_err(|_| at("digest", "error-choice"))?;
        let (work, staff, now) = ((**casework).clone(), caller.staff.clone(), casework.clock().now());
        let sent = casework.db().try_write("send_draft", move |conn| work.send_draft(conn, id, &digest, &staff, now)).await;
        Ok(Answer::ok(documents::sent(&sent.map_err(drafting)?)))
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// `POST /api/v1/cases/{code}/drafts/{draft}/drop` → 200, the draft
pub(super) async fn drop_draft(
    request: HttpRequest,
    path: Path<(String, String)>,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let doing = async {
        let draft = draft_of(&path, &casework, &rights, &caller).await?.id;
        let Versioned { version } = body.parse()?;
        let (work, staff, now) = ((**casework).clone(), caller.staff.clone(), casework.clock().now());
        let dropped =
            casework.db().try_write("drop_draft", move |conn| work.drop_draft(conn, &Edit { draft, version, staff: &staff, now })).await;
        Ok(Answer::ok(draft_json(&dropped.map_err(drafting)?)))
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

/// Changes a draft in a transaction of this name, and answers with it.
async fn changed(
    casework: &Casework,
    draft: DraftId,
    version: u32,
    caller: &ApiCaller,
    name: &'static str,
    doing: impl FnOnce(&Casework, &mut store::Conn, &Edit<'_>) -> Result<HandoverDraft, crate::DraftProblem> + Clone + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let (work, staff, now): (Casework, _, Timestamp) = (casework.clone(), caller.staff.clone(), casework.clock().now());
    let changed = casework.db().try_write(name, move |conn| doing.clone()(&work, conn, &Edit { draft, version, staff: &staff, now })).await;
    Ok(HttpResponse::Ok().json(draft_json(&changed.map_err(drafting)?)))
}

/// The draft of a path, if somebody of the unit began it.
async fn draft_of(path: &(String, String), casework: &Casework, rights: &Rights, caller: &ApiCaller) -> Result<HandoverDraft, Problem> {
    let case: Case = case_of(&path.0, casework, rights, caller).await?;
    let id: DraftId = path.1.parse().map_err(|_| Problem::not_found())?;
    let unit = caller.staff.unit.clone();
    let found = casework.db().read(move |conn| {
        let Some(draft) = handover_drafts::find(conn, id)?.filter(|draft| draft.case == case.id) else { return Ok(None) };
        Ok(is_own_draft(conn, &draft, &unit)?.then_some(draft))
    });
    found.await?.ok_or_else(Problem::not_found)
}

/// A value of a category; its members are all known, in any order.
fn value_of(category: Category, value: &Value) -> Result<wire::Value, Problem> {
    let bytes = wire::canonical::to_bytes(value).map_err(|_| at("value", "error-value"))?;
    wire::Value::from_canonical(category, &bytes).map_err(|_| at("value", "error-value"))
}

/// A draft without its values.
pub(super) fn draft_json(draft: &HandoverDraft) -> Value {
    json!({
        "id": draft.id.to_string(), "case_code": draft.case_code, "to": documents::address(&draft.to), "purpose": draft.purpose,
        "phase": draft.phase, "urgency": draft.urgency, "answers": draft.answers, "state": draft.state.code(), "version": draft.version,
        "started_at": draft.started_at, "changed_at": draft.changed_at,
    })
}

fn opened_json(opened: &OpenedDraft) -> Result<Value, Problem> {
    let fields = opened.fields.iter().map(documents::field).collect::<Result<Vec<_>, _>>()?;
    let facts: Vec<Value> = opened.facts.iter().map(|fact| json!({ "code": fact.code, "yes": fact.yes })).collect();
    Ok(json!({ "draft": draft_json(&opened.draft), "fields": fields, "facts": facts, "sent": opened.sent }))
}
