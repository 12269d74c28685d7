//! The same verbs for the agency's own case systems: signed calls, JSON, problem+json.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use casework::{Handover, Line, PreviewDigest, Row, Staff, web::require_client};
use serde::Deserialize;
use serde_json::{Value, json};
use web::{FieldErrors, Problem, Site, json::JsonBytes};
use wire::Language;

use super::{
    code_of,
    forms::{AskingForm, ConcernForm, SituationForm},
    now,
};
use crate::{
    access::Door,
    app::Police,
    flow::{
        FlowError,
        judge_concern::{self, Judgement},
        open_call_out, preview_handover,
        preview_handover::CallOutPreview,
        record_consent::{self, WordsRead},
        record_situation, send_handover, show_call_outs,
    },
};

async fn caller(door: Door, request: &HttpRequest, body: &[u8], police: &Police) -> Result<Staff, Problem> {
    door.let_in(require_client(request, body, &police.casework).await?)
}

fn refused(errors: FieldErrors) -> Problem {
    Problem::invalid_fields(errors)
}

/// `POST /api/v1/call-outs`, body `{}` → 201 `{code, spoken}`
pub async fn open(request: HttpRequest, body: JsonBytes, police: Data<Police>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let staff = caller(Door::ApiOpenCallOut, &request, body.as_bytes(), &police).await?;
    let code = open_call_out::open_call_out(&police.casework, &staff, now(&site)).await?;
    let path = format!("/api/v1/call-outs/{code}");
    Ok(HttpResponse::Created().insert_header(("location", path)).json(json!({ "code": code, "spoken": code.pairing().spoken() })))
}

/// `GET /api/v1/call-outs/{code}` → state, times, handovers
pub async fn show(request: HttpRequest, path: Path<String>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = caller(Door::ApiCallOut, &request, b"", &police).await?;
    let progress = show_call_outs::progress(&police.casework, code_of(&path)?, &staff).await?;
    let row = &progress.loaded.row;
    let handovers: Vec<Value> = progress.sent.iter().map(|(handover, refusals)| handover_json(handover, &json!(refusals))).collect();
    let replies: Vec<Value> = progress.replies.iter().map(|reply| json!({ "state": reply.word, "at": reply.at })).collect();
    Ok(HttpResponse::Ok().json(json!({
        "code": row.code, "state": row.state, "started_at": row.started_at, "rang_at": row.rang_at, "sent_at": row.sent_at,
        "handovers": handovers, "replies": replies,
    })))
}

fn handover_json(handover: &Handover, refusals: &Value) -> Value {
    let steps: Vec<Value> =
        handover.steps.iter().map(|step| json!({ "state": step.state, "detail": step.detail, "at": step.at })).collect();
    json!({
        "id": handover.id, "basis": handover.basis.code(), "categories": handover.categories, "state": handover.state,
        "detail": handover.detail, "at": handover.at, "steps": steps, "refusals": refusals,
    })
}

