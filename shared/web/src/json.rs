//! JSON bodies of the HTTP API.

use std::ops::Deref;

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::StatusCode};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment, Track};

use crate::{FieldErrors, Problem, body};

/// The largest body of the API.
pub const LIMIT: usize = 256 * 1024;

/// A parsed JSON body of at most 256 KiB. 415 for another media type, 413 too large, 400
/// for what is not JSON or half sent, 422 for JSON of another shape, which name the line and
/// column, never the content. A member that nobody reads is 422 by its name: what a caller
/// misspelt must not count as not stated.
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
    let mut errors = FieldErrors::none();
    let (mut source, mut track) = (serde_json::Deserializer::from_slice(body), Track::new());
    let tracked = serde_path_to_error::Deserializer::new(&mut source, &mut track);
    let value = serde_ignored::deserialize(tracked, |path| errors.add(shortened(&path.to_string()), "error-unknown-member"))
        .map_err(|error| at(refused(error), &track.path()))?;
    source.end().map_err(refused)?;
    if errors.any() { Err(Problem::invalid_fields(errors)) } else { Ok(value) }
}

/// Names the member, where the reading came to one.
fn at(problem: Problem, path: &Path) -> Problem {
    let named = |segment: &Segment| match segment {
        Segment::Map { key } => Some(key.clone()),
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Enum { .. } | Segment::Unknown => None,
    };
    let names: Vec<String> = path.iter().filter_map(named).collect();
    let shape = problem.code() == "invalid-json-shape";
    if shape && !names.is_empty() { problem.field(shortened(&names.join(".")), "error-shape") } else { problem }
}

/// A name as long as any of ours; a longer one is no name.
fn shortened(name: &str) -> String {
    name.chars().filter(|character| !character.is_control()).take(60).collect()
}

fn refused(error: serde_json::Error) -> Problem {
    let at = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let (status, code) = match error.classify() {
        Category::Data => (StatusCode::UNPROCESSABLE_ENTITY, "invalid-json-shape"),
        _ => (StatusCode::BAD_REQUEST, "invalid-json"),
    };
    let place = format!("line {} column {}", error.line(), error.column());
    Problem::new(status, code).with("line", at(error.line())).with("column", at(error.column())).because(place)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::parse;

    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Body {
        kind: String,
    }

    #[test]
    fn a_misspelt_member_is_named_and_not_taken_for_silence() {
        assert_eq!(parse::<Body>(br#"{"kind":"violence"}"#).unwrap().kind, "violence");
        let problem = parse::<Body>(br#"{"kidn":"violence"}"#).err().unwrap();
        assert_eq!((problem.status().as_u16(), problem.code()), (422, "invalid-fields"));
        assert_eq!(problem.errors()[0].field, "kidn");
    }

    #[test]
    fn a_member_of_another_kind_is_named_and_its_value_is_not() {
        #[derive(Deserialize)]
        struct Outer {
            #[expect(dead_code)]
            inner: Vec<Body>,
        }
        let problem = parse::<Outer>(br#"{"inner":[{"kind":"a"},{"kind":["hemligt"]}]}"#).err().unwrap();
        assert_eq!((problem.status().as_u16(), problem.code()), (422, "invalid-json-shape"));
        assert_eq!(problem.errors()[0].field, "inner.1.kind");
        assert!(parse::<Outer>(b"{}").err().unwrap().errors().is_empty(), "the whole is nobody's member");
    }

    #[test]
    fn what_comes_after_the_value_is_refused() {
        assert_eq!(parse::<Body>(br#"{} {}"#).err().unwrap().status().as_u16(), 400);
    }
}
