//! The W3C Trace Context (`traceparent`) of a span, out and in.

use std::collections::HashMap;

use opentelemetry::propagation::TextMapPropagator as _;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// The header and the name of the carrier's one field.
pub(crate) const HEADER: &str = "traceparent";

/// The `traceparent` of the current span, to be sent with a call or stored with a queued
/// message; `None` where there is no trace.
#[must_use]
pub fn inject() -> Option<String> {
    let mut carrier = HashMap::new();
    TraceContextPropagator::new().inject_context(&Span::current().context(), &mut carrier);
    carrier.remove(HEADER)
}

/// Makes a span the child of the trace a `traceparent` names. Text that is none is ignored.
pub fn adopt(span: &Span, traceparent: &str) {
    let carrier = HashMap::from([(HEADER.to_owned(), traceparent.to_owned())]);
    let context = TraceContextPropagator::new().extract(&carrier);
    // Fails only when no trace layer is installed, and then there is nothing to adopt.
    let _ = span.set_parent(context);
}

/// [`adopt`] where there is a parent; else the span begins a trace of its own.
pub fn adopt_some(span: &Span, traceparent: Option<&str>) {
    if let Some(parent) = traceparent {
        adopt(span, parent);
    }
}
