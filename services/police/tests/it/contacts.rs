//! Contacts at the police: the same page, and what only the police have.

use std::sync::Arc;

use casework::{NoReception, cases, handovers, testing::AgencyName};
use jiff::SignedDuration;
use police::access::Door;
use store::{clock::Clock as _, testing::TestDatabase};
use wire::{CaseCode, value::CaseStateWord};

use crate::{
    consent::{NAME, YES},
    house::{House, in_a_house},
    review::recorded,
    sending::{press, send_form, until_it_says},
    visitor::{Visitor, at, between},
};

/// The doors of the page; those that its tests go through by hand.
const DOORS: &[Door] = &[Door::CaseContacts, Door::CorrectContact, Door::ContactWishes, Door::ContactGate, Door::HintTold, Door::TakeHint];

/// The first person of the page.
async fn first(officer: &Visitor, code: &str) -> String {
    between(&officer.get(&at(Door::CaseContacts, code)).await.page(), "name=\"person\" value=\"", "\"").to_owned()
}

async fn a_contact_is_one_tap_and_its_line_says_the_rest(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let page = officer.get(&at(Door::CaseContacts, &code)).await.page();
    assert!(!page.contains(" checked"), "nothing is stated for anybody: {page}");
    assert!(page.contains("Det här är inget förhör"), "who speaks, and that it is no interview");
    let tapped = [("person", "new-victim"), ("outcome", "failed")];
    let line = officer.post(&at(Door::CaseContacts, &code), &tapped).await.goes_to();
    assert!(line.starts_with(&format!("/cases/{code}/contacts#i-")), "{line}");
    let page = officer.get(&at(Door::CaseContacts, &code)).await.page();
    assert!(page.contains("Våldsutsatt · inget svar · telefon") && page.contains("Härifrån: försök 22 nov. 2026, polis i yttre tjänst"));
    let id = line.rsplit_once("i-").unwrap().1;
    let correct = at(Door::CorrectContact, &code).replace("{interaction}", id);
    officer.post(&correct, &[("outcome", "failed"), ("channel", "in_person"), ("topics", "check_in")]).await.goes_to();
    let page = officer.get(&at(Door::CaseContacts, &code)).await.page();
    assert!(
        page.contains("<del>Våldsutsatt · inget svar · telefon</del>") && page.contains("inget svar · på plats · avstämning"),
        "{page}"
    );
    assert_eq!(officer.post(&correct, &[("outcome", "failed")]).await.status, 409, "it was replaced");
    // To say the role is to say the one who is in it.
    officer.post(&at(Door::Consent, &code), &YES).await.goes_to();
    let page = officer.get(&at(Door::CaseContacts, &code)).await.page();
    assert!(page.contains("Härifrån: försök") && !page.contains("Våldsutsatt 1"), "{page}");
    assert!(!page.contains(NAME) && !between(&page, "<title>", "</title>").contains("Våldsutsatt"));
}

async fn the_page_is_there_in_english_too(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    officer.post(&at(Door::CaseContacts, &code), &[("person", "new-victim"), ("outcome", "reached")]).await.goes_to();
    let wishes = at(Door::ContactWishes, &code);
    officer.post(&wishes, &[("person", ""), ("do_not_call", "person")]).await.goes_to();
    let page = officer.get_in(&at(Door::CaseContacts, &code), "en").await.page();
    for words in
        ["Do not call.", "Same day as the event", "We talked", "Before the suspect is contacted", "The person told of a crime", "reached"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains('['), "no word is missing");
}

async fn the_suspect_is_behind_the_gate(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let (contacts, gate) = (at(Door::CaseContacts, &code), at(Door::ContactGate, &code));
    let suspect = [("person", "new-person_using_violence"), ("outcome", "reached")];
    assert_eq!(officer.post(&contacts, &suspect).await.status, 409);
    officer.post(&contacts, &[("person", "new-victim"), ("outcome", "reached")]).await.goes_to();
    for question in ["protection_offered", "not_too_dangerous", "no_added_danger"] {
        assert_eq!(officer.post(&contacts, &suspect).await.status, 409, "{question}");
        let answered = officer.post(&gate, &[("question", question), ("answer", "yes")]).await.goes_to();
        assert_eq!(answered, format!("{contacts}#gate"));
    }
    officer.post(&contacts, &suspect).await.goes_to();
    assert!(officer.get(&contacts).await.page().contains("Misstänkt · nådd"));
    house.clock.advance(SignedDuration::from_mins(1));
    officer.post(&gate, &[("question", "no_added_danger"), ("answer", "no")]).await.goes_to();
    assert_eq!(officer.post(&contacts, &suspect).await.status, 409);
    assert!(officer.get(&contacts).await.page().contains("Ett svar är nej: ta ingen kontakt."));
}

