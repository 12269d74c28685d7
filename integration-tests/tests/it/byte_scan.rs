//! Values of the story are where they belong and nowhere else, however they may have been written down.

use std::{fs, path::PathBuf};

use integration_tests::{Collector, Hit, Kind, Needles, Night, Plan, Town, eventually, written};
use serde_json::{Value, json};

/// What a person said or an officer wrote about her. It may be in no file in the clear.
const OF_PERSONS: [(&str, &str); 6] = [
    ("name", "Örnfrid Kanariesson-Åvik"),
    ("half of the name", "Kanariesson"),
    ("number as said", "070-174 06 77"),
    ("number as kept", "701740677"),
    ("address", "Kanariestigen 77 öster"),
    ("number of the event", "K4477-NARR-77"),
];

/// Who works at the agencies: known there, and nowhere else.
const OF_STAFF: [(&str, &str); 4] = [
    ("officer", "Päronella Kanariepatrull"),
    ("duty worker", "Äpplina Kanariejour"),
    ("demo officer", "Robin Ek"),
    ("demo duty worker", "Sam Lind"),
];

fn night() -> Night {
    let mut night = Night::with_children(OF_PERSONS[0].1, OF_PERSONS[2].1);
    night.situation["event_number"] = json!(OF_PERSONS[5].1);
    let concern = night.concern.as_mut().unwrap();
    concern["details"]["address"] = json!(OF_PERSONS[4].1);
    // The address goes only when the officer says that it belongs to the concern.
    concern["details"]["all_belongs"] = json!("yes");
    night
}

fn everything() -> Needles {
    Needles::of(OF_PERSONS.into_iter().chain(OF_STAFF))
}

fn of_persons() -> Needles {
    Needles::of(OF_PERSONS)
}

