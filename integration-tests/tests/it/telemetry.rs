//! What the services tell those who watch them: one trace from the officer's tap to the desk's ring and back, log lines
//! of one form, and names of metrics that are known. Nothing in any of them is about a person or names a case.

use std::{collections::BTreeSet, fs};

use integration_tests::{Collector, Kind, Night, Plan, Span, Spans, Town, eventually};
use serde_json::Value;

/// Every name a span may have.
const SPANS: [&str; 8] =
    ["request", "transaction", "post_to_broker", "take_notice", "fetch_parcel", "receive_parcel", "desk_rings", "answer_seen"];

/// Every attribute a span of ours may have; what the tracing libraries add stands in the second list.
const ATTRIBUTES: [&str; 9] = ["service", "method", "route", "status", "name", "queue", "attempt", "handover", "kind"];
const OF_THE_LIBRARY: [&str; 7] = ["busy_ns", "idle_ns", "level", "target", "code.namespace", "code.module.name", "thread.id"];

/// Every member a line of the log may have.
const OF_A_LINE: [&str; 6] = ["timestamp", "level", "target", "fields", "span", "spans"];

fn watched() -> (Collector, Town) {
    let collector = Collector::start();
    let variables = [("OTLP", collector.url()), ("JSON", "true".to_owned()), ("FILTER", "info".to_owned())];
    let variables = variables.map(|(name, value)| (format!("STAFETT_{{SERVICE}}__TELEMETRY__{name}"), value));
    let town = Town::with(Plan { variables: variables.into(), ..Plan::default() });
    (collector, town)
}

/// One night's handovers, acknowledged; all services end in order, so that the last traces are sent.
fn story(town: &mut Town) -> String {
    let (code, sent) = town.officer.hand_over(&Night::with_children("Ellinor Påhittad", "070-174 06 05"));
    for handover in &sent {
        town.desk.rings(&handover.id);
        town.desk.acknowledge(&handover.id).ok();
        town.officer.sees(&code, &handover.id, "acknowledged");
    }
    code
}

fn stop(town: &mut Town) {
    for kind in Kind::ALL {
        assert!(town.service(kind).stop(), "{kind:?} ends in order");
    }
}

/// The services a span passed through on its way, from the first to itself, each once.
fn way(spans: &Spans, last: &Span) -> Vec<String> {
    let mut services: Vec<_> = spans.line_of(last).into_iter().rev().map(|span| span.service.clone()).collect();
    services.dedup();
    services
}

#[track_caller]
fn some_way(spans: &Spans, service: &str, name: &str, wanted: &[&str]) {
    let ways: BTreeSet<_> = spans.named(service, name).map(|span| way(spans, span)).collect();
    assert!(ways.iter().any(|way| way == wanted), "{name}: {wanted:?} is not among {ways:?}");
}

#[test]
fn one_trace_leads_from_the_tap_to_the_ring_and_back() {
    let (collector, mut town) = watched();
    story(&mut town);
    stop(&mut town);
    let spans = Spans::of(&collector);
    some_way(&spans, "social", "desk_rings", &["police", "broker", "social"]);
    some_way(&spans, "social", "receive_parcel", &["police", "broker", "social"]);
    some_way(&spans, "police", "answer_seen", &["social", "broker", "police"]);
    let ring = spans.named("social", "desk_rings").map(|ring| spans.line_of(ring)).find(|line| line.len() > 4).unwrap();
    let first = ring.last().unwrap();
    assert_eq!((first.name.as_str(), first.attributes["route"].as_str()), ("request", "/api/v1/call-outs/{code}/send"));
    assert!(ring.iter().all(|span| span.trace == first.trace));
}

#[test]
fn traces_hold_names_of_a_closed_list_and_opaque_ids() {
    let (collector, mut town) = watched();
    let code = story(&mut town);
    stop(&mut town);
    let spans = Spans::of(&collector);
    assert!(spans.iter().count() > 50, "control: traces came");
    let symbols = code.split('-').next().unwrap();
    for span in spans.iter() {
        assert!(SPANS.contains(&span.name.as_str()), "a span with another name: {span:?}");
        let events = span.events.iter().flat_map(|(_, attributes)| attributes.keys());
        let known = |key: &String| ATTRIBUTES.contains(&key.as_str()) || OF_THE_LIBRARY.contains(&key.as_str());
        let unknown: Vec<_> = span.attributes.keys().filter(|key| !known(key)).collect();
        assert!(unknown.is_empty(), "{unknown:?} in {span:?}");
        let values = span.attributes.values().chain(span.events.iter().flat_map(|(_, attributes)| attributes.values()));
        for value in values.chain(events) {
            assert!(!value.contains(symbols), "the case code stands in {span:?}");
            assert!(!value.contains("70174"), "a telephone number stands in {span:?}");
        }
    }
}

#[test]
fn each_line_of_the_log_is_json_of_one_form() {
    let (_collector, mut town) = watched();
    let code = story(&mut town);
    stop(&mut town);
    let mut lines = 0;
    for path in town.files("said/").into_iter().filter(|path| path.to_string_lossy().contains("err")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains(&code), "{} names a case", path.display());
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}: {line}", path.display()));
            let members: Vec<_> = line.as_object().unwrap().keys().filter(|key| !OF_A_LINE.contains(&key.as_str())).collect();
            assert!(members.is_empty(), "{members:?} in {line}");
            assert!(line["fields"]["message"].is_string(), "{line}");
            lines += 1;
        }
    }
    assert!(lines > 3, "control: the services say something");
}

#[test]
fn metrics_have_known_names_and_labels_without_ids() {
    let (_collector, mut town) = watched();
    let code = story(&mut town);
    let known: BTreeSet<&str> = include_str!("metrics.txt").lines().filter(|line| !line.starts_with('#')).collect();
    let mut seen = BTreeSet::new();
    for kind in Kind::ALL {
        let url = town.service(kind).metrics_url().to_owned();
        let page = eventually("the metrics page", || {
            reqwest::blocking::get(&url).and_then(reqwest::blocking::Response::text).map_err(|error| error.to_string())
        });
        assert!(!page.contains(&code));
        for line in page.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let name = line.split(['{', ' ']).next().unwrap();
            let name = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
            seen.insert(name.to_owned());
        }
    }
    let unknown: Vec<_> = seen.iter().filter(|name| !known.contains(name.as_str())).collect();
    assert!(unknown.is_empty(), "metrics that metrics.txt does not name: {unknown:?}");
}
