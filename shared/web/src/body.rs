//! Reads a request's body with a limit on size and on time.

use std::time::Duration;

use actix_web::{
    HttpRequest,
    dev::Payload,
    error::PayloadError,
    http::{StatusCode, header},
};
use futures_util::StreamExt as _;

use crate::Problem;

/// A body that has not arrived by then is not coming.
const PATIENCE: Duration = Duration::from_secs(30);

/// The whole body of at most `limit` bytes and of one of the media types.
///
/// Errors: 415 wrong type, 413 too large, 400 half sent, 408 too slow.
pub(crate) async fn read(request: &HttpRequest, payload: &mut Payload, media_type: &str, limit: usize) -> Result<Vec<u8>, Problem> {
    check_type(request, media_type)?;
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    let collected = tokio::time::timeout(PATIENCE, collect(payload, limit)).await;
    collected.unwrap_or_else(|_| Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow")))
}

fn check_type(request: &HttpRequest, expected: &str) -> Result<(), Problem> {
    let header = request.headers().get(header::CONTENT_TYPE);
    let given = header.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(expected) {
        return Ok(());
    }
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type").with("expected", expected.to_owned()))
}

async fn collect(payload: &mut Payload, limit: usize) -> Result<Vec<u8>, Problem> {
    let mut body = Vec::new();
    while let Some(piece) = payload.next().await {
        let piece = piece.map_err(|error| match error {
            PayloadError::Incomplete(_) => Problem::new(StatusCode::BAD_REQUEST, "half-sent").because("the body ended early"),
            other => Problem::new(StatusCode::BAD_REQUEST, "bad-request").because(other),
        })?;
        if body.len() + piece.len() > limit {
            return Err(too_large(limit));
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

fn too_large(limit: usize) -> Problem {
    let kibibytes = u32::try_from(limit / 1024).unwrap_or(u32::MAX);
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large").with("limit", kibibytes)
}
