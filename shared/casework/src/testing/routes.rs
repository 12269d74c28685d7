//! The stand-in's doors, as the broker has them.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web as actix};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use serde::Deserialize;
use serde_json::json;
use wire::{AgencyId, ConsentGrant, EditionId, Envelope, HandoverId, Offer, Recall, Withdrawal};

use super::fake_state::{State, payload};

type Shared = actix::Data<Mutex<State>>;

/// Long polls end after this, so that tests end.
const POLL_MAX: Duration = Duration::from_millis(500);
const STEP: Duration = Duration::from_millis(5);

pub(super) fn all(config: &mut actix::ServiceConfig) {
    config
        .route("/api/v1/directory", actix::get().to(directory))
        .route("/api/v1/rulebook", actix::get().to(rulebook))
        .route("/api/v1/rulebook/{id}", actix::get().to(edition))
        .route("/api/v1/notices", actix::get().to(notices))
        .route("/api/v1/checkpoint", actix::get().to(checkpoint))
        .route("/api/v1/consents", actix::post().to(consent))
        .route("/api/v1/consents/withdraw", actix::post().to(withdraw))
        .route("/api/v1/consents/withdraw-by-code", actix::post().to(withdraw_by_code))
        .route("/api/v1/offers", actix::post().to(offer))
        .route("/api/v1/receipts", actix::post().to(receipt))
        .route("/api/v1/recalls", actix::post().to(recall))
        .route("/log/cosigned/{agency}", actix::get().to(cosigned))
        .route("/log/entries/{index}", actix::get().to(entry))
        .route("/log/checkpoint", actix::get().to(published))
        .route("/log/{path:tile/.*}", actix::get().to(tile))
        .route("/api/v1/parcels/{handover}/fetch", actix::post().to(fetch))
        .route("/log/cosignatures", actix::post().to(cosignatures));
}

fn lock(state: &Shared) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The state, unless it is down.
fn up(state: &Shared) -> Option<MutexGuard<'_, State>> {
    Some(lock(state)).filter(|state| !state.down)
}

fn unavailable() -> HttpResponse {
    problem(StatusCode::SERVICE_UNAVAILABLE, "unavailable")
}

fn problem(status: StatusCode, code: &str) -> HttpResponse {
    HttpResponse::build(status).content_type("application/problem+json").body(json!({ "code": code }).to_string())
}

/// What a proxy on the way says in the broker's place.
fn strange() -> HttpResponse {
    HttpResponse::NotFound().content_type("text/html").body("<html></html>")
}

/// The issuer of the call's token, believed without a check.
fn caller(request: &HttpRequest) -> Option<AgencyId> {
    let token = request.headers().get("authorization")?.to_str().ok()?.strip_prefix("Bearer ")?.to_owned();
    let claims = BASE64.decode(token.split('.').nth(1)?).ok()?;
    let claims: serde_json::Value = serde_json::from_slice(&claims).ok()?;
    claims.get("iss")?.as_str()?.parse().ok()
}

async fn directory(state: Shared) -> HttpResponse {
    let state = up(&state).filter(|state| !state.directory_lost);
    state.map_or_else(unavailable, |state| HttpResponse::Ok().json(json!({ "registrations": state.registrations })))
}

async fn rulebook(state: Shared) -> HttpResponse {
    let Some(state) = up(&state) else { return unavailable() };
    let told = state.told(None).map(|told| match state.rulebook_changed {
        true => wire::ActiveEdition { edition: wire::EditionRef { hash: wire::Bytes32([7; 32]), ..told.edition }, ..told },
        false => told,
    });
    told.map_or_else(unavailable, |told| HttpResponse::Ok().json(told))
}

async fn edition(state: Shared, id: actix::Path<EditionId>) -> HttpResponse {
    let Some(state) = up(&state) else { return unavailable() };
    let told = state.told(Some(&id));
    told.map_or_else(|| problem(StatusCode::NOT_FOUND, "not-found"), |told| HttpResponse::Ok().json(told))
}

#[derive(Deserialize)]
struct After {
    after: u64,
}

async fn notices(state: Shared, query: actix::Query<After>, request: HttpRequest) -> HttpResponse {
    let Some(agency) = caller(&request) else { return HttpResponse::Unauthorized().finish() };
    let mut waited = Duration::ZERO;
    loop {
        match up(&state) {
            None => return unavailable(),
            Some(state) => {
                let all = state.notices.get(&agency).map(Vec::as_slice).unwrap_or_default();
                let new: Vec<_> = all.iter().filter(|notice| notice.number > query.after).collect();
                if !new.is_empty() || waited >= POLL_MAX {
                    let next = new.last().map_or(query.after, |notice| notice.number);
                    return HttpResponse::Ok().json(json!({ "notices": new, "next": next }));
                }
            }
        }
        tokio::time::sleep(STEP).await;
        waited += STEP;
    }
}

async fn checkpoint(state: Shared, query: actix::Query<After>) -> HttpResponse {
    let mut waited = Duration::ZERO;
    loop {
        match up(&state) {
            None => return unavailable(),
            Some(state) if state.log.size() > query.after && state.wanted || waited >= POLL_MAX => {
                return HttpResponse::Ok().json(json!({
                    "checkpoint": state.checkpoint(),
                    "tree_size": state.log.size(),
                    "wanted": state.wanted,
                    "leaves": state.log.leaves_from(query.after),
                }));
            }
            Some(_) => {}
        }
        tokio::time::sleep(STEP).await;
        waited += STEP;
    }
}

