//! The same verbs for the agency's own case systems: signed calls, JSON, problem+json.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use casework::{
    Handover, PreviewDigest,
    web::api::{Answer, ApiCaller, api_caller, documents, once},
};
use serde::Deserialize;
use serde_json::{Value, json};
use web::{FieldErrors, Problem, Site, json::JsonBytes};
use wire::Language;

use crate::web::{
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
        open_call_out::{self, NewCallOut},
        preview_handover,
        preview_handover::CallOutPreview,
        record_consent::{self, CardGiven, WordsRead},
        record_situation, send_handover, show_call_outs, withdraw_consent,
    },
};

async fn caller(door: Door, request: &HttpRequest, body: &[u8], police: &Police) -> Result<ApiCaller, Problem> {
    let caller = api_caller(request, body, &police.casework).await?;
    door.let_in(caller.staff.clone())?;
    Ok(caller)
}

fn refused(errors: FieldErrors) -> Problem {
    Problem::invalid_fields(errors)
}

/// An object without members.
#[derive(Deserialize)]
struct Nothing {}

/// `POST /api/v1/call-outs`, body `{}` → 201 `{code, spoken}`
pub async fn open(request: HttpRequest, body: JsonBytes, police: Data<Police>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let caller = caller(Door::ApiOpenCallOut, &request, body.as_bytes(), &police).await?;
    let doing = async {
        let Nothing {} = body.parse()?;
        let code = open_call_out::open_call_out(&police.casework, NewCallOut::default(), &caller.staff, now(&site)).await?;
        let path = format!("/api/v1/call-outs/{code}");
        Ok(Answer::created(path, json!({ "code": code, "spoken": code.pairing().spoken() })))
    };
    once(&police.casework, &request, &caller, body.as_bytes(), doing).await
}

/// `GET /api/v1/call-outs/{code}` → state, times, handovers
pub async fn show(request: HttpRequest, path: Path<String>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = caller(Door::ApiCallOut, &request, b"", &police).await?.staff;
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
    let steps: Vec<Value> = handover.steps.iter().map(documents::step).collect();
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
    let staff = caller(Door::ApiSituation, &request, body.as_bytes(), &police).await?.staff;
    let situation = body.parse::<SituationForm>()?.read().map_err(refused)?;
    record_situation::record_situation(&police.casework, code_of(&path)?, situation, &staff, now(&site)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// `PUT /api/v1/call-outs/{code}/consent`, body as the form of step 2 with `language` → 204; 200 with the code of the card when
/// one is left with the person
pub async fn record_consent(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    police: Data<Police>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let staff = caller(Door::ApiConsent, &request, body.as_bytes(), &police).await?.staff;
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
    let card = form.leaves_a_card().then(|| CardGiven::now(&police.library)).transpose()?;
    let recorded = record_consent::record_consent(&police.casework, code, asking, words, card, &staff, now(&site)).await?;
    Ok(match recorded {
        Some(card_code) => HttpResponse::Ok().json(json!({ "card_code": card_code.shown() })),
        None => HttpResponse::NoContent().finish(),
    })
}

/// What is judged before sending. What is missing is not changed.
#[derive(Default, Deserialize)]
#[serde(default)]
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
    let staff = caller(Door::ApiConcern, &request, body.as_bytes(), &police).await?.staff;
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
    let staff = caller(Door::ApiPreview, &request, b"", &police).await?.staff;
    let made = preview_handover::preview(&police.casework, code_of(&path)?, &staff, now(&site)).await?;
    Ok(HttpResponse::Ok().json(preview_json(&made)?))
}

fn preview_json(made: &CallOutPreview) -> Result<Value, Problem> {
    let mut document = documents::preview(&made.preview)?;
    document["held"] = json!(made.held);
    document["left_out"] = json!(made.left_out);
    document["under_way"] = json!(made.under_way);
    Ok(document)
}

#[derive(Deserialize)]
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
    let caller = caller(Door::ApiSend, &request, body.as_bytes(), &police).await?;
    let doing = async {
        let unread = || Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("digest", "error-choice");
        let digest: PreviewDigest = body.parse::<SendBody>()?.digest.parse().map_err(|_| unread())?;
        let (code, staff) = (code_of(&path)?, &caller.staff);
        match send_handover::send_handover(&police.casework, code, digest, staff, now(&site)).await {
            Err(FlowError::Changed(_)) => {
                // The caller sees what it would send now, with the digest to send it by.
                let made = preview_handover::preview(&police.casework, code, staff, now(&site)).await?;
                Err(Problem::new(StatusCode::CONFLICT, "preview-changed").member("preview", preview_json(&made)?))
            }
            sent => Ok(Answer::ok(documents::sent(&sent?))),
        }
    };
    once(&police.casework, &request, &caller, body.as_bytes(), doing).await
}

/// `POST /api/v1/call-outs/{code}/withdrawal`, body `{}` → 204: every consent of the person ends. Nothing to end is no error.
pub async fn withdraw(
    request: HttpRequest,
    path: Path<String>,
    body: JsonBytes,
    police: Data<Police>,
    site: Data<Site>,
) -> Result<HttpResponse, Problem> {
    let caller = caller(Door::ApiWithdrawal, &request, body.as_bytes(), &police).await?;
    let doing = async {
        let Nothing {} = body.parse()?;
        withdraw_consent::withdraw_consent(&police.casework, code_of(&path)?, &caller.staff, now(&site)).await?;
        Ok(Answer::nothing())
    };
    once(&police.casework, &request, &caller, body.as_bytes(), doing).await
}