/// `PUT /api/v1/call-outs/{code}/situation`, body as the form of step 1 → 204
pub async fn record_situation(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    police: Data<Police>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let staff = caller(Door::ApiSituation, &request, body.as_bytes(), &police).await?;
    let situation = body.parse::<SituationForm>()?.read().map_err(refused)?;
    record_situation::record_situation(&police.casework, code_of(&path)?, situation, &staff, now(&site)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `PUT /api/v1/call-outs/{code}/consent`, body as the form of step 2 with `language` → 204
pub async fn record_consent(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    police: Data<Police>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let staff = caller(Door::ApiConsent, &request, body.as_bytes(), &police).await?;
    let code = code_of(&path)?;
    let form = body.parse::<AskingForm>()?;
    let asking = form.read().map_err(refused)?;
    let language = match form.language.as_str() {
        "" => Language::Sv,
        code => {
            code.parse().map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("language", "error-choice"))?
        }
    };
    let loaded = show_call_outs::one(&police.casework, code, &staff).await?;
    let words = WordsRead::now(&police.library, language, loaded.content.situation.interpreter.is_some())?;
    record_consent::record_consent(&police.casework, code, asking, words, &staff, now(&site)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What is judged before sending. What is missing is not changed.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ConcernBody {
    suspected: Option<bool>,
    details: Option<ConcernForm>,
    harm_test_passed: Option<bool>,
}

/// `PUT /api/v1/call-outs/{code}/concern`, body `{suspected, details, harm_test_passed}` → 204
pub async fn judge_concern(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    police: Data<Police>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let staff = caller(Door::ApiConcern, &request, body.as_bytes(), &police).await?;
    let code = code_of(&path)?;
    let body = body.parse::<ConcernBody>()?;
    let details = body.details.map(|details| details.read().map_err(refused)).transpose()?;
    let judgements =
        [body.suspected.map(Judgement::Concern), details.map(Judgement::ConcernDetails), body.harm_test_passed.map(Judgement::HarmTest)];
    for judgement in judgements.into_iter().flatten() {
        judge_concern::judge(&police.casework, code, judgement, &staff, now(&site)).await?;
    }
    Ok(HttpResponse::NoContent().finish())
}

/// `GET /api/v1/call-outs/{code}/preview` → what goes, what stays, why, and the digest to send
pub async fn preview(request: HttpRequest, path: Path<String>, police: Data<Police>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let staff = caller(Door::ApiPreview, &request, b"", &police).await?;
    let made = preview_handover::preview(&police.casework, code_of(&path)?, &staff, now(&site)).await?;
    Ok(HttpResponse::Ok().json(preview_json(&made)))
}

fn preview_json(made: &CallOutPreview) -> Value {
    let preview = &made.preview;
    let offers: Vec<Value> = preview.offers.iter().map(|offer| json!({ "basis": offer.basis.code(), "fields": offer.fields })).collect();
    let tasks: Vec<Value> = preview
        .tasks
        .iter()
        .map(|task| json!({ "n": task.n, "answer_outside_hub": task.answer_outside_hub, "rule": { "sv": task.rule.sv, "en": task.rule.en } }))
        .collect();
    json!({
        "digest": preview.digest.to_string(), "edition": preview.edition,
        "goes": preview.goes.iter().map(row_json).collect::<Vec<_>>(),
        "stays": preview.stays.iter().map(row_json).collect::<Vec<_>>(),
        "held": made.held, "left_out": made.left_out, "under_way": made.under_way, "offers": offers, "tasks": tasks,
    })
}

fn row_json(row: &Row) -> Value {
    let value = row.value.to_canonical().ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    json!({
        "n": row.n, "category": row.category, "subject": row.subject.map(|subject| subject.role), "value": value,
        "basis": row.basis.map(|basis| basis.code()), "why": row.lines.iter().map(line_json).collect::<Vec<_>>(),
        "way_forward": row.way_forward.as_ref().map(|text| json!({ "sv": text.sv, "en": text.en })),
    })
}

fn line_json(line: &Line) -> Value {
    let citation = line.citation.as_ref().map(|text| json!({ "sv": text.sv, "en": text.en }));
    json!({ "role": line.role, "code": line.code, "text": { "sv": line.text.sv, "en": line.text.en }, "citation": citation })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SendBody {
    digest: String,
}

/// `POST /api/v1/call-outs/{code}/send`, body `{digest}` → 200 `{handovers}`; 409 `preview-changed` with the preview as
/// it is now, and nothing sent. The
/// same digest again: 200 and no new handover.
pub async fn send(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    police: Data<Police>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let staff = caller(Door::ApiSend, &request, body.as_bytes(), &police).await?;
    let digest: PreviewDigest =
        body.parse::<SendBody>()?.digest.parse().map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "no-digest"))?;
    let code = code_of(&path)?;
    let sent = match send_handover::send_handover(&police.casework, code, digest, &staff, now(&site)).await {
        Err(FlowError::Changed(_)) => {
            // The caller sees what it would send now, with the digest to send it by.
            let made = preview_handover::preview(&police.casework, code, &staff, now(&site)).await?;
            return Err(Problem::new(StatusCode::CONFLICT, "preview-changed").member("preview", preview_json(&made)));
        }
        sent => sent?,
    };
    let handovers: Vec<Value> =
        sent.iter().map(|sent| json!({ "id": sent.id, "basis": sent.basis.code(), "categories": sent.categories })).collect();
    Ok(HttpResponse::Ok().json(json!({ "handovers": handovers })))
}
