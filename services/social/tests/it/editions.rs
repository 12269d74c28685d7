//! The rule book changes after something came: the desk reads the law that it was judged by.

use casework::testing::{Approval, approve, edition_with};
use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::{
    api::system,
    browser::Browser,
    night::{NAME, Night, Told, nights},
};

nights!(
    what_came_is_told_in_the_words_it_was_judged_by,
    why_has_the_statute_and_nothing_of_what_the_sender_kept,
    a_person_is_told_why_each_thing_about_her_came,
    who_operates_is_told_why_an_edition_is_not_used_and_what_to_do,
);

const BOTH: Told = Told { consent: true, concern: true, protected: false, custody: false };
const NEW: &str = "2027-01-01.1";

/// Approved as it must be, and in force at the desk.
async fn changes(night: &Night) {
    night.casework.ask_for_rulebook().await;
    let replaces = night.casework.edition().reference().clone();
    let file = edition_with(NEW, "SOL-19-1-B", "Polisen ska genast anmäla", "Polisen bör snart anmäla");
    let approval = Approval { file: file.clone(), replaces, takes_effect: "2026-11-22".parse().unwrap() };
    night.broker.activate_silently(&file, approve(&approval, &[41, 42]));
    night.casework.ask_for_rulebook().await;
    assert_eq!(night.casework.edition().id().as_str(), NEW);
}

async fn what_came_is_told_in_the_words_it_was_judged_by(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let lo = Browser::of(night, "lo").await;
    let before = night.casework.edition().id().to_string();
    let page = lo.get(&format!("/cases/{code}")).await.text;
    assert!(page.contains("Polisen ska genast anmäla") && !page.contains("Regelboken har ändrats sedan dess"));
    changes(night).await;
    let page = lo.get(&format!("/cases/{code}")).await.text;
    assert!(page.contains("Polisen ska genast anmäla") && !page.contains("Polisen bör snart anmäla"), "{page}");
    assert!(page.contains(&format!("Bedömt enligt regelbok {before}")));
    assert!(page.contains("Regelboken har ändrats sedan dess. Texterna ovan är ur den som det bedömdes enligt."));
}

async fn why_has_the_statute_and_nothing_of_what_the_sender_kept(night: &Night) {
    let (code, sent) = night.alarm(BOTH).await;
    changes(night).await;
    let (lo, elin) = (Browser::of(night, "lo").await, Browser::of(night, "elin").await);
    let case = lo.get(&format!("/cases/{code}")).await.text;
    for handover in &sent {
        let path = format!("/cases/{code}/handovers/{}/why", handover.id);
        assert!(case.contains(&path), "the page leads there");
        let page = lo.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("<blockquote lang=\"sv\"><p>") && page.text.contains("I kraft från"), "{}", page.text);
        assert!(page.text.contains("Vad avsändaren inte lämnade syns inte här.") && !page.text.contains("class=\"held\""));
        assert!(!page.text.contains(NAME) && !page.text.contains("Polisen bör snart anmäla"));
        assert_eq!(elin.get(&path).await.status, StatusCode::NOT_FOUND, "another unit's");
    }
}

async fn a_person_is_told_why_each_thing_about_her_came(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let before = night.casework.edition().id().to_string();
    changes(night).await;
    let system = system(night).await;
    let case = system.call(Method::GET, &format!("/api/v1/cases/{code}"), None).await.body;
    let of =
        |role: &str| case["subjects"].as_array().unwrap().iter().find(|person| person["role"] == role).unwrap()["id"].as_str().unwrap();
    let path = format!("/api/v1/cases/{code}/subjects/{}/extract", of("victim"));
    let extract = system.call(Method::GET, &path, None).await.body;
    let held = extract["held"].as_array().unwrap();
    assert!(!held.is_empty());
    for held in held {
        let (fields, told) = (held["fields"].as_array().unwrap(), &held["explanation"]);
        assert_eq!((told["edition"]["id"].as_str(), told["date"].as_str()), (Some(before.as_str()), Some("2026-11-22")), "{extract}");
        let places = |all: &[Value]| all.iter().map(|field| field["n"].clone()).collect::<Vec<_>>();
        assert_eq!(places(told["fields"].as_array().unwrap()), places(fields));
        for line in told["fields"].as_array().unwrap().iter().flat_map(|field| field["lines"].as_array().unwrap()) {
            assert!(line["citation"]["sv"].is_string() && line["text"]["en"].is_string() && line["from"].is_string(), "{line}");
        }
    }
    assert!(!extract["held"].to_string().contains("SOL-19-1"), "why something about the child came is not hers: {extract}");
}

async fn who_operates_is_told_why_an_edition_is_not_used_and_what_to_do(night: &Night) {
    night.casework.ask_for_rulebook().await;
    let replaces = night.casework.edition().reference().clone();
    let olle = Browser::of(night, "olle").await;
    let page = olle.get("/operations").await.text;
    let in_force = format!("Här gäller utgåva {}.", replaces.id);
    assert!(page.contains(&in_force) && !page.contains("Den används inte här"), "{page}");
    let file = edition_with(NEW, "SOL-19-1-B", "Polisen ska genast anmäla", "Polisen bör snart anmäla");
    let approval = Approval { file: file.clone(), replaces, takes_effect: "2026-11-22".parse().unwrap() };
    night.broker.activate_silently(&file, approve(&approval, &[41]));
    night.casework.ask_for_rulebook().await;
    let page = olle.get("/operations").await.text;
    assert!(page.contains(&format!("utgåva {NEW} gäller. Den används inte här.")) && page.contains(&in_force), "{page}");
    assert!(page.contains("Jämför rule_signers") && page.contains("edition-too-few-approvals"), "{page}");
    assert_eq!(Browser::of(night, "lo").await.get("/operations").await.status, StatusCode::FORBIDDEN);
}
