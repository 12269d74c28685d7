//! Meetings about a case: planned, proposed, held, and what was decided; each unit's own, and nothing of it crosses by itself.

use casework::access_entries;
use jiff::SignedDuration;
use police::access::Door;
use wire::Category;

use crate::{
    house::{House, in_a_house},
    visitor::{NAUGHTY, Visitor, at, between, escaped},
};

const MEETING: [(&str, &str); 7] = [
    ("kind", "adult"),
    ("planned-day", "2026-11-24"),
    ("planned-time", "09:30"),
    ("agenda", "protection"),
    ("agenda", "children"),
    ("participants", "social_worker"),
    ("participants", "outreach"),
];
const DECISION: [(&str, &str); 3] = [("words", "Ring henne på tisdag"), ("owner", "outreach"), ("due_on", "2026-11-25")];

/// A meeting of this case: its id.
async fn planned(officer: &Visitor, code: &str) -> String {
    let next = officer.post(&at(Door::Consultations, code), &MEETING).await.goes_to();
    next.split_once("#c-").unwrap_or_else(|| panic!("{next}")).1.to_owned()
}

fn of(door: Door, code: &str, id: &str) -> String {
    at(door, code).replace("{consultation}", id)
}

async fn it_is_planned_held_and_decided_at(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let list = at(Door::Consultations, &code);
    let empty = officer.get(&list).await.page();
    assert!(empty.contains("Inget samråd är planerat.") && !empty.contains(" checked"), "nothing is chosen beforehand: {empty}");
    let id = planned(&officer, &code).await;
    let page = officer.get(&list).await.page();
    for words in ["Samråd vuxen", "2026-11-24T08:30:00Z", "skydd, barnen", "Socialsekreterare, Uppsökande polis"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let decide = of(Door::DecideConsultation, &code, &id);
    assert_eq!(officer.post(&decide, &DECISION).await.status, 409, "nothing is decided before it is held");
    house.clock.advance(SignedDuration::from_hours(60));
    let officer = Visitor::officer(&house).await;
    assert!(officer.get(&list).await.page().contains("Tiden har gått. Hölls mötet?"));
    let end = of(Door::EndConsultation, &code, &id);
    let unsaid = officer.post(&end, &[("minutes", "Hon kom")]).await;
    assert!(unsaid.status == 422 && unsaid.text.contains(">Hon kom</textarea>"), "what was typed is kept: {}", unsaid.text);
    officer.post(&end, &[("ended", "held"), ("minutes", "Hon kom.\nVi hörs.")]).await.goes_to();
    assert_eq!(officer.post(&end, &[("ended", "called_off")]).await.status, 409, "said once");
    officer.post(&decide, &DECISION).await.goes_to();
    let page = officer.get(&list).await.page();
    assert!(
        page.contains("<p>Hon kom.</p><p>Vi hörs.</p>") && page.contains("Ring henne på tisdag") && page.contains("25 nov. 2026"),
        "{page}"
    );
    let done = between(&page, "/decisions/", "\"").to_owned();
    let done = of(Door::DecisionDone, &code, &id).replace("{decision}", &done);
    house.clock.advance(SignedDuration::from_hours(48));
    let officer = Visitor::officer(&house).await;
    assert!(officer.get(&list).await.page().contains("Datumet har gått."));
    for _ in 0..2 {
        officer.post(&done, &[]).await.goes_to();
    }
    let page = officer.get(&list).await.page();
    assert!(
        page.contains("✓ Gjort <time datetime=\"2026-11-26T13:14:00Z\">") && !page.contains("Datumet har gått."),
        "the first time stands: {page}"
    );
    assert!(officer.get_in(&list, "en").await.page().contains("Adult consultation"));
    assert!(house.broker.offers().is_empty(), "nothing crosses by itself");
}

async fn what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let list = at(Door::Consultations, &code);
    let half = officer.post(&list, &[("planned-day", "2026-11-24"), ("agenda", "support")]).await;
    assert_eq!(half.status, 422);
    for field in ["kind", "planned", "participants"] {
        assert!(half.text.contains(&format!("id=\"{field}-error\"")) && half.text.contains(&format!("href=\"#{field}\"")), "{field}");
    }
    assert!(half.text.contains("value=\"support\" checked") && half.text.contains("value=\"2026-11-24\""), "{}", half.text);
    assert!(half.text.contains("Vilket möte? Välj en av dem"), "the summary says which question: {}", half.text);
    let id = planned(&officer, &code).await;
    officer.post(&of(Door::EndConsultation, &code, &id), &[("ended", "held")]).await.goes_to();
    let decide = of(Door::DecideConsultation, &code, &id);
    for text in NAUGHTY {
        let answer = officer.post(&decide, &[("words", *text), ("due_on", *text)]).await;
        assert_eq!(answer.status, 422, "{text:?}");
        assert!(answer.text.contains(&escaped(text)), "{text:?} is kept");
        assert!(answer.text.contains("id=\"owner-error\"") && answer.text.contains("id=\"due_on-error\""), "{text:?}");
    }
    let long = "å".repeat(10_001);
    let second = planned(&officer, &code).await;
    let long = officer.post(&of(Door::EndConsultation, &code, &second), &[("ended", "held"), ("minutes", &long)]).await;
    assert!(long.status == 422 && long.text.contains("id=\"minutes-error\""), "{}", long.status);
    let page = officer.get(&list).await.page();
    assert!(!page.contains("Bestämt") && page.matches("id=\"c-").count() == 2, "{page}");
}

