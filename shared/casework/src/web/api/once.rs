//! A POST is done once, however often it is sent: `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
//!
//! The same key with the same call gives the same answer for a day; with another call it is refused. A call that was refused
//! did nothing, and its key may be used again. A call whose end nobody knows (the service was killed in it) is never done
//! again by the same key: the client looks what happened and chooses a new one.

use std::future::Future;

use ::web::Problem;
use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::{
    Hash32,
    at_rest::{CaseKey, Nonce},
};

use super::ApiCaller;
use crate::{Casework, db::api_answers, error::Fault, flow::random_bytes};

/// The header.
const HEADER: &str = "idempotency-key";
/// In an answer that was given before.
const REPLAYED: &str = "idempotency-replayed";
/// How long an answer is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// What is bound to the sealed answer, before the row's key.
const LABEL: &[u8] = b"api/answer";

/// What a call that does something answers.
#[derive(Serialize, Deserialize)]
pub struct Answer {
    status: u16,
    location: Option<String>,
    body: Option<serde_json::Value>,
}

impl Answer {
    /// 200 with a document.
    #[must_use]
    pub const fn ok(body: serde_json::Value) -> Self {
        Self { status: 200, location: None, body: Some(body) }
    }

    /// 201 with a document and where it is found.
    #[must_use]
    pub const fn created(location: String, body: serde_json::Value) -> Self {
        Self { status: 201, location: Some(location), body: Some(body) }
    }

    /// 202: taken, and nothing told of what comes of it.
    #[must_use]
    pub const fn taken() -> Self {
        Self { status: 202, location: None, body: None }
    }

    /// 204.
    #[must_use]
    pub const fn nothing() -> Self {
        Self { status: 204, location: None, body: None }
    }

    fn response(&self, again: bool) -> HttpResponse {
        // Written by this file alone: 200, 201, 202 or 204.
        let mut response = HttpResponse::build(StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK));
        if let Some(location) = &self.location {
            response.insert_header((header::LOCATION, location.as_str()));
        }
        if again {
            response.insert_header((REPLAYED, "true"));
        }
        match &self.body {
            Some(body) => response.json(body),
            None => response.finish(),
        }
    }
}

/// Does what a call asks for, once for each key of the client. Wrap everything after the check of who calls.
///
/// # Errors
/// 400 `idempotency-key-missing`, 422 `idempotency-key-reused`, 409 `idempotency-under-way`, and those of `doing`.
pub async fn once<F>(casework: &Casework, request: &HttpRequest, caller: &ApiCaller, body: &[u8], doing: F) -> Result<HttpResponse, Problem>
where
    F: Future<Output = Result<Answer, Problem>>,
{
    let id = id_of(caller, key_of(request)?);
    let asked = request_hash(request, body);
    let now = casework.clock().now();
    let earlier = casework.db().write("api_begin", move |conn| api_answers::begin(conn, id, asked, now, now + KEPT)).await?;
    if let Some(row) = earlier {
        return again(casework, &row, asked);
    }
    let done = doing.await;
    match &done {
        Ok(answer) => keep(casework, id, answer).await?,
        Err(problem) if did_nothing(problem.status()) => {
            casework.db().write("api_forget", move |conn| api_answers::forget(conn, id)).await?
        }
        Err(_) => {}
    }
    Ok(done?.response(false))
}

/// Refusals come before any commit, and 503 instead of one. Of 500 nobody knows.
fn did_nothing(status: StatusCode) -> bool {
    status.is_client_error() || status == StatusCode::SERVICE_UNAVAILABLE
}

fn key_of(request: &HttpRequest) -> Result<&str, Problem> {
    let key = request.headers().get(HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // A structured header's string (RFC 8941) stands in quotes; the key itself is the same with or without.
    let key = key.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(key);
    let symbols = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let shaped = symbols && (8..=64).contains(&key.len());
    if shaped { Ok(key) } else { Err(Problem::new(StatusCode::BAD_REQUEST, "idempotency-key-missing")) }
}

fn id_of(caller: &ApiCaller, key: &str) -> Hash32 {
    Hash32::of(&[caller.client.as_str().as_bytes(), &[0], key.as_bytes()].concat())
}

fn request_hash(request: &HttpRequest, body: &[u8]) -> Hash32 {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    Hash32::of(&[request.method().as_str().as_bytes(), &[0], path.as_bytes(), &[0], body].concat())
}

fn again(casework: &Casework, row: &api_answers::Row, asked: Hash32) -> Result<HttpResponse, Problem> {
    if row.request_hash != asked {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency-key-reused"));
    }
    let (Some(wrapped), Some(sealed)) = (&row.wrapped_key, &row.answer) else {
        return Err(Problem::new(StatusCode::CONFLICT, "idempotency-under-way"));
    };
    let key = casework.0.keyring.key_encryption.unwrap(wrapped, row.id_hash.as_bytes()).map_err(Problem::internal)?;
    let plain = key.open(sealed, &bound(row.id_hash)).map_err(Problem::internal)?;
    let answer: Answer = serde_json::from_slice(&plain).map_err(Problem::internal)?;
    Ok(answer.response(true))
}

async fn keep(casework: &Casework, id: Hash32, answer: &Answer) -> Result<(), Problem> {
    let (wrapped, sealed) = sealed(casework, id, answer).map_err(Problem::internal)?;
    Ok(casework.db().write("api_answer", move |conn| api_answers::answered(conn, id, &wrapped, &sealed)).await?)
}

fn sealed(casework: &Casework, id: Hash32, answer: &Answer) -> Result<(Vec<u8>, Vec<u8>), Fault> {
    let key = CaseKey::from_random(random_bytes()?);
    let plain = serde_json::to_vec(answer).map_err(|error| Fault::because("an answer can't be written", error))?;
    let wrapped = casework.0.keyring.key_encryption.wrap(&key, id.as_bytes(), Nonce::from_random(random_bytes()?));
    Ok((wrapped, key.seal(&plain, &bound(id), Nonce::from_random(random_bytes()?))))
}

fn bound(id: Hash32) -> Vec<u8> {
    [LABEL, id.as_bytes()].concat()
}