async fn entry(state: Shared, index: actix::Path<u64>) -> HttpResponse {
    let Some(state) = up(&state) else { return unavailable() };
    match state.log.readable(*index) {
        Some((entry, salt)) => HttpResponse::Ok().json(json!({ "index": *index, "entry": entry, "salt": salt })),
        None => problem(StatusCode::NOT_FOUND, "not-found"),
    }
}

async fn published(state: Shared) -> HttpResponse {
    up(&state).map_or_else(unavailable, |state| HttpResponse::Ok().content_type("text/plain").body(state.checkpoint()))
}

async fn tile(state: Shared, path: actix::Path<String>) -> HttpResponse {
    let Some(state) = up(&state) else { return unavailable() };
    match path.parse().ok().and_then(|path| state.log.tile(path)) {
        Some(bytes) => HttpResponse::Ok().body(bytes),
        None => problem(StatusCode::NOT_FOUND, "not-found"),
    }
}

#[derive(Deserialize)]
struct Cosigned {
    tree_size: u64,
    lines: Vec<String>,
}

async fn cosignatures(state: Shared, body: actix::Json<Cosigned>) -> HttpResponse {
    let Some(mut state) = up(&state) else { return unavailable() };
    if body.lines.len() == 1 {
        state.cosignatures.push(body.tree_size);
    }
    HttpResponse::Ok().json(json!({ "tree_size": body.tree_size }))
}

async fn consent(state: Shared, body: actix::Json<Envelope>) -> HttpResponse {
    let Some(mut state) = up(&state) else { return unavailable() };
    let grant: ConsentGrant = payload(&body);
    state.consents.insert(grant.id, body.into_inner());
    HttpResponse::Ok().json(json!({ "log_index": 0 }))
}

async fn withdraw(state: Shared, body: actix::Json<Envelope>) -> HttpResponse {
    let Some(mut state) = up(&state) else { return unavailable() };
    let withdrawal: Withdrawal = payload(&body);
    if !state.consents.contains_key(&withdrawal.consent) {
        return problem(StatusCode::NOT_FOUND, "not-found");
    }
    HttpResponse::Ok().json(json!({ "log_index": state.withdraw(body.into_inner()) }))
}

async fn withdraw_by_code(state: Shared, body: actix::Json<Envelope>) -> HttpResponse {
    let Some(mut state) = up(&state) else { return unavailable() };
    state.hear_code(body.into_inner());
    HttpResponse::Accepted().json(json!({}))
}

async fn offer(state: Shared, body: actix::Json<Envelope>) -> HttpResponse {
    let Some(mut state) = up(&state) else { return unavailable() };
    if let Some(changed) = state.refuses_edition(&payload::<Offer>(&body).header.edition) {
        return problem(StatusCode::CONFLICT, changed.code());
    }
    if state.strange {
        state.strange_answers += 1;
        return strange();
    }
    if let Some(code) = state.refusing {
        return problem(StatusCode::UNPROCESSABLE_ENTITY, code.code());
    }
    let body = body.into_inner();
    let id = payload::<Offer>(&body).header.id;
    if state.gone.contains_key(&id) && !state.offers.contains_key(&id) {
        return problem(StatusCode::CONFLICT, "wrong-state");
    }
    let answer = state.offer(body);
    if state.answers_lost {
        return unavailable();
    }
    HttpResponse::Ok().content_type("application/json").body(envelope::envelope_to_json(&answer))
}

async fn receipt(state: Shared, body: actix::Json<Envelope>) -> HttpResponse {
    let Some(mut state) = up(&state) else { return unavailable() };
    state.receipt(body.into_inner());
    HttpResponse::Ok().json(json!({ "log_index": 0 }))
}

async fn recall(state: Shared, body: actix::Json<Envelope>) -> HttpResponse {
    let Some(mut state) = up(&state) else { return unavailable() };
    let taken = state.recall(&payload::<Recall>(&body));
    if taken { HttpResponse::Ok().json(json!({ "log_index": 0 })) } else { problem(StatusCode::CONFLICT, "wrong-state") }
}

#[derive(Deserialize)]
struct From {
    from: u64,
}

async fn cosigned(state: Shared, agency: actix::Path<AgencyId>, query: actix::Query<From>) -> HttpResponse {
    let Some(state) = up(&state) else { return unavailable() };
    let found = state.cosigned(&agency, query.from);
    found.map_or_else(
        || problem(StatusCode::NOT_FOUND, "not-found"),
        |(checkpoint, consistency)| HttpResponse::Ok().json(json!({ "checkpoint": checkpoint, "consistency": consistency })),
    )
}

async fn fetch(state: Shared, handover: actix::Path<String>) -> HttpResponse {
    let Some(mut state) = up(&state) else { return unavailable() };
    if state.strange {
        state.strange_answers += 1;
        return strange();
    }
    let parcel = handover.parse::<HandoverId>().ok().and_then(|id| state.parcel(id));
    parcel.map_or_else(|| problem(StatusCode::NOT_FOUND, "not-found"), |parcel| HttpResponse::Ok().json(parcel))
}
