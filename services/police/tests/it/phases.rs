//! The phase board at the police: what the call-out says brings its items, and the state is told when somebody knows.

use police::access::Door;

use crate::{
    house::{House, in_a_house, until},
    review::recorded,
    sending::{press, send_form},
    visitor::{Visitor, at},
};

const DESK: &str = "socialtjansten-exempelstad/socialjouren";

async fn done(officer: &Visitor, code: &str, item: &str) {
    let fields = [("phase", "alarm"), ("checklist", "police-alarm"), ("item", item), ("word", "done")];
    officer.post(&at(Door::Phases, code), &fields).await.goes_to();
}

async fn what_the_officer_saw_brings_its_items(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let board = officer.get(&at(Door::Phases, &code)).await.page();
    for branch in ["item-police-alarm-strangulation", "item-police-alarm-weapon", "item-police-alarm-concern-report"] {
        assert!(!board.contains(branch), "{branch} before anybody said so");
    }
    let seen =
        [("children", "one"), ("children_state", "asleep"), ("acute", "strangulation"), ("acute", "weapon"), ("suspect", "apprehended")];
    officer.post(&at(Door::Situation, &code), &seen).await.goes_to();
    let board = officer.get(&at(Door::Phases, &code)).await.page();
    for branch in ["item-police-alarm-strangulation", "item-police-alarm-weapon", "item-police-alarm-concern-report"] {
        assert!(board.contains(branch), "{branch}: {board}");
    }
    assert!(!board.contains("id=\"told\""), "nobody at the other agency knows of the case");
}

async fn social_services_are_told_the_state_when_they_know_of_the_case(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    done(&officer, &code, "police.alarm.children_ask").await;
    let tell = [("phase", "alarm"), ("to", DESK), ("told", "children_mapped.done")];
    assert_eq!(officer.post(&at(Door::TellPhases, &code), &tell).await.status, 409, "nobody knows of the case");
    assert!(house.broker.offers().is_empty());
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    house.broker.set_down(true);
    press(&officer, &code, &form).await.goes_to();
    let board = || async { officer.get(&at(Door::Phases, &code)).await.page() };
    assert!(!board().await.contains("id=\"told\""), "what waits for the broker may be refused, and then nobody was told of the case");
    assert_eq!(officer.post(&at(Door::TellPhases, &code), &tell).await.status, 409);
    house.broker.set_down(false);
    until("it is released", || async {
        house.clock.advance(jiff::SignedDuration::from_secs(1));
        board().await.contains("value=\"children_mapped.done\"")
    })
    .await;
    officer.post(&at(Door::TellPhases, &code), &tell).await.goes_to();
    let states = || house.broker.offers().into_iter().filter(|offer| offer.header.consents.is_empty()).collect::<Vec<_>>();
    until("the state is told", || async { !states().is_empty() }).await;
    let offer = states().remove(0);
    assert!(offer.header.subjects.is_empty() && offer.header.facts.is_empty() && offer.fields.len() == 1);
    // The consent that made the other agency know of the case is taken back: no more states go.
    done(&officer, &code, "police.alarm.call_duty").await;
    let board = officer.get(&at(Door::Phases, &code)).await.page();
    assert!(board.contains("value=\"called_from_scene.done\""), "{board}");
    officer.post(&at(Door::WithdrawConsent, &code), &[]).await.goes_to();
    let board = officer.get(&at(Door::Phases, &code)).await.page();
    assert!(!board.contains("id=\"told\""), "{board}");
    let late = [("phase", "alarm"), ("to", DESK), ("told", "called_from_scene.done")];
    assert_eq!(officer.post(&at(Door::TellPhases, &code), &late).await.status, 409);
    officer.post(&at(Door::MovePhase, &code), &[("phase", "care")]).await.goes_to();
    officer.post(&at(Door::CopyPhases, &code), &[("phase", "care")]).await.goes_to();
}

in_a_house!(what_the_officer_saw_brings_its_items, social_services_are_told_the_state_when_they_know_of_the_case);
