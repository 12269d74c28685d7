//! Tokens as they come with a request.

use actix_web::{
    HttpRequest,
    http::{StatusCode, header},
};
use jiff::Timestamp;

use super::{Call, Caller, MachineError, MachineKey, Replays, verify};
use crate::Problem;

/// The header of the proof that comes with an access token.
pub const PROOF_HEADER: &str = "stafett-proof";

/// Who calls with a call token in `Authorization`, or a refusal. The request must be for the door it came through: method,
/// path and query are taken from it.
///
/// # Errors
/// 401 `token-missing` or `token-refused`, the latter also for a token that was used before; the reason goes to the log.
pub fn require(
    request: &HttpRequest,
    body: &[u8],
    audience: &str,
    lookup: impl Fn(&str) -> Option<MachineKey>,
    replays: &Replays,
    now: Timestamp,
) -> Result<Caller, Problem> {
    let caller = check(bearer(request)?, request, body, audience, lookup, now)?;
    replays.first_use(&caller, now)?;
    Ok(caller)
}

/// Who signed the proof of this very request. That it is used for the first time is for the caller to see to, with
/// [`Replays`] or [`super::first_use`].
///
/// # Errors
/// 401 `proof-missing` or `token-refused`; the reason goes to the log.
pub fn proof(
    request: &HttpRequest,
    body: &[u8],
    audience: &str,
    lookup: impl Fn(&str) -> Option<MachineKey>,
    now: Timestamp,
) -> Result<Caller, Problem> {
    let proof = request.headers().get(PROOF_HEADER).and_then(|value| value.to_str().ok());
    let proof = proof.ok_or_else(|| refused("proof-missing", MachineError::Missing))?;
    check(proof, request, body, audience, lookup, now)
}

/// The token in `Authorization: Bearer` (RFC 6750, 2.1).
///
/// # Errors
/// 401 `token-missing`.
pub fn bearer(request: &HttpRequest) -> Result<&str, Problem> {
    let header = request.headers().get(header::AUTHORIZATION);
    let token = header.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    token.ok_or_else(|| refused("token-missing", MachineError::Missing))
}

fn check(
    token: &str,
    request: &HttpRequest,
    body: &[u8],
    audience: &str,
    lookup: impl Fn(&str) -> Option<MachineKey>,
    now: Timestamp,
) -> Result<Caller, Problem> {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let call = Call { audience, method: request.method().as_str(), path, body };
    verify(token, lookup, &call, now).map_err(|error| refused("token-refused", error))
}

fn refused(code: &'static str, error: MachineError) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, code).because(error)
}