async fn the_other_agency_is_a_day_and_a_role(house: House) {
    let database = TestDatabase::sqlite();
    let own = database.open(&casework::testing::schema());
    let social = house.town.casework(AgencyName::Social, own, house.clock.clone(), house.broker.url(), Arc::new(NoReception)).await;
    let (workers, worker) = (social.workers(), social.staff_named("lo").await);
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    press(&officer, &code, &form).await.goes_to();
    until_it_says(&officer, &code, "Mottaget").await;
    assert!(!officer.get(&at(Door::CaseContacts, &code)).await.page().contains("Den andra myndigheten:"));
    let (desk, staff, now, parsed) = (social.clone(), worker.clone(), house.clock.now(), code.parse::<CaseCode>().unwrap());
    // The desk talks with her twice, and says so once.
    let told = social.db().try_write("test_state", move |conn| {
        let case = cases::with_code(conn, &parsed)?.remove(0);
        let handover = handovers::of_case(conn, case.id)?.remove(0);
        desk.acknowledge(conn, handover.id, &staff, now).unwrap();
        desk.send_state(conn, &case, CaseStateWord::ContactMade, &staff, now)
    });
    told.await.unwrap();
    until_it_says(&officer, &code, "Kontakt nådd").await;
    for path in [at(Door::CaseContacts, &code), at(Door::CaseHandovers, &code)] {
        let page = officer.get(&path).await.page();
        let line = page.split("Den andra myndigheten:").nth(1).unwrap_or_else(|| panic!("{page}"));
        assert!(line.starts_with(" kontakt 22 nov. 2026, socialjouren"), "{line}");
        assert!(!page.contains(worker.reference.as_str()), "who it was stays there");
    }
    let page = officer.get(&at(Door::CaseContacts, &code)).await.page();
    assert!(page.contains("Samtal de senaste sju dagarna: inga"), "their talks are not ours to count");
    assert!(page.contains("Har den utsatta nåtts härifrån? <strong>Nej."), "and open no gate here: {page}");
    workers.stop().await;
}

async fn the_investigator_is_told_that_and_never_what(house: House) {
    let (officer, lead) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "anna").await);
    let code = officer.opens_a_call_out().await;
    let page = officer.get(&at(Door::CaseContacts, &code)).await.page();
    let form = between(&page, "/told-hints\">", "</form>");
    assert!(!form.contains("<textarea") && !form.contains("type=\"text\""), "there is no field for what: {form}");
    let told = at(Door::HintTold, &code);
    let with_words = [("text", "hon sa att"), ("what", "han slog"), ("note", NAME)];
    assert_eq!(officer.post(&told, &with_words).await.goes_to(), format!("/cases/{code}/contacts#told"));
    assert!(officer.get(&at(Door::CaseContacts, &code)).await.page().contains("Ingen utredare har tagit emot det än."));
    assert_eq!(officer.get(&at(Door::ToldHints, "")).await.status, 403, "the list is the investigators'");
    let list = lead.get(&at(Door::ToldHints, "")).await.page();
    let spoken = code.parse::<CaseCode>().unwrap().pairing().spoken();
    assert!(list.contains(&spoken) && list.contains("hördes av polis i yttre tjänst") && list.contains("02:14"), "{list}");
    assert!(!list.contains("han slog") && !list.contains("hon sa att") && !list.contains(NAME), "{list}");
    let take = between(&list, "action=\"/told-hints/", "\"").to_owned();
    let take = at(Door::TakeHint, "").replace("{hint}", &take);
    assert_eq!(officer.post(&take, &[]).await.status, 403);
    house.clock.advance(SignedDuration::from_mins(6));
    assert_eq!(lead.post(&take, &[]).await.goes_to(), at(Door::ToldHints, ""));
    assert_eq!(lead.post(&take, &[]).await.status, 404, "the first stays");
    assert!(lead.get(&at(Door::ToldHints, "")).await.page().contains("mottaget 22 nov. 2026 02:20, förundersökningsledare"));
    assert!(officer.get(&at(Door::CaseContacts, &code)).await.page().contains("Mottaget 22 nov. 2026 02:20, förundersökningsledare."));
    let english = lead.get_in(&at(Door::ToldHints, ""), "en").await.page();
    assert!(english.contains("heard by") && !english.contains('['));
    assert!(house.broker.offers().is_empty(), "nothing of it leaves the police");
}

async fn another_unit_and_a_colleague_without_a_reason_see_nothing(house: House) {
    let (officer, colleague) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "bo").await);
    let neighbour = Visitor::logged_in(&house, "kim").await;
    let code = officer.opens_a_call_out().await;
    let person = first(&officer, &code).await;
    let fields = [("person", person.as_str()), ("outcome", "reached"), ("question", "protection_offered"), ("answer", "yes")];
    for door in DOORS {
        let path = at(*door, &code).replace("{interaction}", "00000000-0000-7000-8000-000000000000");
        let path = path.replace("{hint}", "00000000-0000-7000-8000-000000000000");
        let (unknown, unsaid) = (neighbour.post(&path, &fields).await.status, colleague.post(&path, &fields).await.status);
        assert_eq!(unknown, if *door == Door::TakeHint { 403 } else { 404 }, "{path}");
        assert_eq!(unsaid, 403, "{path}");
    }
    assert_eq!(colleague.get(&at(Door::CaseContacts, &code)).await.goes_to(), format!("/call-outs/{code}"), "say why first");
    assert_eq!(neighbour.get(&at(Door::CaseContacts, &code)).await.status, 404);
    assert!(officer.get(&at(Door::CaseContacts, &code)).await.page().contains("Inget än."), "nothing was written");
}

in_a_house!(
    a_contact_is_one_tap_and_its_line_says_the_rest,
    the_page_is_there_in_english_too,
    the_suspect_is_behind_the_gate,
    the_other_agency_is_a_day_and_a_role,
    the_investigator_is_told_that_and_never_what,
    another_unit_and_a_colleague_without_a_reason_see_nothing,
);
