//! What must hold of a town when the storm is over: everything arrived, once, and the log says so.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use integration_tests::{Handover, Kind, Town, eventually, payload};
use serde_json::Value;

/// Waits until every handover is acknowledged and the officer knows; then counts. Nothing may be missing or be there twice.
#[track_caller]
pub fn nothing_lost_nothing_doubled(town: &Town, sent: &[(String, Handover)]) {
    for (code, handover) in sent {
        town.desk.rings(&handover.id);
        eventually("the desk to own it", || {
            let answer = town.desk.0.attempt("POST", &format!("/api/v1/duty-items/{}/acknowledge", handover.id), b"{}")?;
            if answer.status == 200 { Ok(()) } else { Err(answer.text()) }
        });
        town.officer.sees(code, &handover.id, "acknowledged");
    }
    at_the_desk_once(town, sent);
    posted_always_the_same(town, sent);
    told_once(town, sent);
    logged_once(town, sent);
    town.verify_log();
}

/// At the desk: each handover once, with all that was sent of it and nothing more.
#[track_caller]
pub fn at_the_desk_once(town: &Town, sent: &[(String, Handover)]) {
    let items = town.desk.items();
    for (code, handover) in sent {
        let of: Vec<_> = items.iter().filter(|item| item["handover"] == handover.id.as_str()).collect();
        assert_eq!(of.len(), 1, "{} of {code} is at the desk once", handover.id);
        let opened = town.desk.open(&handover.id);
        let mut came: Vec<_> = opened["fields"].as_array().unwrap().iter().map(|field| field["category"].as_str().unwrap()).collect();
        let mut went: Vec<_> = handover.categories.iter().map(String::as_str).collect();
        came.sort_unstable();
        went.sort_unstable();
        assert_eq!(came, went, "what was sent of {code} is what came");
    }
}

/// Each offer always with the same bytes.
#[track_caller]
fn posted_always_the_same(town: &Town, sent: &[(String, Handover)]) {
    let mut bytes_of: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for request in town.police_gate.requests("POST /api/v1/offers") {
        let offer = payload(&request.body);
        let id = offer["header"]["id"].as_str().unwrap().to_owned();
        let first = bytes_of.entry(id.clone()).or_insert_with(|| request.body.clone());
        assert_eq!(*first, request.body, "{id} was posted again with other bytes");
    }
    for (code, handover) in sent {
        assert!(bytes_of.contains_key(&handover.id), "{} of {code} was posted", handover.id);
    }
}

/// Notices are numbered without a gap; each handover is announced once and each of its receipts told once.
#[track_caller]
fn told_once(town: &Town, sent: &[(String, Handover)]) {
    let to_police = town.outside(Kind::Police).notices();
    let to_social = town.outside(Kind::Social).notices();
    for notices in [&to_police, &to_social] {
        let numbers: Vec<_> = notices.iter().map(|notice| notice["number"].as_u64().unwrap()).collect();
        assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>(), "notices without a gap");
    }
    let mut channels: BTreeMap<(&str, &str), Vec<u64>> = BTreeMap::new();
    for notice in to_social.iter().filter(|notice| notice["kind"] == "parcel_waiting") {
        let channel = (notice["from"].as_str().unwrap(), notice["unit"].as_str().unwrap());
        channels.entry(channel).or_default().push(notice["sequence"].as_u64().unwrap());
    }
    for (channel, numbers) in channels {
        assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>(), "{channel:?} is numbered without a gap");
    }
    let receipt_state = |notice: &Value| {
        let envelope = serde_json::to_vec(&notice["receipt"]).unwrap();
        payload(&envelope)["outcome"]["state"].as_str().unwrap().to_owned()
    };
    for (code, Handover { id, .. }) in sent {
        let about = |notice: &&Value, kind: &str| notice["handover"] == id.as_str() && notice["kind"] == kind;
        assert_eq!(to_social.iter().filter(|notice| about(notice, "parcel_waiting")).count(), 1, "{id} of {code} is announced once");
        let mut receipts: Vec<_> = to_police.iter().filter(|notice| about(notice, "receipt")).map(receipt_state).collect();
        receipts.sort_unstable();
        assert_eq!(receipts, ["acknowledged", "received"], "receipts of {id} of {code}");
    }
}

/// Every entry the police may read: one release, one fetch, one receipt of each kind for each handover.
#[track_caller]
pub fn logged_once(town: &Town, sent: &[(String, Handover)]) {
    let caller = town.broker_caller(Kind::Police);
    let note = caller.get("/log/checkpoint").text();
    let size: u64 = note.lines().nth(1).and_then(|line| line.parse().ok()).expect("a checkpoint says its size");
    let mut counts: BTreeMap<(String, String), u32> = BTreeMap::new();
    for index in 0..size {
        let answer = caller.get(&format!("/log/entries/{index}"));
        if answer.status == 404 {
            continue;
        }
        let entry = STANDARD.decode(answer.ok()["entry"].as_str().unwrap()).unwrap();
        let entry: Value = serde_json::from_slice(&entry).unwrap();
        if let Some(handover) = entry["handover"].as_str() {
            *counts.entry((handover.to_owned(), entry["kind"].as_str().unwrap().to_owned())).or_default() += 1;
        }
    }
    for (_, Handover { id, .. }) in sent {
        let count = |kind: &str| counts.get(&(id.clone(), kind.to_owned())).copied().unwrap_or(0);
        let seen = ["offer_released", "parcel_fetched", "receipt"].map(count);
        assert_eq!(seen, [1, 1, 2], "released, fetched, receipts of {id} in the log: {counts:?}");
    }
}
