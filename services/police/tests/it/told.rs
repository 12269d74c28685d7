//! Said aloud in an emergency, entered afterwards, reviewed by somebody else. Nothing of it is ever sent.

use std::time::Duration;

use police::access::Door;

use crate::{
    house::{House, in_a_house},
    visitor::{NAUGHTY, Visitor, at, between, escaped},
};

const TOLD: [(&str, &str); 5] = [
    ("at", "02:10"),
    ("to", "socialtjansten-exempelstad/socialjouren"),
    ("categories", "incident_address"),
    ("categories", "identity"),
    ("necessity", "life_or_health"),
];

async fn entered(officer: &Visitor) -> String {
    let code = officer.opens_a_call_out().await;
    assert_eq!(officer.post(&at(Door::Tell, &code), &TOLD).await.goes_to(), at(Door::FollowCallOut, &code));
    code
}

async fn it_is_on_the_call_out_and_nothing_leaves(house: House) {
    let officer = Visitor::officer(&house).await;
    let page = officer.get(&at(Door::Tell, &officer.opens_a_call_out().await)).await.page();
    assert!(!page.contains(" checked") && page.contains("name=\"at\" type=\"time\" inputmode=\"text\" value=\"\""), "no default");
    let code = entered(&officer).await;
    let page = officer.get(&at(Door::FollowCallOut, &code)).await.page();
    let told = page.rsplit_once("Sagt i telefon</h2>").unwrap().1;
    assert!(told.contains("02:10") && told.contains("identitet, adress för händelsen"), "{told}");
    assert!(told.contains("BrB 24:4") && told.contains("Väntar på genomgång"), "{told}");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(house.broker.offers().is_empty() && house.broker.consents().is_empty(), "a record of the agency, no message");
}

async fn every_part_is_answered_and_nothing_typed_is_lost(house: House) {
    let officer = Visitor::officer(&house).await;
    let path = at(Door::Tell, &officer.opens_a_call_out().await);
    for missing in ["at", "to", "categories", "necessity"] {
        let fields: Vec<_> = TOLD.into_iter().filter(|(name, _)| *name != missing).collect();
        let answer = officer.post(&path, &fields).await;
        assert_eq!(answer.status, 422, "{missing}");
        assert!(answer.text.contains("ds-error-summary") && answer.text.contains(&format!("href=\"#{missing}\"")), "{missing}");
        assert_eq!(answer.text.contains("value=\"02:10\""), missing != "at", "{missing}");
    }
    for text in NAUGHTY {
        for field in ["at", "to", "categories", "necessity"] {
            let fields: Vec<_> = TOLD.into_iter().map(|(name, value)| (name, if name == field { *text } else { value })).collect();
            let answer = officer.post(&path, &fields).await;
            assert_eq!(answer.status, 422, "{field}={text:?}");
            if field == "at" {
                assert!(answer.text.contains(&escaped(text)), "{text:?} is kept");
            }
        }
    }
}

async fn the_unit_head_reviews_it_once(house: House) {
    let (officer, head) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "ulla").await);
    let code = entered(&officer).await;
    assert!(head.get(&at(Door::ListCallOuts, "")).await.page().contains("1 väntar på genomgång"));
    let list = head.get(&at(Door::ListTold, "")).await.page();
    assert!(list.contains(&format!("{} {}", &code[..3], &code[3..5])) && list.contains("Socialjouren"), "{list}");
    let id = between(&list, "action=\"/emergency-disclosures/", "\"").to_owned();
    let path = at(Door::ReviewTold, "").replace("{id}", &id);
    for wrong in ["", "fine", "<b>"] {
        assert_eq!(head.post(&path, &[("outcome", wrong)]).await.status, 422, "{wrong:?}");
    }
    assert_eq!(officer.post(&path, &[("outcome", "in_order")]).await.status, 403, "an officer reviews nothing");
    assert_eq!(head.post(&path, &[("outcome", "follow_up")]).await.goes_to(), at(Door::ListTold, ""));
    let list = head.get(&at(Door::ListTold, "")).await.page();
    assert!(list.contains("Följs upp") && list.contains("Inget väntar på genomgång"));
    assert_eq!(head.post(&path, &[("outcome", "in_order")]).await.status, 409, "the first review stays");
    assert!(officer.get(&at(Door::FollowCallOut, &code)).await.page().contains("Följs upp"));
}

async fn after_a_day_the_list_says_that_it_is_late(house: House) {
    let officer = Visitor::officer(&house).await;
    entered(&officer).await;
    house.clock.advance(jiff::SignedDuration::from_hours(23));
    let head = Visitor::logged_in(&house, "ulla").await;
    assert!(!head.get(&at(Door::ListTold, "")).await.page().contains("Över ett dygn gammalt"));
    house.clock.advance(jiff::SignedDuration::from_hours(2));
    let head = Visitor::logged_in(&house, "ulla").await;
    assert!(head.get(&at(Door::ListTold, "")).await.page().contains("Över ett dygn gammalt"));
}

async fn another_units_head_sees_and_reviews_none_of_it(house: House) {
    let (officer, neighbour) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "gun").await);
    let code = entered(&officer).await;
    let own = Visitor::logged_in(&house, "ulla").await.get(&at(Door::ListTold, "")).await.page();
    let path = at(Door::ReviewTold, "").replace("{id}", between(&own, "action=\"/emergency-disclosures/", "\""));
    assert!(!neighbour.get(&at(Door::ListTold, "")).await.page().contains(&code));
    assert_eq!(neighbour.post(&path, &[("outcome", "in_order")]).await.status, 404);
    assert_eq!(neighbour.post(&at(Door::ReviewTold, "").replace("{id}", "x"), &[("outcome", "in_order")]).await.status, 404);
}

in_a_house!(
    it_is_on_the_call_out_and_nothing_leaves,
    every_part_is_answered_and_nothing_typed_is_lost,
    the_unit_head_reviews_it_once,
    after_a_day_the_list_says_that_it_is_late,
    another_units_head_sees_and_reviews_none_of_it,
);
