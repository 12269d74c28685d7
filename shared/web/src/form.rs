//! Forms of our own pages.

use std::ops::Deref;

use actix_web::{FromRequest, HttpMessage as _, HttpRequest, dev::Payload, http::StatusCode};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use crate::{FieldErrors, Problem, Session, body};

/// Our longest form is far below this.
const LIMIT: usize = 64 * 1024;

/// The field of the session's token.
pub const TOKEN_FIELD: &str = "csrf";

/// The fields of a posted form. With a session the form must carry its token (403
/// `csrf-token`); without one the origin check alone decides.
///
/// `T` sees texts as they were typed: `String` or `Option<String>` for one value,
/// `Vec<String>` for a field that may come many times (with `#[serde(default)]`). Unknown
/// fields are left out. A field that is missing or of the wrong shape answers 422: that is
/// a broken page, not a visitor's mistake, which the handler finds and words itself.
pub struct Form<T>(T);

impl<T> Form<T> {
    /// The fields.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Form<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let media_type = "application/x-www-form-urlencoded";
            let body = body::read(&request, &mut payload, media_type, LIMIT).await?;
            check_token(&request, &body)?;
            parse(&body).map(Self)
        })
    }
}

fn check_token(request: &HttpRequest, body: &[u8]) -> Result<(), Problem> {
    let extensions = request.extensions();
    let fields: Vec<(String, String)> = serde_html_form::from_bytes(body).unwrap_or_default();
    let brought = fields.iter().find(|(name, _)| name == TOKEN_FIELD).map(|(_, value)| value.as_str());
    check(extensions.get::<Session>(), brought)
}

/// The second lock: with a session its token must have been brought.
pub(crate) fn check(session: Option<&Session>, brought: Option<&str>) -> Result<(), Problem> {
    let Some(session) = session else { return Ok(()) };
    if brought.is_some_and(|token| session.csrf.matches(token)) {
        return Ok(());
    }
    Err(Problem::new(StatusCode::FORBIDDEN, "csrf-token"))
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_html_form::from_bytes(body).map_err(|error| {
        // The parser's text may quote what was typed: only a field's name may be kept.
        let text = error.to_string();
        let name = text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        let mut errors = FieldErrors::none();
        if let Some(name) = name {
            errors.add(name, "field-missing");
        }
        Problem::invalid_fields(errors).because("the form has not the shape of its page")
    })
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct Capture {
        children: Option<String>,
        acute: Vec<String>,
        phone: String,
    }

    #[test]
    fn one_many_and_none() {
        let form: Capture = parse(b"csrf=x&acute=doctor&children=2&acute=weapon").unwrap();
        let acute = vec!["doctor".to_owned(), "weapon".to_owned()];
        assert_eq!(form, Capture { children: Some("2".into()), acute, phone: String::new() });
        assert_eq!(parse::<Capture>(b"").unwrap(), Capture::default());
        assert_eq!(parse::<Capture>(b"phone=070-174+06+05").unwrap().phone, "070-174 06 05");
    }

    #[test]
    fn a_missing_field_is_named_and_what_was_typed_is_not() {
        #[derive(Debug, Deserialize)]
        struct Choice {
            #[expect(dead_code)]
            answer: u8,
        }
        let missing = parse::<Choice>(b"csrf=x").unwrap_err();
        assert_eq!(missing.errors().first().map(|error| error.field.as_str()), Some("answer"));
        let odd = parse::<Choice>(b"answer=hemligt").unwrap_err();
        assert_eq!(odd.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!odd.cause().unwrap_or_default().contains("hemligt"));
    }
}