/// Looks through places with names; gives back where something was found.
pub fn search(needles: &Needles, places: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<(String, Hit)> {
    let found =
        |(place, bytes): (String, Vec<u8>)| needles.find(&bytes).into_iter().map(move |hit| (place.clone(), hit)).collect::<Vec<_>>();
    places.into_iter().flat_map(found).collect()
}

/// The bytes of files, each with its path.
pub fn contents(files: Vec<PathBuf>) -> Vec<(String, Vec<u8>)> {
    files.into_iter().map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

/// All bytes that went between an agency and the broker, and what was inside the envelopes.
pub fn between(town: &Town) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for (name, gate) in [("police", &town.police_gate), ("social", &town.social_gate)] {
        for passed in gate.passed() {
            let place = format!("{name} ↔ broker, {}", passed.request.line);
            let inside = serde_json::from_slice::<wire::Envelope>(&passed.request.body).map(|envelope| envelope.payload.0);
            all.push((format!("{place}, inside the envelope"), inside.unwrap_or_default()));
            all.push((place.clone(), passed.request.last_of_connection()));
            all.push((format!("{place}, the answer"), passed.answer.map(|answer| answer.last_of_connection()).unwrap_or_default()));
        }
    }
    all
}

/// What each service shows to Prometheus at this moment.
pub fn metrics(town: &Town) -> Vec<(String, Vec<u8>)> {
    [&town.broker, &town.police, &town.social]
        .map(|service| {
            let url = service.metrics_url();
            let url = if url.ends_with("/metrics") { url.to_owned() } else { format!("{}/metrics", url.trim_end_matches('/')) };
            let page = reqwest::blocking::get(&url).and_then(reqwest::blocking::Response::bytes).unwrap().to_vec();
            assert!(!page.is_empty(), "{url} says something");
            (url, page)
        })
        .into()
}

/// Whether a needle stands in any of the places, in any encoding: for positive controls.
pub fn is_there(needle: &str, places: &[(String, Vec<u8>)]) -> bool {
    !search(&Needles::of([("control", needle)]), places.iter().cloned()).is_empty()
}

#[test]
fn no_value_of_the_story_is_where_it_does_not_belong() {
    let collector = Collector::start();
    let mut town = Town::with(Plan {
        variables: vec![
            ("STAFETT_{SERVICE}__TELEMETRY__OTLP".to_owned(), collector.url()),
            ("STAFETT_{SERVICE}__TELEMETRY__FILTER".to_owned(), "debug".to_owned()),
        ],
        officer_name: Some(OF_STAFF[0].1.to_owned()),
        duty_name: Some(OF_STAFF[1].1.to_owned()),
        ..Plan::default()
    });

    let (code, sent) = town.officer.hand_over(&night());
    let mut opened = Vec::new();
    for handover in &sent {
        town.desk.rings(&handover.id);
        town.desk.acknowledge(&handover.id).ok();
        town.officer.sees(&code, &handover.id, "acknowledged");
        opened.push((handover.id.clone(), town.desk.open(&handover.id)));
    }
    town.desk.state(&sent[0].id, "contact_tried").ok();
    town.verify_log();

    the_scanner_can_see(&town, &opened);

    // While they run, what they show to Prometheus; then the files as a power cut leaves them, and as an orderly end does.
    assert_eq!(search(&everything(), metrics(&town)), []);
    let broker_files = contents(town.files("broker.sqlite"));
    assert!(is_there(&code, &broker_files), "control: the case code is in the broker's files");
    assert_eq!(search(&everything(), broker_files), []);
    for kind in Kind::ALL {
        town.service(kind).kill();
        town.service(kind).start();
    }
    assert_eq!(search(&everything(), contents(town.files("broker.sqlite"))), []);
    assert_eq!(search(&of_persons(), contents(town.files("police.sqlite"))), [], "the police's files at rest");
    assert_eq!(search(&of_persons(), contents(town.files("social.sqlite"))), [], "the social services' files at rest");
    for kind in [Kind::Police, Kind::Social, Kind::Broker] {
        assert!(town.service(kind).stop(), "{kind:?} ends in order");
    }
    assert_eq!(search(&everything(), contents(town.files("broker.sqlite"))), []);
    assert_eq!(search(&of_persons(), contents(town.files("police.sqlite"))), []);
    assert_eq!(search(&of_persons(), contents(town.files("social.sqlite"))), []);

    let crossing = between(&town);
    assert!(is_there(&code, &crossing), "control: the case code crosses");
    assert_eq!(search(&everything(), crossing), [], "between agencies and broker, URLs included");
    let said = contents(town.files("said/"));
    assert!(said.iter().any(|(_, bytes)| bytes.len() > 1000), "control: the services say something");
    assert_eq!(search(&everything(), said), [], "what the services say");
    traces(&collector);
}

/// What the services told the collector: from all three, and nothing of the story.
fn traces(collector: &Collector) {
    let calls: Vec<_> = collector.calls().into_iter().map(|call| (call.line.clone(), call.last_of_connection())).collect();
    for service in ["police", "social", "broker"] {
        assert!(is_there(service, &calls), "control: traces of {service} came, {} calls in all", calls.len());
    }
    assert_eq!(search(&everything(), calls), [], "traces");
}

/// Positive control: where the values do belong the scanner finds them, and in a file it finds them in every encoding.
#[track_caller]
fn the_scanner_can_see(town: &Town, opened: &[(String, Value)]) {
    let answers: Vec<_> = opened.iter().map(|(id, answer)| (id.clone(), answer.to_string().into_bytes())).collect();
    for (name, value) in [OF_PERSONS[0], OF_PERSONS[3], OF_PERSONS[4]] {
        assert!(is_there(value, &answers), "{name} came to the desk");
    }
    let planted = town.folder().join("planted");
    fs::create_dir(&planted).unwrap();
    for (name, value) in OF_PERSONS.into_iter().chain(OF_STAFF) {
        for (encoding, bytes) in written(value) {
            fs::write(planted.join("file"), [b"before ".as_slice(), &bytes, b" after"].concat()).unwrap();
            let hits = search(&everything(), contents(town.files("planted/")));
            assert!(hits.iter().any(|(_, hit)| hit.name == name && hit.encoding == encoding), "{name} as {encoding}");
        }
    }
    fs::remove_dir_all(planted).unwrap();
}

/// The list of the desk and the address of every page hold codes, never a value.
#[test]
fn lists_hold_no_values() {
    let town = Town::start();
    let (code, sent) = town.officer.hand_over(&night());
    for handover in &sent {
        town.desk.rings(&handover.id);
    }
    eventually("both to be received", || {
        let all = town.officer.handovers(&code);
        if all.iter().all(|handover| handover.state == "received") { Ok(()) } else { Err(format!("{all:?}")) }
    });
    let list = town.desk.0.get("/api/v1/duty-items");
    let shown = town.officer.0.get(&format!("/api/v1/call-outs/{code}"));
    let places = [("the desk's list", &list), ("the officer's card", &shown)];
    assert_eq!(search(&of_persons(), places.map(|(place, answer)| (place.to_owned(), answer.body.clone()))), []);
}
