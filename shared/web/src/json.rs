//! JSON bodies of the HTTP API.

use std::ops::Deref;

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::StatusCode};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::{Problem, body};

/// The largest body of the API.
pub const LIMIT: usize = 256 * 1024;

/// A parsed JSON body of at most 256 KiB. 415 for another media type, 413 too large, 400
/// for what is not JSON or half sent, 422 for JSON of another shape; the last two name the
/// line and column, never the content.
pub struct Json<T>(T);

impl<T> Json<T> {
    /// The value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move { parse(&body::read(&request, &mut payload, "application/json", LIMIT).await?).map(Self) })
    }
}

/// The exact bytes of a JSON body, for messages whose signature is checked before they are
/// parsed; the same limits and refusals as [`Json`].
pub struct JsonBytes(Vec<u8>);

impl JsonBytes {
    /// The bytes as they came.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The parsed value, with the refusals of [`Json`].
    ///
    /// # Errors
    /// 400 for what is not JSON, 422 for another shape.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        parse(&self.0)
    }
}

impl FromRequest for JsonBytes {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move { body::read(&request, &mut payload, "application/json", LIMIT).await.map(Self) })
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|error| {
        let at = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (status, code) = match error.classify() {
            Category::Data => (StatusCode::UNPROCESSABLE_ENTITY, "invalid-json-shape"),
            _ => (StatusCode::BAD_REQUEST, "invalid-json"),
        };
        Problem::new(status, code).with("line", at(error.line())).with("column", at(error.column())).because(format!(
            "line {} column {}",
            error.line(),
            error.column()
        ))
    })
}
