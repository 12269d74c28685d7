//! Both directions, as people do it on the pages: asked and answered, new violence, feedback, correction, taken back,
//! sent on. Seen again through each agency's case system, and in what crossed.

mod undone;

use std::collections::BTreeMap;

use integration_tests::{
    Beginning, Composer, Databases, Kind, Night, Plan, Town, Visitor,
    composer::{DESK, PATROLS, has_come, opened},
    payload,
};
use serde_json::{Value, json};

use undone::sent_on;
pub use undone::taken_back;

/// Who takes part.
struct People<'a> {
    town: &'a Town,
    /// On patrol.
    robin: Visitor,
    /// At the desk.
    sam: Visitor,
}

impl<'a> People<'a> {
    fn of(town: &'a Town) -> Self {
        Self { town, robin: Visitor::log_in(&town.police.url(), "Robin Ek"), sam: Visitor::log_in(&town.social.url(), "Sam Lind") }
    }

    /// A night with children has come to the desk: the code, the duty and the consent handover.
    #[track_caller]
    fn a_night(&self, name: &str, phone: &str) -> (String, String, String) {
        let (code, sent) = self.town.officer.hand_over(&Night::with_children(name, phone));
        for handover in &sent {
            self.town.desk.rings(&handover.id);
        }
        self.robin.join(&code, "same_patrol");
        let of = |basis: &str| sent.iter().find(|handover| handover.basis == basis).expect("one of each").id.clone();
        (code, of("duty"), of("consent"))
    }
}

fn members<'v>(fields: &'v [Value], category: &str) -> &'v Value {
    let of: Vec<_> = fields.iter().filter(|field| field["category"] == category).collect();
    assert_eq!(of.len(), 1, "{category} once in {fields:?}");
    &of[0]["value"]
}

/// The social services ask, the police answer; the answer says which question it answers.
pub fn asked_and_answered(town: &Town) {
    let people = People::of(town);
    let (code, _, _) = people.a_night("Ask Påhittad", "070-174 06 40");
    let beginning = Beginning { to: PATROLS, purpose: "acute_support" };
    let question = Composer::ask(&people.sam, &code, beginning, &["incident", "case_state"]).sent(&town.desk.0).remove(0);
    has_come(&town.officer.0, &code, &question);
    // It waits for somebody of the unit, told by its code alone.
    let waiting = people.robin.visit("/received");
    let take = format!("/received/{question}");
    assert!(waiting.actions().iter().any(|action| action.starts_with(&take)), "{}", waiting.page.text);
    assert!(!waiting.page.text.contains("Påhittad") && !waiting.page.text.contains("070"), "{}", waiting.page.text);
    let case = people.robin.visit(&format!("/cases/{code}/handovers"));
    assert!(case.actions().contains(&format!("/cases/{code}/handovers/{question}/answer").as_str()), "{}", case.page.text);

    let answer = Composer::answer(&people.robin, &code, &question);
    answer.put("incident", "", &[("kind", "threat"), ("hour-day", "2026-11-20"), ("hour-time", "22:00"), ("place", "public_place")]);
    answer.put("case_state", "", &[("state", "contact_made")]);
    // Her own yes opens her part; his part is nobody's to open but by the harm test.
    let stays = answer.review();
    assert!(stays.page.links.iter().any(|link| link.contains("/permissions/OSL-35-1-H")), "the harm test is the way: {}", stays.page.text);
    let decided = answer.decide("OSL-35-1-H", &[("harm_test_passed", "yes")]);
    assert_eq!(decided.status, 200, "{:?}", decided.page.errors);
    let ids = answer.sent(&town.officer.0);
    let mut values = Vec::new();
    for id in &ids {
        let came = has_come(&town.desk.0, &code, id);
        assert_eq!(came["answers"], question.as_str(), "the answer says what it answers");
        values.extend(opened(&town.desk.0, id));
    }
    assert_eq!(members(&values, "incident")["kind"], "threat");
    assert_eq!(members(&values, "case_state")["state"], "contact_made");
    let asked = people.sam.visit(&format!("/cases/{code}/handovers"));
    assert!(!asked.page.text.is_empty());
    no_holes(town);
}

