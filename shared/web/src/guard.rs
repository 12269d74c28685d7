//! Forms of other sites are turned away (OWASP, cross-site request forgery): whatever
//! changes something must come from a page of this very origin. The token of the session,
//! which [`crate::Form`] checks, is the second lock.
//!
//! `Sec-Fetch-Site` decides when the browser sends it, which all current browsers do to
//! origins they trust (https and localhost). `Origin` is the answer for older ones. Our
//! `Referrer-Policy: no-referrer` makes browsers send `Origin: null` with plain forms, so
//! over http and outside localhost forms are refused: TLS is required there anyway.

use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::Next,
    web::Data,
};

use crate::{Problem, site::Site};

/// Doors for programs alone: no browser has a form for them.
const PROGRAMS: [&str; 2] = ["/api/", "/oauth/"];

/// The middleware.
pub(crate) async fn same_origin(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if let Err(reason) = check(&request) {
        let problem = Problem::new(StatusCode::FORBIDDEN, "cross-origin").because(reason);
        return Ok(request.error_response(problem));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn check(request: &ServiceRequest) -> Result<(), &'static str> {
    if request.method().is_safe() {
        return Ok(());
    }
    let origin = text(request, "origin");
    match (text(request, "sec-fetch-site"), origin) {
        (Some("same-origin"), None | Some("null")) => Ok(()),
        (Some("same-origin"), Some(origin)) => own_origin(request, origin),
        (Some(_), _) => Err("the browser says the form is of another site"),
        (None, Some(origin)) => own_origin(request, origin),
        (None, None) if is_a_program(request) => Ok(()),
        (None, None) => Err("neither Sec-Fetch-Site nor Origin"),
    }
}

/// A machine call proves itself by its token and has no cookie for another site to borrow. One that has forgotten the
/// token is told so by its door, not that it came from another site.
fn is_a_program(request: &ServiceRequest) -> bool {
    let bearer = text(request, header::AUTHORIZATION.as_str()).is_some_and(|value| value.starts_with("Bearer "));
    let cookies = request.headers().contains_key(header::COOKIE);
    // A page of another site can send JSON only after asking (fetch standard, preflight), and nobody here says yes.
    let json = text(request, header::CONTENT_TYPE.as_str()).is_some_and(|kind| kind.starts_with("application/json"));
    (bearer || json || PROGRAMS.iter().any(|path| request.path().starts_with(path))) && !cookies
}

fn own_origin(request: &ServiceRequest, origin: &str) -> Result<(), &'static str> {
    let configured = request.app_data::<Data<Site>>().and_then(|site| site.origin.as_deref());
    let own = match configured {
        Some(own) => origin == own,
        // RFC 6454: scheme://host[:port]; behind a proxy the scheme is not ours to know.
        None => origin.split_once("://").map(|(_, host)| host) == text(request, "host"),
    };
    if own { Ok(()) } else { Err("Origin is not our own") }
}

fn text<'a>(request: &'a ServiceRequest, name: &str) -> Option<&'a str> {
    // A header that is not ASCII counts as present and wrong.
    request.headers().get(name).map(|value| value.to_str().unwrap_or("?"))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::check;

    fn posted(headers: &[(&'static str, &'static str)]) -> bool {
        let mut request = TestRequest::post().uri("/x").insert_header(("host", "127.0.0.1:8081"));
        for header in headers {
            request = request.insert_header(*header);
        }
        check(&request.to_srv_request()).is_ok()
    }

    #[test]
    fn forms_of_our_own_pages_pass() {
        assert!(posted(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(posted(&[("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:8081")]));
        assert!(posted(&[("origin", "http://127.0.0.1:8081")]));
        assert!(posted(&[("authorization", "Bearer x")]));
    }

    #[test]
    fn forms_of_others_do_not() {
        assert!(!posted(&[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:8081")]));
        assert!(!posted(&[("sec-fetch-site", "same-site")]), "another port of this host");
        assert!(!posted(&[("sec-fetch-site", "none")]));
        assert!(!posted(&[("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:8082")]));
        assert!(!posted(&[("origin", "http://127.0.0.1:8082")]));
        assert!(!posted(&[("origin", "null")]));
        assert!(!posted(&[]));
        assert!(!posted(&[("authorization", "Bearer x"), ("cookie", "police_session=x")]));
        assert!(!posted(&[("authorization", "Basic x")]));
    }

    #[test]
    fn a_program_that_forgot_its_token_reaches_the_door_that_says_so() {
        let call = |uri| TestRequest::post().uri(uri).insert_header(("host", "127.0.0.1:8083"));
        assert!(check(&call("/api/v1/offers").to_srv_request()).is_ok());
        assert!(check(&call("/api/v1/offers").insert_header(("cookie", "police_session=x")).to_srv_request()).is_err());
        assert!(check(&call("/oauth/token").insert_header(("content-type", "application/x-www-form-urlencoded")).to_srv_request()).is_ok());
        assert!(check(&call("/oauth/token").insert_header(("origin", "https://elsewhere.example")).to_srv_request()).is_err());
        assert!(check(&call("/log/cosignatures").insert_header(("content-type", "application/json")).to_srv_request()).is_ok());
        assert!(check(&call("/call-outs").to_srv_request()).is_err());
    }

    #[test]
    fn reading_is_free() {
        let request = TestRequest::get().insert_header(("sec-fetch-site", "cross-site"));
        assert!(check(&request.to_srv_request()).is_ok());
    }
}
