//! What went wrong, for two readers: the person or program that asked gets a status, a
//! stable code and words in their own language (RFC 9457); the log alone gets the cause.

use std::{borrow::Cow, fmt};

use actix_web::{HttpResponse, ResponseError, http::StatusCode};

use crate::{
    field_errors::{FieldError, FieldErrors},
    words::{Value, Words},
};

pub(crate) mod answer;

/// A refusal. Its title is the Fluent message `problem-<code>`, its detail
/// `problem-<code>-detail` where there is one.
pub struct Problem(Box<Inner>);

struct Inner {
    status: StatusCode,
    code: Cow<'static, str>,
    detail_key: Option<Cow<'static, str>>,
    values: Vec<(&'static str, Value<'static>)>,
    errors: FieldErrors,
    members: serde_json::Map<String, serde_json::Value>,
    cause: Option<String>,
}

impl Problem {
    /// A problem with a stable code of lower-case words and hyphens.
    #[must_use]
    pub fn new(status: StatusCode, code: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            status,
            code: code.into(),
            detail_key: None,
            values: Vec::new(),
            errors: FieldErrors::none(),
            members: serde_json::Map::new(),
            cause: None,
        }))
    }

    /// 500: something is broken here; the cause goes to the log and nowhere else.
    #[must_use]
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").because(cause)
    }

    /// 401: nobody is logged in.
    #[must_use]
    pub fn login_required() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "login-required")
    }

    /// 403: logged in, and not allowed to.
    #[must_use]
    pub fn not_allowed() -> Self {
        Self::new(StatusCode::FORBIDDEN, "not-allowed")
    }

    /// 404: there is no such thing, or it is not for this visitor.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found")
    }

    /// 422: what is wrong with the form, field by field.
    #[must_use]
    pub fn invalid_fields(errors: FieldErrors) -> Self {
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields");
        problem.0.errors = errors;
        problem
    }

    /// Adds the cause for the log. Never put a person's data here.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Self {
        self.0.cause = Some(cause.to_string());
        self
    }

    /// Adds a field and the Fluent key of what to do about it.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>, key: impl Into<String>) -> Self {
        self.0.errors.add(field, key);
        self
    }

    /// Uses another Fluent message as the detail.
    #[must_use]
    pub fn detail_key(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        self.0.detail_key = Some(key.into());
        self
    }

    /// Puts a value into title and detail.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value<'static>>) -> Self {
        self.0.values.push((name, value.into()));
        self
    }

    /// Adds an extension member (RFC 9457, 3.2) for programs; pages and the log leave it out.
    #[must_use]
    pub fn member(mut self, name: &'static str, value: serde_json::Value) -> Self {
        self.0.members.insert(name.to_owned(), value);
        self
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    pub(crate) fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    pub(crate) fn members(&self) -> &serde_json::Map<String, serde_json::Value> {
        &self.0.members
    }

    pub(crate) fn errors(&self) -> &[FieldError] {
        self.0.errors.all()
    }

    /// The title in a language.
    #[must_use]
    pub fn title(&self, words: &Words) -> String {
        words.with(&format!("problem-{}", self.0.code), &self.0.values)
    }

    /// The detail in a language, when there is one.
    #[must_use]
    pub fn detail(&self, words: &Words) -> Option<String> {
        let own = format!("problem-{}-detail", self.0.code);
        let key = self.0.detail_key.as_deref().unwrap_or(&own);
        words.find_with(key, &self.0.values)
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Problem({} {})", self.0.status.as_u16(), self.0.code)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.code)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.0.status
    }

    /// The bare status: the middleware of this module knows the request and writes the words.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.0.status)
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        use store::ErrorKind as Kind;
        match error.kind() {
            Kind::Busy | Kind::Pool | Kind::Connection | Kind::Serialization | Kind::Stopped => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable").because(error)
            }
            _ => Self::internal(error),
        }
    }
}