/// New violence goes to the police by a named person's decision and by nothing else; an ordinary assault does not reach.
pub fn new_violence(town: &Town) {
    let people = People::of(town);
    let (code, _, _) = people.a_night("Nova Påhittad", "070-174 06 41");
    let draft = Composer::begin(&people.sam, &code, Beginning { to: PATROLS, purpose: "prevention_of_serious_crime" });
    let today = integration_tests::now().to_string()[..10].to_owned();
    draft.put("new_violence", "victim", &[("day", &today), ("kind", "violence")]);
    let shown = draft.review();
    assert!(shown.page.forms.iter().all(|form| !form.action.ends_with("/send")), "nothing can be sent yet: {}", shown.page.text);

    let empty = draft.decide("OSL-10-18c-B", &[]);
    assert_eq!(empty.status, 422, "empty answers deny");
    assert!(empty.page.errors.len() >= 5, "each unanswered question is named: {:?}", empty.page.errors);
    let answers = |crime| {
        [
            ("circumstances", "escalating"),
            ("concrete_circumstances_reason", "Skäl ett för egen akt"),
            ("close_person", "yes"),
            ("crime", crime),
            ("against", "victim"),
            ("how_soon", "days"),
            ("not_unsuitable", "yes"),
            ("not_unsuitable_reason", "Skäl två för egen akt"),
            ("not_committed_crime", "yes"),
        ]
    };
    assert_eq!(draft.decide("OSL-10-18c-B", &answers("assault")).status, 200);
    let below = draft.review();
    assert!(below.page.forms.iter().all(|form| !form.action.ends_with("/send")), "an ordinary assault does not reach: {}", below.page.text);
    let decided = draft.decide("OSL-10-18c-B", &answers("aggravated_assault"));
    assert_eq!(decided.status, 200, "{:?}", decided.page.errors);
    let ids = draft.sent(&town.desk.0);
    let mut values = Vec::new();
    for id in &ids {
        let came = has_come(&town.officer.0, &code, id);
        assert_eq!(came["basis"], "permission");
        values.extend(opened(&town.officer.0, id));
    }
    assert_eq!(members(&values, "new_violence"), &json!({ "day": today, "kind": "violence" }));
    assert_eq!(members(&values, "feared_crime")["crime"], "aggravated_assault");
    let crossed: Vec<String> =
        town.social_gate.requests("POST /api/v1/offers").iter().map(|offer| payload(&offer.body).to_string()).collect();
    assert!(
        crossed.iter().all(|offer| !offer.contains("aggravated") && !offer.contains("egen akt")),
        "which crime and why stay sealed or inside"
    );
    let page = people.robin.visit(&format!("/cases/{code}/handovers"));
    assert!(!page.says("egen akt"), "reasons never cross");
    no_holes(town);
}

/// The reporter asks, and is told one of three things and nothing more.
pub fn feedback(town: &Town) {
    let people = People::of(town);
    for (outcome, phone) in [("opened", "070-174 06 42"), ("not_opened", "070-174 06 43"), ("already_running", "070-174 06 44")] {
        let (code, _, _) = people.a_night("Fia Påhittad", phone);
        let beginning = Beginning { to: DESK, purpose: "child_protection" };
        let question = Composer::ask(&people.robin, &code, beginning, &["concern_feedback"]).sent(&town.officer.0).remove(0);
        has_come(&town.desk.0, &code, &question);
        let place = format!("/cases/{code}/inquiry");
        let noted = people.sam.visit(&place);
        people.sam.send(&noted, &place, &[("outcome", outcome), ("decided-day", "2026-11-20"), ("decided-time", "13:30")]);
        let answer = Composer::answer(&people.sam, &code, &question);
        assert!(answer.show().page.links.iter().any(|link| link.contains("/fields/concern_feedback")), "what was noted is in the answer");
        answer.fact("police_made_report", "yes");
        answer.fact("reporter_asked", "yes");
        let ids = answer.sent(&town.desk.0);
        assert_eq!(ids.len(), 1);
        assert_eq!(has_come(&town.officer.0, &code, &ids[0])["answers"], question.as_str());
        let values = opened(&town.officer.0, &ids[0]);
        assert_eq!(values.len(), 1, "nothing more: {values:?}");
        assert_eq!(members(&values, "concern_feedback"), &json!({ "outcome": outcome }));
    }
    no_holes(town);
}

