//! The main job over the HTTP API: from the call-out to the desk and back.

use std::{collections::BTreeSet, thread::sleep, time::Duration};

use integration_tests::{Handover, Message, Moment, Night, Outcome, Town, eventually, payload};
use serde_json::{Value, json};

const OFFERS: &str = "POST /api/v1/offers";

/// What an opened item says of this category, once.
#[track_caller]
fn value_of<'a>(opened: &'a Value, category: &str) -> &'a Value {
    let fields = opened["fields"].as_array().unwrap();
    let of: Vec<_> = fields.iter().filter(|field| field["category"] == category).collect();
    assert_eq!(of.len(), 1, "{category} once in {opened}");
    &of[0]["value"]
}

fn categories_of(opened: &Value) -> Vec<&str> {
    opened["fields"].as_array().unwrap().iter().map(|field| field["category"].as_str().unwrap()).collect()
}

/// The number of a released offer in its channel, from the broker's signed answer.
#[track_caller]
fn number_of(town: &Town, handover: &str) -> u64 {
    let passed = town.police_gate.passed();
    let answers = passed.iter().filter(|passed| passed.request.line.starts_with(OFFERS)).filter_map(|passed| passed.answer.as_ref());
    let answers: Vec<Value> = answers.filter(|answer| answer.status() == 200).map(|answer| payload(&answer.body)).collect();
    let of = answers.iter().find(|answer| answer["handover"] == handover);
    of.and_then(|answer| answer["sequence"].as_u64()).unwrap_or_else(|| panic!("no number of {handover} in {answers:?}"))
}

#[track_caller]
fn of_basis<'a>(sent: &'a [Handover], basis: &str) -> &'a Handover {
    let of: Vec<_> = sent.iter().filter(|handover| handover.basis == basis).collect();
    assert_eq!(of.len(), 1, "one handover by {basis} in {sent:?}");
    of[0]
}

/// The whole way once, on whatever the town stands on. Used by other tests as well.
pub fn main_job(town: &Town) {
    let night = Night::consent("Ellinor Påhittad", "070-174 06 05");
    let code = town.officer.record(&night);
    let preview = town.officer.preview(&code);
    let goes: Vec<_> = preview["goes"].as_array().unwrap().iter().map(|row| row["category"].as_str().unwrap()).collect();
    for category in ["identity", "safe_contact", "incident"] {
        assert!(goes.contains(&category), "{category} goes by consent: {preview}");
    }
    town.officer.send(&code, preview["digest"].as_str().unwrap()).ok();
    let sent = town.officer.handovers(&code);
    let handover = of_basis(&sent, "consent");

    let item = town.desk.rings(&handover.id);
    assert_eq!(item["case_code"], code.as_str());
    assert_eq!(item["basis"], "consent");
    town.officer.sees(&code, &handover.id, "received");

    assert_eq!(town.desk.acknowledge(&handover.id).ok()["state"], "acknowledged");
    let seen = town.officer.sees(&code, &handover.id, "acknowledged");
    assert!(seen.detail.contains("duty_worker"), "the officer sees the role: {seen:?}");

    let opened = town.desk.open(&handover.id);
    assert_eq!(value_of(&opened, "identity")["name"], "Ellinor Påhittad");
    assert_eq!(value_of(&opened, "safe_contact")["phone"], "+46701740605");
    assert_eq!(value_of(&opened, "safe_contact")["may_text"], "no");
    assert_eq!(value_of(&opened, "incident")["kind"], "violence");
    assert_eq!(categories_of(&opened).len(), goes.len(), "what the preview showed is what came: {opened}");

    town.desk.state(&handover.id, "contact_made").ok();
    eventually("the officer to see that contact was made", || {
        let shown = town.officer.show(&code).to_string();
        if shown.contains("contact_made") { Ok(()) } else { Err(shown) }
    });
    town.verify_log();
}

#[test]
fn a_call_out_reaches_the_desk_and_the_answer_reaches_the_officer() {
    main_job(&Town::start());
}

#[test]
fn with_children_the_duty_travels_first_and_alone() {
    let town = Town::start();
    let is_duty = |request: &Message| request.line.starts_with(OFFERS) && payload(&request.body)["header"]["purpose"] == "child_protection";
    let slow = town.police_gate.catch_if(Moment::BeforeBroker, move |request, _| is_duty(request));
    let (code, sent) = town.officer.hand_over(&Night::with_children("Tuva Påhittad", "070-174 06 06"));
    slow.wait();
    // Time enough for the other part to overtake, if it would.
    sleep(Duration::from_secs(1));
    assert!(town.police_gate.requests(OFFERS).is_empty(), "the other part waits for a duty that is slow on its way");
    slow.release(Outcome::Pass);
    let (duty, consent) = (of_basis(&sent, "duty"), of_basis(&sent, "consent"));
    for handover in [duty, consent] {
        assert_eq!(town.desk.rings(&handover.id)["case_code"], code.as_str());
    }

    let offers: Vec<_> = town.police_gate.requests(OFFERS).iter().map(|request| payload(&request.body)).collect();
    // A loaded machine may post the same bytes twice.
    let ids: BTreeSet<_> = offers.iter().map(|offer| offer["header"]["id"].to_string()).collect();
    assert_eq!(ids.len(), 2);
    let offer = |id: &str| offers.iter().find(|offer| offer["header"]["id"] == id).unwrap();
    let first = offer(&duty.id);
    assert!(number_of(&town, &duty.id) < number_of(&town, &consent.id), "the duty first");
    assert_eq!(first["header"]["purpose"], "child_protection");
    assert_eq!(first["header"]["consents"], json!([]), "nothing of a consent in the duty's offer");
    assert_eq!(first["header"].get("expires_at"), None, "a report of concern never expires");

    let opened = town.desk.open(&duty.id);
    assert_eq!(value_of(&opened, "child_concern")["grounds"], json!(["saw_or_heard_violence"]));
    assert!(categories_of(&opened).iter().all(|category| !["identity", "safe_contact"].contains(category)), "no adult rides along");
    let opened = town.desk.open(&consent.id);
    assert_eq!(value_of(&opened, "identity")["name"], "Tuva Påhittad");
    assert!(!categories_of(&opened).contains(&"child_concern"));
}

