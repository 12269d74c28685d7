//! What was seen is what goes, or nothing goes.

use std::{sync::Arc, time::Duration};

use casework::{NoReception, cases, handovers, testing::AgencyName};
use police::access::Door;
use store::{clock::Clock as _, testing::TestDatabase};
use wire::{CaseCode, Purpose, value::CaseStateWord};

use crate::{
    consent::{NAME, YES},
    house::{House, in_a_house},
    review::recorded,
    visitor::{Visitor, at, between},
};

/// The fields of the send form as the page carries them.
pub fn send_form(page: &str) -> Vec<(String, String)> {
    let form = between(page, "<form id=\"send\"", "</form>");
    let hidden = |name: &str| (name.to_owned(), between(form, &format!("name=\"{name}\" value=\""), "\"").to_owned());
    let mut fields = vec![hidden("digest"), hidden("edition")];
    fields
        .extend(form.split("name=\"shown\" value=\"").skip(1).map(|rest| ("shown".to_owned(), rest.split('"').next().unwrap().to_owned())));
    fields
}

/// Presses the button of the review with what its form held.
pub async fn press(officer: &Visitor, code: &str, form: &[(String, String)]) -> crate::visitor::Answer {
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    officer.post(&at(Door::Send, code), &fields).await
}

/// Reads the receipt card until it says so, or fails: a test never hangs.
pub async fn until_it_says(officer: &Visitor, code: &str, words: &str) -> String {
    for _ in 0..600 {
        let page = officer.get(&at(Door::FollowCallOut, code)).await.page();
        if page.contains(words) {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the receipt never said {words}");
}

async fn the_duty_travels_alone_and_first(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    officer.post(&at(Door::Review, &code), &[("act", "concern-yes")]).await.goes_to();
    let page = officer.get(&at(Door::Review, &code)).await.page();
    assert_eq!(press(&officer, &code, &send_form(&page)).await.goes_to(), at(Door::FollowCallOut, &code));
    let receipt = until_it_says(&officer, &code, "Skickat").await;
    assert!(receipt.find("Orosanmälan").unwrap() < receipt.find("Med samtycke").unwrap(), "the duty first");
    assert!(!receipt.contains(NAME), "the receipt shows no person");
    for _ in 0..200 {
        if house.broker.offers().len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut offers = house.broker.offers();
    assert_eq!(offers.len(), 2);
    offers.sort_by_key(|offer| offer.header.purpose != Purpose::ChildProtection);
    assert_eq!(offers[0].header.purpose, Purpose::ChildProtection);
    assert!(offers[0].header.consents.is_empty());
    assert_eq!((offers[1].header.purpose, offers[1].header.consents.len()), (Purpose::AcuteSupport, 1));
    assert_eq!(house.broker.consents().len(), 1);
}

async fn a_second_press_sends_nothing_more(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    press(&officer, &code, &form).await.goes_to();
    press(&officer, &code, &form).await.goes_to();
    until_it_says(&officer, &code, "Skickat").await;
    assert_eq!(house.broker.offers().len(), 1);
    let review = officer.get(&at(Door::Review, &code)).await.page();
    assert!(review.contains("Redan lämnat") && review.contains("Inget lämnar polisen"));
}

async fn whatever_changed_meanwhile_is_shown_and_nothing_goes(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    let mut other = YES;
    other[2] = ("name", "Exempel Andra");
    officer.post(&at(Door::Consent, &code), &other).await.goes_to();
    officer.post(&at(Door::Review, &code), &[("act", "out"), ("category", "safe_contact")]).await.goes_to();
    officer.post(&at(Door::Review, &code), &[("act", "harm-yes")]).await.goes_to();
    let answer = press(&officer, &code, &form).await;
    assert_eq!(answer.status, 409, "{}", answer.text);
    assert!(answer.text.contains("Ingenting har skickats"));
    let part = |title: &str| between(&answer.text, title, "</ul>").to_owned();
    assert!(part("Lämnar polisen nu, men visades inte").contains("Händelse"));
    assert!(part("Visades, men stannar nu").contains("Säkert nummer"));
    assert!(part("Har fått ett annat värde").contains("Identitet"));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(house.broker.offers().is_empty() && house.broker.consents().is_empty());
}

async fn a_withdrawn_consent_stops_the_button(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    assert!(officer.get(&at(Door::WithdrawConsent, &code)).await.page().contains("Återkalla samtycket"));
    officer.post(&at(Door::WithdrawConsent, &code), &[]).await.goes_to();
    let answer = press(&officer, &code, &form).await;
    assert_eq!(answer.status, 409);
    assert!(!officer.get(&at(Door::Consent, &code)).await.page().contains(NAME));
}

async fn a_broken_digest_sends_nothing(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    for (digest, status) in [("", 422), ("x", 422), (&"0".repeat(64), 409)] {
        assert_eq!(officer.post(&at(Door::Send, &code), &[("digest", digest)]).await.status, status, "{digest}");
    }
    assert!(house.broker.offers().is_empty());
}

async fn while_the_broker_is_down_it_waits_and_says_so(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    house.broker.set_down(true);
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    press(&officer, &code, &form).await.goes_to();
    let page = officer.get(&at(Door::FollowCallOut, &code)).await.page();
    assert!(page.contains("Väntar på att skickas"));
    assert!(page.contains("08-465 004 00"), "the number to ring");
    assert!(house.broker.offers().is_empty());
    until_it_says(&officer, &code, "Förmedlingen svarar inte").await;
    officer.post(&at(Door::WithdrawConsent, &code), &[]).await.goes_to();
    let page = officer.get(&at(Door::FollowCallOut, &code)).await.page();
    assert!(page.contains("de andra kanske inte vet om den än"), "a withdrawal that nobody else has heard of");
}

async fn a_refusal_is_told_with_its_reason_and_the_way_on(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    house.broker.refuse_offers();
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    press(&officer, &code, &form).await.goes_to();
    let page = until_it_says(&officer, &code, "Stoppat av regelboken").await;
    assert!(page.contains("Granska igen") && page.contains("Ring Socialjouren igen"));
    let review = officer.get(&at(Door::Review, &code)).await.page();
    assert!(review.contains("Skicka 2 uppgifter"), "what was refused may be tried anew");
    assert!(list(&officer).await.contains("<strong>Ring</strong>"), "the list says what became of it");
    let before = handovers_of(&house, &code).await;
    press(&officer, &code, &form).await.goes_to();
    assert_eq!(handovers_of(&house, &code).await, before + 1, "what failed is no reason to send nothing");
}

async fn list(officer: &Visitor) -> String {
    officer.get(&at(Door::ListCallOuts, "")).await.page()
}

async fn handovers_of(house: &House, code: &str) -> usize {
    let (own, parsed) = (house.casework.config().id.clone(), code.parse().unwrap());
    let count = house.casework.db().read(move |conn| {
        let case = cases::by_code(conn, &parsed, &own)?.unwrap();
        Ok(handovers::of_case(conn, case.id)?.len())
    });
    count.await.unwrap()
}

async fn what_was_sent_is_not_ended_as_if_nothing_had_been(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    house.broker.set_down(true);
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    press(&officer, &code, &form).await.goes_to();
    let review = officer.get(&at(Door::Review, &code)).await.page();
    assert!(review.contains("Redan lämnat") && !review.contains("Avsluta utan att skicka"));
    let dock = review.rsplit_once("Ändra").unwrap().1;
    assert!(dock.contains("data-variant=\"primary\"") && dock.contains("Se kvittot"), "the main button goes to the receipt");
    assert_eq!(officer.post(&at(Door::Close, &code), &[]).await.status, 409);
    assert!(list(&officer).await.contains("Väntar på att skickas"), "the press is not the sending");
    let asks = officer.get(&at(Door::WithdrawConsent, &code)).await.page();
    assert!(!asks.contains("Detta har redan lämnats"), "nobody has fetched anything");
}

async fn with_nothing_to_send_it_ends_here(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    officer.post(&at(Door::Consent, &code), &[("answer", "no")]).await.goes_to();
    officer.post(&at(Door::Review, &code), &[("act", "card-yes")]).await.goes_to();
    let page = officer.get(&at(Door::Review, &code)).await.page();
    assert!(page.contains("Gav kontaktkort") && page.contains("aria-pressed=\"true\""));
    assert!(!page.contains("id=\"send\""));
    assert_eq!(officer.post(&at(Door::Close, &code), &[]).await.goes_to(), "/call-outs");
    assert!(officer.get(&at(Door::ListCallOuts, "")).await.page().contains("inget skickat"));
    assert_eq!(officer.post(&at(Door::Close, &code), &[]).await.status, 409, "it has ended already");
    assert!(house.broker.offers().is_empty());
}

/// The social service of the town, far enough to answer.
async fn what_the_desk_answers_is_on_the_card(house: House) {
    let database = TestDatabase::sqlite();
    let own = database.open(&casework::testing::schema());
    let social = house.town.casework(AgencyName::Social, own, house.clock.clone(), house.broker.url(), Arc::new(NoReception)).await;
    let (workers, worker) = (social.workers(), social.staff_named("lo").await);
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    press(&officer, &code, &form).await.goes_to();
    until_it_says(&officer, &code, "Mottaget").await;
    let (desk, staff, now) = (social.clone(), worker.clone(), house.clock.now());
    let parsed: CaseCode = code.parse().unwrap();
    let answered = social.db().try_write("test_acknowledge", move |conn| {
        let case = cases::with_code(conn, &parsed)?.remove(0);
        let handover = handovers::of_case(conn, case.id)?.remove(0);
        desk.acknowledge(conn, handover.id, &staff, now).map(|_| case)
    });
    let case = answered.await.unwrap();
    until_it_says(&officer, &code, "Kvitterat: Socialjouren").await;
    assert!(list(&officer).await.contains("Kvitterat"));
    assert!(officer.get(&at(Door::WithdrawConsent, &code)).await.page().contains("Detta har redan lämnats"));
    let (desk, staff) = (social.clone(), worker);
    let told = social.db().try_write("test_state", move |conn| desk.send_state(conn, &case, CaseStateWord::ContactMade, &staff, now));
    told.await.unwrap();
    let page = until_it_says(&officer, &code, "Kontakt nådd").await;
    assert!(!page.contains(NAME));
    workers.stop().await;
}

in_a_house!(
    the_duty_travels_alone_and_first,
    a_second_press_sends_nothing_more,
    whatever_changed_meanwhile_is_shown_and_nothing_goes,
    a_withdrawn_consent_stops_the_button,
    a_broken_digest_sends_nothing,
    while_the_broker_is_down_it_waits_and_says_so,
    a_refusal_is_told_with_its_reason_and_the_way_on,
    what_was_sent_is_not_ended_as_if_nothing_had_been,
    with_nothing_to_send_it_ends_here,
    what_the_desk_answers_is_on_the_card,
);