/// A correction is a handover of its own; the recipient keeps the old value and sees that it was corrected.
pub fn correction(town: &Town) {
    let people = People::of(town);
    let (code, _, consent) = people.a_night("Gammal Påhittad", "070-174 06 45");
    let fields = opened(&town.officer.0, &consent);
    let identity = fields.iter().find(|field| field["category"] == "identity").expect("her name was sent");
    let n = identity["n"].as_u64().expect("a place");
    let draft = Composer::correct(&people.robin, &code, &consent, n, "replaced");
    draft.put("identity", "victim", &[("name", "Nykvist Påhittad"), ("protection", "none")]);
    let ids = draft.sent(&town.officer.0);
    let values: Vec<Value> = ids
        .iter()
        .flat_map(|id| {
            has_come(&town.desk.0, &code, id);
            opened(&town.desk.0, id)
        })
        .collect();
    assert_eq!(members(&values, "correction")["how"], "replaced");
    assert_eq!(members(&values, "correction")["n"], n);
    assert_eq!(members(&values, "identity")["name"], "Nykvist Påhittad");
    let page = people.sam.visit(&format!("/cases/{code}/handovers"));
    assert!(page.says("Gammal Påhittad") && page.says("Nykvist Påhittad"), "both are shown: {}", page.page.text);
    let body = String::from_utf8_lossy(&page.body).into_owned();
    let struck: Vec<&str> = body.split("<del>").skip(1).filter_map(|rest| rest.split("</del>").next()).collect();
    assert!(struck.iter().any(|old| old.contains("Gammal Påhittad")), "the old one is struck");
    assert!(struck.iter().all(|old| !old.contains("Nykvist")), "the new one is not");
    no_holes(town);
}

/// Each channel's released offers are numbered from 1 without a hole, in the signed answers of the broker.
#[track_caller]
fn no_holes(town: &Town) {
    let mut channels: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for gate in [&town.police_gate, &town.social_gate] {
        for passed in gate.passed().iter().filter(|passed| passed.request.line.starts_with("POST /api/v1/offers")) {
            let header = payload(&passed.request.body)["header"].clone();
            let Some(answer) = passed.answer.as_ref().filter(|answer| answer.status() == 200) else { continue };
            let answer = payload(&answer.body);
            let Some(number) = answer["sequence"].as_u64() else { continue };
            let channel = format!("{} → {}", header["from"]["unit"], header["to"]["unit"]);
            channels.entry(channel).or_default().insert(header["id"].to_string(), number);
        }
    }
    assert!(!channels.is_empty());
    for (channel, numbers) in channels {
        let mut numbers: Vec<u64> = numbers.into_values().collect();
        numbers.sort_unstable();
        let whole: Vec<u64> = (1..=numbers.len() as u64).collect();
        assert_eq!(numbers, whole, "{channel}");
    }
    for service in [&town.police, &town.social] {
        assert_eq!(service.last_words().matches("channel-gap").count(), 0, "nobody misses anything");
    }
}

macro_rules! on_files {
    ($($name:ident: $story:ident;)+) => {
        $(#[test]
        fn $name() {
            let town = Town::start();
            $story(&town);
            town.verify_log();
        })+
    };
}

on_files! {
    a_question_is_answered_by_the_other_agency: asked_and_answered;
    new_violence_goes_by_a_named_persons_decision: new_violence;
    the_reporter_is_told_one_of_three_things: feedback;
    a_correction_stands_beside_what_it_corrects: correction;
    what_nobody_has_fetched_can_be_taken_back: taken_back;
    to_another_board_it_goes_anew: sent_on;
}

/// All of it once more where every service is on PostgreSQL.
#[test]
#[allow(clippy::print_stderr)] // the one who runs the tests should know what was not run
fn both_ways_on_postgres() {
    let Some(databases) = Databases::postgres() else { return eprintln!("skipped: STAFETT_TEST_POSTGRES names no server") };
    let town = Town::with(Plan { databases, ..Plan::default() });
    for story in [asked_and_answered, new_violence, feedback, correction, sent_on] {
        story(&town);
    }
    town.verify_log();
}

/// Whoever has no part in the case finds nothing of it, in either agency.
#[test]
fn other_units_find_nothing() {
    let town = Town::start();
    let people = People::of(&town);
    let (code, _, consent) = people.a_night("Tyst Påhittad", "070-174 06 49");
    let strangers = [(Kind::Social, "Vide Lund"), (Kind::Social, "Tove Mark"), (Kind::Police, "Lo Sjö")];
    for (kind, name) in strangers {
        let base = if kind == Kind::Police { town.police.url() } else { town.social.url() };
        let stranger = Visitor::log_in(&base, name);
        for path in [
            format!("/cases/{code}/handovers"),
            format!("/cases/{code}/handovers/new"),
            format!("/cases/{code}/handovers/{consent}/correct?n=0"),
        ] {
            let seen = stranger.get(&path);
            assert!(matches!(seen.status, 403 | 404), "{name} at {path}: {} {}", seen.status, seen.page.text);
        }
    }
}
