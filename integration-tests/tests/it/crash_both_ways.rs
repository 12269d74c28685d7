//! kill -9 while a handover is taken back or answered. What was decided stays decided, and nobody misses a number.

use std::time::Duration;

use integration_tests::{Handover, Kind, Moment, Night, Town, Visitor, eventually};

use crate::crash::dies_at;

/// A night that was sent while nobody at the desk fetches.
fn unfetched(town: &Town, number: usize) -> (String, Handover) {
    let (code, mut sent) =
        town.officer.hand_over(&Night::consent(&format!("Alva Påhittad {number}"), &format!("070-174 06 {}", 80 + number)));
    let handover = sent.remove(0);
    town.officer.sees(&code, &handover.id, "released");
    (code, handover)
}

/// The officer presses the button. The page's answer does not wait for the broker.
fn take_back(town: &Town, code: &str, id: &str) {
    let robin = Visitor::log_in(&town.police.url(), "Robin Ek");
    robin.join(code, "same_patrol");
    let case = robin.visit(&format!("/cases/{code}/handovers"));
    robin.send(&case, &format!("/cases/{code}/handovers/{id}/recall"), &[]);
}

/// Taken back for good: the desk can't have it, and both were told once.
#[track_caller]
fn is_gone_for_good(town: &Town, id: &str) {
    let social = town.outside(Kind::Social);
    assert_eq!(social.post(&format!("/api/v1/parcels/{id}/fetch?wait_seconds=0"), b"").status, 410);
    for kind in [Kind::Police, Kind::Social] {
        let notices = town.outside(kind).notices();
        let gone = notices.iter().filter(|notice| notice["handover"] == id && notice["kind"] == "parcel_gone").count();
        assert_eq!(gone, 1, "{kind:?} is told once");
    }
}

/// No number was left out or given twice, whoever died.
#[track_caller]
fn nobody_misses_a_number(town: &Town) {
    let numbers: Vec<u64> = town.outside(Kind::Social).notices().iter().filter_map(of_waiting).collect();
    assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>());
    for service in [&town.police, &town.social] {
        assert!(!service.last_words().contains("a number of a channel is not right"), "no gap was seen");
    }
}

fn of_waiting(notice: &serde_json::Value) -> Option<u64> {
    if notice["kind"] == "parcel_waiting" { notice["sequence"].as_u64() } else { None }
}

#[test]
fn police_dies_while_a_recall_is_on_its_way() {
    let mut town = Town::start();
    // Nobody fetches.
    town.social.kill();
    for (round, moment) in [Moment::BeforeBroker, Moment::BeforeAgency].into_iter().enumerate() {
        let (code, handover) = unfetched(&town, round);
        let (at, id) = (code.clone(), handover.id.clone());
        dies_at(&mut town, Kind::Police, |town| &town.police_gate, moment, "POST /api/v1/recalls", |town| take_back(town, &at, &id));
        town.officer.sees(&code, &handover.id, "recalled");
        is_gone_for_good(&town, &handover.id);
    }
    town.social.start();
    nobody_misses_a_number(&town);
    town.verify_log();
}

#[test]
fn broker_dies_after_the_commit_of_a_recall() {
    let mut town = Town::start();
    // Nobody fetches.
    town.social.kill();
    let (code, handover) = unfetched(&town, 2);
    let (at, id) = (code.clone(), handover.id.clone());
    let line = "POST /api/v1/recalls";
    dies_at(&mut town, Kind::Broker, |town| &town.police_gate, Moment::BeforeAgency, line, |town| take_back(town, &at, &id));
    town.officer.sees(&code, &handover.id, "recalled");
    is_gone_for_good(&town, &handover.id);
    town.social.start();
    town.verify_log();
}

#[test]
fn social_dies_while_its_answer_is_on_its_way() {
    let mut town = Town::start();
    for (round, moment) in [Moment::BeforeBroker, Moment::BeforeAgency].into_iter().enumerate() {
        let (code, sent) = town.officer.hand_over(&Night::consent(&format!("Alva Påhittad {round}"), "070-174 06 90"));
        let id = sent[0].id.clone();
        town.desk.rings(&id);
        town.desk.acknowledge(&id).ok();
        town.officer.sees(&code, &id, "acknowledged");
        let asked = id.clone();
        dies_at(
            &mut town,
            Kind::Social,
            |town| &town.social_gate,
            moment,
            "POST /api/v1/offers",
            |town| drop(town.desk.state(&asked, "contact_tried")),
        );
        eventually("the word to come", || {
            let came = town.outside(Kind::Police).notices().iter().filter_map(of_waiting).count();
            if came == round + 1 { Ok(()) } else { Err(format!("{came} have come")) }
        });
        std::thread::sleep(Duration::from_millis(200));
    }
    let numbers: Vec<u64> = town.outside(Kind::Police).notices().iter().filter_map(of_waiting).collect();
    assert_eq!(numbers, [1, 2], "each answer once");
    nobody_misses_a_number(&town);
    town.verify_log();
}
