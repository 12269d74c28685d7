//! Who calls: an agency of the registry, by a token for this very call and this very body.

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    error::PayloadError,
    http::{Method, StatusCode, header},
    web::Data,
};
use futures_util::StreamExt as _;
use web::{Problem, machine, machine::MachineKey};
use wire::{AgencyId, MESSAGE_BYTES_MAX, ProblemCode};

use crate::{error::problem, flow::Broker};

/// Header of an agency's call: how many leaves of the log its witness has followed.
const FOLLOWED: &str = "stafett-followed";
/// A body that has not arrived by then is not coming.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// An agency that calls without a body.
pub(crate) struct Caller(pub AgencyId);

/// An agency that calls with a body, and the exact bytes of it. What they say is checked later: the signature first.
pub(crate) struct Signed {
    /// Who calls.
    pub caller: AgencyId,
    /// The body.
    pub body: Vec<u8>,
}

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let body = read(&request, &mut payload).await?;
            if body.is_empty() { identify(&request, &body).map(Self) } else { Err(problem(ProblemCode::NotCanonical)) }
        })
    }
}

impl FromRequest for Signed {
    type Error = Problem;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            check_type(&request)?;
            let body = read(&request, &mut payload).await?;
            Ok(Self { caller: identify(&request, &body)?, body })
        })
    }
}

fn identify(request: &HttpRequest, body: &[u8]) -> Result<AgencyId, Problem> {
    let broker = request.app_data::<Data<Broker>>().ok_or_else(|| Problem::internal("no broker"))?;
    let directory = broker.live.directory();
    let lookup = |key: &str| {
        let id = key.parse().ok()?;
        let (agency, public) = directory.token_key(&id)?;
        Some(MachineKey { issuer: agency.to_string(), public: public.0 })
    };
    let caller = machine::require(request, body, broker.id.as_str(), lookup, &broker.replays, broker.now())?;
    refuse_when_behind(request, broker)?;
    caller.issuer.parse().map_err(|_| problem(ProblemCode::UnknownAgency))
}

/// An agency says with each call how many leaves its witness has followed. When those are more than there are, this log was
/// set back to an old copy: nothing may be added to it. The witness proves it meanwhile (`/log/followed`).
fn refuse_when_behind(request: &HttpRequest, broker: &Broker) -> Result<(), Problem> {
    let said = request.headers().get(FOLLOWED).and_then(|size| size.to_str().ok()?.parse::<u64>().ok());
    let adds = request.method() == Method::POST && request.path().starts_with("/api/v1/");
    if adds && said.is_some_and(|size| size > broker.live.newest().size) { Err(problem(ProblemCode::LogFenced)) } else { Ok(()) }
}

fn check_type(request: &HttpRequest) -> Result<(), Problem> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type").with("expected", "application/json".to_owned()))
}

/// The whole body, at most as long as a message may be: a longer one is refused before it is read.
async fn read(request: &HttpRequest, payload: &mut Payload) -> Result<Vec<u8>, Problem> {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > MESSAGE_BYTES_MAX) {
        return Err(too_large());
    }
    let collected = tokio::time::timeout(PATIENCE, collect(payload)).await;
    collected.unwrap_or_else(|_| Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow")))
}

async fn collect(payload: &mut Payload) -> Result<Vec<u8>, Problem> {
    let mut body = Vec::new();
    while let Some(piece) = payload.next().await {
        let piece = piece.map_err(|error| match error {
            PayloadError::Incomplete(_) => Problem::new(StatusCode::BAD_REQUEST, "half-sent").because("the body ended early"),
            other => Problem::new(StatusCode::BAD_REQUEST, "bad-request").because(other),
        })?;
        if body.len() + piece.len() > MESSAGE_BYTES_MAX {
            return Err(too_large());
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

fn too_large() -> Problem {
    let kibibytes = u32::try_from(MESSAGE_BYTES_MAX / 1024).unwrap_or(u32::MAX);
    problem(ProblemCode::TooLarge).with("limit", kibibytes)
}
