//! The security headers of every answer.

use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    cookie::Cookie,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderName, HeaderValue},
    middleware::Next,
    web::Data,
};

use crate::{redirect, site::Site};

/// Everything comes from this origin and nothing is inline (W3C CSP 3). `data:` images
/// only because the design system draws its icons as data-URI masks.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; \
     style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; \
     frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
];

/// Two years (RFC 6797); never in the demo, which has no TLS.
const TRANSPORT_SECURITY: &str = "max-age=63072000";

/// The middleware. An answer that says nothing about caching is not to be stored: only
/// assets, which carry their hash in the path, say otherwise.
pub(crate) async fn secure(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let mut response = next.call(request).await?.map_into_boxed_body();
    let demo = response.request().app_data::<Data<Site>>().is_none_or(|site| site.demo);
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !demo {
        let value = HeaderValue::from_static(TRANSPORT_SECURITY);
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    take_shown_flash_away(&mut response);
    Ok(response)
}

fn take_shown_flash_away(response: &mut ServiceResponse<BoxBody>) {
    let waiting = response.request().cookie(redirect::FLASH_COOKIE).is_some();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if waiting && page && response.status().is_success() {
        let removal: Cookie<'static> = redirect::shown();
        // Our own constant: always a valid header.
        let _ = response.response_mut().add_cookie(&removal);
    }
}
