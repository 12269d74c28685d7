//! When nobody answers, the receipt says so, and every tap on the number is kept.

use jiff::SignedDuration;
use police::access::Door;

use crate::{
    house::{House, in_a_house},
    review::recorded,
    sending::{press, send_form, until_it_says},
    visitor::{Visitor, at},
};

async fn after_the_limits_of_the_desk_it_says_ring_again(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    press(&officer, &code, &form).await.goes_to();
    let receipt = || async { officer.get(&at(Door::FollowCallOut, &code)).await.page() };
    until_it_says(&officer, &code, "Skickat").await;
    let page = receipt().await;
    assert!(page.contains("Väntar på kvittens sedan") && page.contains("data-overdue"), "{page}");
    assert!(!page.contains("Ingen har kvitterat") && !page.contains("data-buzz"));
    house.clock.advance(SignedDuration::from_mins(5));
    let page = receipt().await;
    assert!(page.contains("<p class=\"ds-alert\" data-color=\"warning\">Väntar på kvittens sedan") && !page.contains("data-buzz"));
    house.clock.advance(SignedDuration::from_mins(5));
    let page = receipt().await;
    assert!(page.contains("Ingen har kvitterat. Ring igen.") && page.contains("data-buzz"), "{page}");
    assert!(page.contains("href=\"tel:") && page.contains("Ring Socialjouren igen"));
    let list = officer.get(&at(Door::ListCallOuts, "")).await.page();
    assert!(list.contains("<strong>Ring</strong>"), "the list says it too");
}

async fn every_tap_is_counted(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let (ring, receipt) = (at(Door::NoteRing, &code), at(Door::FollowCallOut, &code));
    assert!(!officer.get(&receipt).await.page().contains("Ringt"), "nobody has rung");
    assert_eq!(officer.post(&ring, &[]).await.goes_to(), at(Door::Situation, &code));
    assert!(officer.get(&receipt).await.page().contains("Ringt 1 gång, senast"));
    house.clock.advance(SignedDuration::from_mins(3));
    assert_eq!(officer.post(&ring, &[("on", "receipt")]).await.goes_to(), receipt, "back where it was tapped");
    let page = officer.get(&receipt).await.page();
    assert!(page.contains("Ringt 2 gånger, senast <time datetime=\"2026-11-22T01:17:00Z\">"), "{page}");
}

async fn while_the_broker_is_down_it_says_ring_at_once(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    house.broker.set_down(true);
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    press(&officer, &code, &form).await.goes_to();
    let page = until_it_says(&officer, &code, "Förmedlingen svarar inte").await;
    assert!(page.contains("Ring Socialjouren igen"), "{page}");
}

in_a_house!(after_the_limits_of_the_desk_it_says_ring_again, every_tap_is_counted, while_the_broker_is_down_it_says_ring_at_once);
