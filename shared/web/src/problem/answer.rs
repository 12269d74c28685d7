//! Turns every refusal into an answer in the visitor's language: problem+json for
//! programs, a page for people, a log line for operators.

use actix_web::{
    Error, HttpRequest, HttpResponse,
    body::{BodySize, BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::Next,
    web::Data,
};
use askama::Template;
use serde::Serialize;

use super::Problem;
use crate::{language::Language, page::Page, redirect, site::Site, words::Words};

/// RFC 9457, with `code` and `errors` as extension members.
#[derive(Serialize)]
struct Document<'a> {
    r#type: String,
    title: String,
    status: u16,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<DocumentField<'a>>,
    #[serde(flatten)]
    members: &'a serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct DocumentField<'a> {
    field: &'a str,
    /// The same as a JSON Pointer (RFC 6901), for programs.
    pointer: String,
    message: String,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    title: String,
    detail: Option<String>,
    fields: Vec<String>,
    status: u16,
}

/// The middleware. Refusals without words of their own (a missing route, a wrong method,
/// an extractor's error) get the words of their status.
pub(crate) async fn answer(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    if !needs_words(&response) {
        return Ok(response);
    }
    let (request, response) = response.into_parts();
    let unknown;
    let problem = match response.error().and_then(|error| error.as_error::<Problem>()) {
        Some(problem) => problem,
        None => {
            unknown = from_status(response.status(), response.error());
            &unknown
        }
    };
    log(&request, problem);
    let mut worded = render(&request, problem);
    if let Some(allow) = response.headers().get(header::ALLOW) {
        worded.headers_mut().insert(header::ALLOW, allow.clone());
    }
    Ok(ServiceResponse::new(request, worded))
}

fn needs_words(response: &ServiceResponse<BoxBody>) -> bool {
    let status = response.status();
    let refused = status.is_client_error() || status.is_server_error();
    let empty = matches!(response.response().body().size(), BodySize::None | BodySize::Sized(0));
    refused && (response.response().error().is_some() || empty)
}

fn from_status(status: StatusCode, error: Option<&Error>) -> Problem {
    let code = match status {
        StatusCode::UNAUTHORIZED => "login-required",
        StatusCode::FORBIDDEN => "not-allowed",
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::METHOD_NOT_ALLOWED => "method-not-allowed",
        StatusCode::REQUEST_TIMEOUT => "too-slow",
        StatusCode::CONFLICT => "conflict",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported-media-type",
        StatusCode::UNPROCESSABLE_ENTITY => "invalid-fields",
        StatusCode::TOO_MANY_REQUESTS => "too-many-requests",
        StatusCode::SERVICE_UNAVAILABLE => "unavailable",
        status if status.is_client_error() => "bad-request",
        _ => return Problem::internal(error.map_or_else(|| status.to_string(), Error::to_string)),
    };
    // Not the error's own text: a parser may quote what it read, and that may be a person.
    Problem::new(status, code)
}

fn log(request: &HttpRequest, problem: &Problem) {
    let (status, code) = (problem.status().as_u16(), problem.code());
    let route = request.match_pattern().unwrap_or_default();
    let cause = problem.cause().unwrap_or_default();
    if problem.status().is_server_error() {
        tracing::error!(status, code, route, cause, "answered with a problem");
    } else {
        tracing::info!(status, code, route, cause, "answered with a problem");
    }
}

fn render(request: &HttpRequest, problem: &Problem) -> HttpResponse {
    let Some(site) = request.app_data::<Data<Site>>() else {
        return HttpResponse::new(problem.status());
    };
    if !wants_page(request) {
        return document(problem, &site.locales.words(Language::of(request)));
    }
    if problem.code() == "login-required" && request.method().is_safe() {
        let path = request.path();
        return redirect::see_other(&format!("{}?back={path}", site.login_path), None);
    }
    error_page(request, problem, site).unwrap_or_else(|| HttpResponse::new(problem.status()))
}

/// Whether a person's browser asked; a fetch of data names JSON or nothing.
fn wants_page(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

fn document(problem: &Problem, words: &Words) -> HttpResponse {
    let errors = problem.errors().iter();
    let document = Document {
        r#type: format!("urn:stafett:problem:{}", problem.code()),
        title: problem.title(words),
        status: problem.status().as_u16(),
        code: problem.code(),
        detail: problem.detail(words),
        errors: errors
            .map(|error| DocumentField { field: &error.field, pointer: pointer(&error.field), message: words.get(&error.key) })
            .collect(),
        members: problem.members(),
    };
    let mut response = HttpResponse::build(problem.status());
    if problem.status() == StatusCode::UNAUTHORIZED {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
    }
    response.insert_header((header::CONTENT_LANGUAGE, words.language().code()));
    let mut response = response.json(document);
    let kind = header::HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// `details.grounds` as `/details/grounds`.
fn pointer(field: &str) -> String {
    let escaped = field.replace('~', "~0").replace('/', "~1");
    format!("/{}", escaped.replace('.', "/"))
}

fn error_page(request: &HttpRequest, problem: &Problem, site: &Site) -> Option<HttpResponse> {
    let page = Page::of(request, site);
    let words = page.words.clone();
    let title = problem.title(&words);
    let template = ErrorPage {
        detail: problem.detail(&words),
        fields: problem.errors().iter().map(|error| words.get(&error.key)).collect(),
        status: problem.status().as_u16(),
        page: page.titled(&title),
        title,
    };
    let html = template.render().ok()?;
    Some(HttpResponse::build(problem.status()).content_type("text/html; charset=utf-8").body(html))
}