#[test]
fn after_a_no_only_the_duty_leaves_and_the_no_stays() {
    let town = Town::start();
    let (code, sent) = town.officer.hand_over(&Night::refused().and_children());
    assert_eq!(sent.len(), 1, "{sent:?}");
    let duty = of_basis(&sent, "duty");
    town.desk.rings(&duty.id);
    town.officer.sees(&code, &duty.id, "received");

    assert!(town.police_gate.requests("POST /api/v1/consents").is_empty(), "a no is never sent");
    let posted = town.police_gate.requests(OFFERS);
    assert!(posted.iter().all(|request| request.body == posted[0].body), "one offer, however often it was posted");
    let offer = payload(&posted[0].body);
    assert_eq!(offer["header"]["consents"], json!([]));
    let roles: Vec<_> = offer["header"]["subjects"].as_array().unwrap().iter().map(|subject| subject["role"].clone()).collect();
    assert_eq!(roles, ["child"], "nobody else is named in the offer");
    let opened = town.desk.open(&duty.id);
    for category in categories_of(&opened) {
        assert!(category.starts_with("child") || category == "incident" || category == "incident_address", "{category} went without a yes");
    }
    assert!(!opened.to_string().contains("refus"), "the no is not told");
}

#[test]
fn after_a_no_without_a_duty_nothing_leaves() {
    let town = Town::start();
    let code = town.officer.record(&Night::refused());
    let preview = town.officer.preview(&code);
    assert_eq!(preview["goes"], json!([]));
    assert!(!preview["stays"].as_array().unwrap().is_empty(), "what stays is shown with its reason: {preview}");
    let answer = town.officer.send(&code, preview["digest"].as_str().unwrap());
    assert!((400..500).contains(&answer.status), "{} {}", answer.status, answer.text());
    assert!(answer.kind.starts_with("application/problem+json"), "{}", answer.kind);
    assert!(town.officer.handovers(&code).is_empty());

    // Something that does go afterwards shows that the courier had its chance.
    let (_, sent) = town.officer.hand_over(&Night::consent("Ylva Påhittad", "070-174 06 07"));
    town.desk.rings(&sent[0].id);
    let offers = town.police_gate.requests(OFFERS);
    assert!(offers.iter().all(|request| payload(&request.body)["header"]["case_code"] != code.as_str()));
}

#[test]
fn a_decline_reaches_the_officer_with_its_reason() {
    let town = Town::start();
    let (code, sent) = town.officer.hand_over(&Night::consent("Mira Påhittad", "070-174 06 08"));
    town.desk.rings(&sent[0].id);
    town.desk.decline(&sent[0].id, "not_responsible").ok();
    let seen = town.officer.sees(&code, &sent[0].id, "declined");
    assert!(seen.detail.contains("not_responsible"), "{seen:?}");
    town.desk.acknowledge(&sent[0].id).problem(409, "wrong-state");
}

#[test]
fn of_two_at_once_one_owns_it_and_the_other_is_told() {
    let town = Town::start();
    let (code, sent) = town.officer.hand_over(&Night::consent("Signe Påhittad", "070-174 06 09"));
    let id = &sent[0].id;
    town.desk.rings(id);
    let (first, second) = std::thread::scope(|scope| {
        let first = scope.spawn(|| town.desk.acknowledge(id));
        let second = scope.spawn(|| town.second_desk.acknowledge(id));
        (first.join().unwrap(), second.join().unwrap())
    });
    let (won, lost) = if first.status == 200 { (first, second) } else { (second, first) };
    assert_eq!(won.ok()["state"], "acknowledged");
    lost.problem(409, "already-taken");
    town.officer.sees(&code, id, "acknowledged");
    let told = town.outside(integration_tests::Kind::Police).notices();
    let acknowledged = told.iter().filter(|notice| notice["kind"] == "receipt").filter(|notice| {
        let receipt = payload(&serde_json::to_vec(&notice["receipt"]).unwrap());
        receipt["outcome"]["state"] == "acknowledged"
    });
    assert_eq!(acknowledged.count(), 1, "one acknowledgement, not two");
}