/// The time is asked for by a draft; who takes part and what was decided are in nothing that leaves.
async fn the_other_agency_is_asked_for_the_time_and_a_calendar_says_a_code(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let id = planned(&officer, &code).await;
    let review = officer.post(&of(Door::ProposeConsultation, &code, &id), &[]).await.goes_to();
    let page = officer.get(&review).await.page();
    assert!(page.contains("Skydd, barnen") && !page.contains("Uppsökande"), "{page}");
    let digest = between(&page, "name=\"digest\" value=\"", "\"").to_owned();
    officer.post(&review.replace("/review", "/send"), &[("digest", &digest)]).await.goes_to();
    let file = officer.get(&of(Door::ConsultationCalendar, &code, &id)).await;
    assert_eq!(file.status, 200);
    let spoken = format!("SUMMARY:{} {}\r\n", &code[..3], &code[3..5]);
    assert!(file.text.contains("DTSTART:20261124T083000Z") && file.text.contains(&spoken), "{}", file.text);
    officer.post(&of(Door::EndConsultation, &code, &id), &[("ended", "called_off"), ("minutes", "Aldrig")]).await.goes_to();
    assert_eq!(officer.post(&of(Door::ProposeConsultation, &code, &id), &[]).await.status, 409, "it is over");
    let page = officer.get(&at(Door::Consultations, &code)).await.page();
    assert!(page.contains("Inställt") && !page.contains("Aldrig"), "what was not held has no minutes: {page}");
}

async fn another_unit_and_a_colleague_without_a_reason_find_nothing(house: House) {
    let (officer, colleague) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "bo").await);
    let neighbour = Visitor::logged_in(&house, "kim").await;
    let code = officer.opens_a_call_out().await;
    let id = planned(&officer, &code).await;
    let other = officer.opens_a_call_out().await;
    for door in [
        Door::Consultations,
        Door::ProposeConsultation,
        Door::EndConsultation,
        Door::DecideConsultation,
        Door::DecisionDone,
        Door::ConsultationCalendar,
    ] {
        let path = of(door, &code, &id).replace("{decision}", &id);
        let fields = [&MEETING[..], &DECISION, &[("ended", "held")]].concat();
        if door.methods().contains("GET") {
            assert_eq!((neighbour.get(&path).await.status, colleague.get(&path).await.status), (404, 403), "{}", door.name());
        }
        if door.methods().contains("POST") {
            assert_eq!(neighbour.post(&path, &fields).await.status, 404, "{}", door.name());
            assert_eq!(colleague.post(&path, &fields).await.status, 403, "{}", door.name());
        }
        if door != Door::Consultations {
            let elsewhere = of(door, &other, &id).replace("{decision}", &id);
            let found =
                if door.methods().contains("GET") { officer.get(&elsewhere).await } else { officer.post(&elsewhere, &fields).await };
            assert_eq!(found.status, 404, "{}: a meeting of another case", door.name());
        }
    }
    let looks = async || {
        let parsed: wire::CaseCode = code.parse().unwrap();
        let read = house.casework.db().read(move |conn| {
            let case = casework::cases::with_code(conn, &parsed)?.remove(0);
            access_entries::of_case(conn, case.id)
        });
        read.await.unwrap()
    };
    let before = looks().await.len();
    assert!(officer.get(&at(Door::Consultations, &code)).await.page().contains("id=\"plan\""));
    let after = looks().await;
    assert_eq!((after.len(), after[0].categories.as_slice()), (before + 1, &[Category::Consultation][..]));
}

in_a_house!(
    it_is_planned_held_and_decided_at,
    what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost,
    the_other_agency_is_asked_for_the_time_and_a_calendar_says_a_code,
    another_unit_and_a_colleague_without_a_reason_find_nothing,
);
