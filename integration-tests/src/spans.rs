//! What a collector received, decoded: spans with their parents (opentelemetry.proto.trace.v1, as protobuf over HTTP).

use std::collections::BTreeMap;

use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{KeyValue, any_value::Value},
    trace::v1::{ResourceSpans, Span as Sent},
};
use prost::Message as _;

use crate::Collector;

/// One span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// `service.name` of its process.
    pub service: String,
    /// Its name.
    pub name: String,
    /// The trace, 32 hex digits.
    pub trace: String,
    /// The span, 16 hex digits.
    pub id: String,
    /// The span it belongs to; empty for the first of a trace.
    pub parent: String,
    /// Its attributes, written out.
    pub attributes: BTreeMap<String, String>,
    /// Names and attributes of its events: the log lines that were written inside it.
    pub events: Vec<(String, BTreeMap<String, String>)>,
}

/// All spans that came.
#[derive(Debug, Clone)]
pub struct Spans(Vec<Span>);

impl Spans {
    /// Decodes every call. A body that is no export request is a fault of the sender's.
    pub fn of(collector: &Collector) -> Self {
        let calls = collector.calls();
        let sent = calls.iter().filter(|call| call.path() == "/v1/traces").flat_map(|call| {
            let request = ExportTraceServiceRequest::decode(call.body.as_slice()).expect("an OTLP export request");
            request.resource_spans
        });
        Self(sent.flat_map(of_one_service).collect())
    }

    /// One by one.
    pub fn iter(&self) -> impl Iterator<Item = &Span> {
        self.0.iter()
    }

    /// Those of this service and name.
    pub fn named<'a>(&'a self, service: &'a str, name: &'a str) -> impl Iterator<Item = &'a Span> {
        self.iter().filter(move |span| span.service == service && span.name == name)
    }

    /// The span and what it belongs to, up to the first of the trace that came.
    pub fn line_of<'a>(&'a self, span: &'a Span) -> Vec<&'a Span> {
        let mut line = vec![span];
        while let Some(parent) = line.last().and_then(|last| self.parent_of(last)) {
            line.push(parent);
        }
        line
    }

    fn parent_of(&self, span: &Span) -> Option<&Span> {
        self.iter().find(|other| other.trace == span.trace && other.id == span.parent)
    }
}

fn of_one_service(sent: ResourceSpans) -> Vec<Span> {
    let resource = sent.resource.map(|resource| written(resource.attributes)).unwrap_or_default();
    let service = resource.get("service.name").cloned().unwrap_or_default();
    let spans = sent.scope_spans.into_iter().flat_map(|scope| scope.spans);
    spans.map(|span| read(span, service.clone())).collect()
}

fn read(span: Sent, service: String) -> Span {
    Span {
        service,
        name: span.name,
        trace: hex(&span.trace_id),
        id: hex(&span.span_id),
        parent: hex(&span.parent_span_id),
        attributes: written(span.attributes),
        events: span.events.into_iter().map(|event| (event.name, written(event.attributes))).collect(),
    }
}

fn written(attributes: Vec<KeyValue>) -> BTreeMap<String, String> {
    attributes.into_iter().map(|attribute| (attribute.key, text(attribute.value.and_then(|value| value.value)))).collect()
}

fn text(value: Option<Value>) -> String {
    match value {
        Some(Value::StringValue(text)) => text,
        Some(Value::IntValue(number)) => number.to_string(),
        Some(Value::BoolValue(yes)) => yes.to_string(),
        Some(Value::DoubleValue(number)) => number.to_string(),
        other => format!("{other:?}"),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
