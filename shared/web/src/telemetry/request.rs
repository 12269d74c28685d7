//! A span and two metrics for each request.

use std::time::Instant;

use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Data,
};
use tracing::{Instrument as _, Span, field::Empty, info_span};

use super::trace_context::{self, adopt};
use crate::site::Site;

/// The middleware. The route is the pattern (`/cases/{code}`); a path no route knows is
/// the word `none`, so that a scanner can't fill the metrics.
pub(crate) async fn observe(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let service = request.app_data::<Data<Site>>().map_or("", |site| site.service);
    let method = known_method(request.method().as_str());
    let span = info_span!("request", service, method, route = Empty, status = Empty);
    if let Some(parent) = request.headers().get(trace_context::HEADER).filter(|_| is_joined(service)) {
        adopt(&span, parent.to_str().unwrap_or_default());
    }
    let response = next.call(request).instrument(span.clone()).await?.map_into_boxed_body();
    record(&span, service, method, &response, started);
    Ok(response)
}

/// Only the broker joins the trace of a caller, for its callers are the agencies. What a browser or a case system says
/// is not joined: one trace over ten cases would tell the broker and the other agency that they belong together.
fn is_joined(service: &str) -> bool {
    service == "broker"
}

fn record(span: &Span, service: &'static str, method: &'static str, response: &ServiceResponse<BoxBody>, started: Instant) {
    let route = response.request().match_pattern().unwrap_or_else(|| "none".to_owned());
    let status = response.status();
    span.record("route", route.as_str());
    span.record("status", status.as_u16());
    let seconds = started.elapsed().as_secs_f64();
    let labels = [("service", service.to_owned()), ("method", method.to_owned()), ("route", route)];
    metrics::histogram!("http_request_seconds", &labels).record(seconds);
    let code = status.as_str().to_owned();
    metrics::counter!("http_requests_total", "service" => service, "status" => code).increment(1);
}

fn known_method(method: &str) -> &'static str {
    match method {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        _ => "OTHER",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_begins_a_trace_of_its_own() {
        assert!(is_joined("broker"));
        assert!(!is_joined("police") && !is_joined("social") && !is_joined("town"));
    }
}
