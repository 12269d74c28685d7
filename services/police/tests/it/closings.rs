//! A case is closed at the police and taken up again; the other agency gets the bare word, once, and never why.

use std::sync::Arc;

use casework::{NoReception, Tie, cases, testing::AgencyName};
use police::access::Door;
use store::{clock::Clock as _, testing::TestDatabase};
use wire::{CaseCode, value::CaseStateWord};

use crate::{
    house::{House, in_a_house},
    review::recorded,
    sending::{press, send_form, until_it_says},
    visitor::{Visitor, at},
};

/// The doors of the page.
const DOORS: &[Door] = &[Door::CaseClosing, Door::TakeUpCase, Door::TellClosed];

async fn it_is_closed_with_a_reason_and_taken_up_with_another(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let closing = at(Door::CaseClosing, &code);
    let open = officer.get(&closing).await.page();
    assert!(open.contains("<dd>Pågår</dd>") && open.contains("Har inte sagt något") && !open.contains(" checked"), "{open}");
    let unsaid = officer.post(&closing, &[]).await;
    assert!(
        unsaid.status == 422 && unsaid.text.contains("id=\"reason-error\"") && unsaid.text.contains("Varför avslutar ni?"),
        "{}",
        unsaid.text
    );
    officer.post(&closing, &[("reason", "not_wanted")]).await.goes_to();
    assert_eq!(officer.post(&closing, &[("reason", "moved")]).await.status, 409, "it is closed once");
    let page = officer.get(&closing).await.page();
    assert!(page.contains("Avslutat hos oss 22 nov. 2026") && page.contains("personen vill inte ha mer kontakt"), "{page}");
    assert!(page.contains("Ingen hos den andra myndigheten känner till ärendet") && !page.contains("/closing/tell"), "{page}");
    let case = officer.get(&at(Door::CaseHandovers, &code)).await.page();
    assert!(case.contains("Avslutat hos oss 22 nov. 2026"), "{case}");
    assert_eq!(officer.post(&at(Door::TellClosed, &code), &[]).await.status, 409, "there is nobody to tell");
    let take_up = at(Door::TakeUpCase, &code);
    let unsaid = officer.post(&take_up, &[("why", "x")]).await;
    assert!(unsaid.status == 422 && unsaid.text.contains("id=\"why-error\""), "{}", unsaid.text);
    officer.post(&take_up, &[("why", "came_back")]).await.goes_to();
    assert_eq!(officer.post(&take_up, &[("why", "mistake")]).await.status, 409);
    let page = officer.get_in(&closing, "en").await.page();
    assert!(page.contains("Taken up again") && page.contains("the person got in touch again") && page.contains("Goes on"), "{page}");
    assert!(house.broker.offers().is_empty(), "nothing crosses by itself");
}

async fn the_bare_word_crosses_once_and_never_why(house: House) {
    let database = TestDatabase::sqlite();
    let own = database.open(&casework::testing::schema());
    let social = house.town.casework(AgencyName::Social, own, house.clock.clone(), house.broker.url(), Arc::new(NoReception)).await;
    let (workers, worker) = (social.workers(), social.staff_named("lo").await);
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    press(&officer, &code, &form).await.goes_to();
    until_it_says(&officer, &code, "Mottaget").await;
    officer.post(&at(Door::CaseClosing, &code), &[("reason", "not_wanted")]).await.goes_to();
    let page = officer.get(&at(Door::CaseClosing, &code)).await.page();
    assert!(page.contains("Säg att vi har avslutat: socialtjansten-exempelstad/socialjouren") && page.contains("Aldrig varför"), "{page}");
    let before = house.broker.offers().len();
    officer.post(&at(Door::TellClosed, &code), &[]).await.goes_to();
    assert_eq!(officer.post(&at(Door::TellClosed, &code), &[]).await.status, 409, "told once");
    let parsed: CaseCode = code.parse().unwrap();
    let mut told = None;
    for _ in 0..400 {
        let (desk, staff, now) = (social.clone(), worker.clone(), house.clock.now());
        let seen = social.db().try_write("test_view", move |conn| {
            let case = cases::with_code(conn, &parsed)?.remove(0);
            desk.view_standing(conn, &case, (&staff, Tie::Works), now)
        });
        told = seen.await.unwrap().other.map(|(word, _)| word);
        if told.is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    assert_eq!(told, Some(CaseStateWord::ClosedHere));
    assert_eq!(house.broker.offers().len(), before + 1);
    workers.stop().await;
}

async fn another_unit_and_a_colleague_without_a_reason_find_nothing(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let (neighbour, colleague) = (Visitor::logged_in(&house, "kim").await, Visitor::logged_in(&house, "bo").await);
    for door in DOORS {
        let path = at(*door, &code);
        let fields = [("reason", "moved"), ("why", "mistake")];
        if door.methods().contains("GET") {
            assert_eq!(neighbour.get(&path).await.status, 404, "{}", door.name());
            assert_eq!(colleague.get(&path).await.status, 403, "{}", door.name());
        }
        assert_eq!(neighbour.post(&path, &fields).await.status, 404, "{}", door.name());
        assert_eq!(colleague.post(&path, &fields).await.status, 403, "{}", door.name());
    }
    assert!(officer.get(&at(Door::CaseClosing, &code)).await.page().contains("<dd>Pågår</dd>"));
}

in_a_house!(
    it_is_closed_with_a_reason_and_taken_up_with_another,
    the_bare_word_crosses_once_and_never_why,
    another_unit_and_a_colleague_without_a_reason_find_nothing,
);
