//! What the page showed leaves, or nothing does.

use integration_tests::{Night, Town, payload};
use serde_json::json;

/// After something that does go: nothing of this case was posted, and the broker's log knows nothing of it.
#[track_caller]
fn nothing_left(town: &Town, code: &str) {
    assert!(town.officer.handovers(code).is_empty(), "nothing in the outbox");
    let (other, sent) = town.officer.hand_over(&Night::consent("Freja Påhittad", "070-174 06 20"));
    town.desk.rings(&sent[0].id);
    assert_ne!(other, code);
    let posted = ["POST /api/v1/offers", "POST /api/v1/consents"].map(|line| town.police_gate.requests(line));
    for request in posted.iter().flatten() {
        assert!(!payload(&request.body).to_string().contains(code), "{} was about {code}", request.line);
    }
    let items = town.desk.items();
    assert!(items.iter().all(|item| item["case_code"] != code), "the desk knows nothing of it");
}

#[test]
fn a_changed_situation_stops_the_send() {
    let town = Town::start();
    let mut night = Night::with_children("Disa Påhittad", "070-174 06 21");
    let code = town.officer.record(&night);
    let shown = town.officer.preview(&code);
    night.situation["children"] = json!("three");
    town.officer.situation(&code, &night.situation).ok();
    town.officer.send(&code, shown["digest"].as_str().unwrap()).problem(409, "preview-changed");
    nothing_left(&town, &code);

    // The new preview is another one, and can be sent.
    let now = town.officer.preview(&code);
    assert_ne!(now["digest"], shown["digest"]);
    town.officer.send(&code, now["digest"].as_str().unwrap()).ok();
    for handover in town.officer.handovers(&code) {
        town.desk.rings(&handover.id);
    }
}

#[test]
fn a_consent_that_became_a_no_stops_the_send() {
    let town = Town::start();
    let code = town.officer.record(&Night::consent("Ronja Påhittad", "070-174 06 22"));
    let shown = town.officer.preview(&code);
    town.officer.consent(&code, &Night::refused().consent).ok();
    town.officer.send(&code, shown["digest"].as_str().unwrap()).problem(409, "preview-changed");
    assert_eq!(town.officer.preview(&code)["goes"], json!([]), "nothing may leave now");
    nothing_left(&town, &code);
}

#[test]
fn the_answer_to_an_old_preview_shows_the_difference() {
    let town = Town::start();
    let mut night = Night::with_children("Tove Påhittad", "070-174 06 25");
    let code = town.officer.record(&night);
    let shown = town.officer.preview(&code);
    night.situation["children"] = json!("three");
    town.officer.situation(&code, &night.situation).ok();
    let problem = town.officer.send(&code, shown["digest"].as_str().unwrap()).problem(409, "preview-changed");
    let now = &problem["preview"];
    assert_eq!(now["digest"], town.officer.preview(&code)["digest"], "the answer holds what would leave now: {problem}");
    assert!(now["goes"].to_string().contains("three"), "{problem}");
}

#[test]
fn an_invented_digest_sends_nothing() {
    let town = Town::start();
    let code = town.officer.record(&Night::consent("Stina Påhittad", "070-174 06 23"));
    town.officer.send(&code, &"0".repeat(64)).problem(409, "preview-changed");
    let answer = town.officer.send(&code, "not a digest");
    assert_eq!(answer.status, 422, "{}", answer.text());
    nothing_left(&town, &code);
}

#[test]
fn the_same_button_pressed_twice_sends_once() {
    let town = Town::start();
    let code = town.officer.record(&Night::with_children("Vilja Påhittad", "070-174 06 24"));
    let digest = town.officer.preview(&code)["digest"].as_str().unwrap().to_owned();
    let (first, second) = std::thread::scope(|scope| {
        let press = || town.officer.send(&code, &digest);
        let (first, second) = (scope.spawn(press), scope.spawn(press));
        (first.join().unwrap(), second.join().unwrap())
    });
    assert!(first.status == 200 || second.status == 200, "{} {}", first.text(), second.text());
    let sent = town.officer.handovers(&code);
    assert_eq!(sent.len(), 2, "one duty, one consent: {sent:?}");
    let sent: Vec<_> = sent.into_iter().map(|handover| (code.clone(), handover)).collect();
    crate::whole::nothing_lost_nothing_doubled(&town, &sent);
}
