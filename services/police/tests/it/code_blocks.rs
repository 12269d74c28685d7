//! Codes exist before the record, and nobody ever has another's.

use std::collections::BTreeSet;

use police::access::Door;

use crate::{
    house::{House, in_a_house},
    visitor::{Visitor, at, between},
};

/// The code that may be said now.
async fn shown(officer: &Visitor) -> String {
    let page = officer.get(&at(Door::ListCallOuts, "")).await.page();
    between(&page, "name=\"code\" value=\"", "\"").to_owned()
}

async fn opened(officer: &Visitor, shown: &str) -> String {
    let to = officer.post(&at(Door::OpenCallOut, ""), &[("code", shown)]).await.goes_to();
    to.split('/').nth(2).unwrap().to_owned()
}

async fn the_code_that_was_said_is_the_code_of_the_call_out(house: House) {
    let officer = Visitor::officer(&house).await;
    let first = shown(&officer).await;
    assert_eq!(shown(&officer).await, first, "it stays the officer's until she takes it");
    let spoken = format!("{} {}", &first[..3], &first[3..5]);
    assert!(officer.get(&at(Door::ListCallOuts, "")).await.page().contains(&spoken), "it can be read aloud");
    assert_eq!(opened(&officer, &first).await, first);
    let next = shown(&officer).await;
    assert_ne!(next, first);
    assert_eq!(opened(&officer, &first).await, first, "a button pressed twice is one call-out");
    house.clock.advance(jiff::SignedDuration::from_mins(2));
    assert_eq!(opened(&officer, &first).await, next, "an old page does not lead into an old call-out");
}

async fn two_officers_never_see_the_same_code(house: House) {
    let (one, other) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "bo").await);
    let mut codes = BTreeSet::new();
    for _ in 0..45 {
        for officer in [&one, &other] {
            let code = shown(officer).await;
            assert_eq!(officer.opens_a_call_out().await, code, "also when the page sends no code");
            assert!(codes.insert(code), "also past the twentieth, in the next block");
        }
    }
}

async fn codes_asked_for_at_once_are_all_different(house: House) {
    let (one, other) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "bo").await);
    let both = || async {
        let (a, b, c, d) = tokio::join!(one.opens_a_call_out(), other.opens_a_call_out(), one.opens_a_call_out(), other.opens_a_call_out());
        [a, b, c, d]
    };
    let mut codes = BTreeSet::new();
    for _ in 0..25 {
        for code in both().await {
            assert!(codes.insert(code));
        }
    }
}

async fn a_new_month_has_codes_of_its_own(house: House) {
    let officer = Visitor::officer(&house).await;
    assert!(shown(&officer).await.ends_with("-2611"));
    house.clock.advance(jiff::SignedDuration::from_hours(24 * 10));
    let officer = Visitor::officer(&house).await;
    assert!(shown(&officer).await.ends_with("-2612"));
    assert!(officer.opens_a_call_out().await.ends_with("-2612"));
}

async fn who_opens_no_call_out_has_no_code(house: House) {
    let head = Visitor::logged_in(&house, "ulla").await;
    let page = head.get(&at(Door::ListCallOuts, "")).await.page();
    assert!(!page.contains("Din nästa kod") && !page.contains("Nytt larm"));
}

async fn the_number_of_the_event_comes_with_the_form_and_stays_here(house: House) {
    let officer = Visitor::officer(&house).await;
    let to = officer.post(&at(Door::OpenCallOut, ""), &[("event_number", "5000-K1-26")]).await.goes_to();
    assert!(!to.contains("5000"), "it is in no address");
    assert!(officer.get(&to).await.page().contains("value=\"5000-K1-26\""));
    let wrong = officer.post(&at(Door::OpenCallOut, ""), &[("event_number", "<b>fel")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("&#60;b&#62;fel") && wrong.text.contains("ds-error-summary"), "nothing typed is lost");
}

in_a_house!(
    the_code_that_was_said_is_the_code_of_the_call_out,
    two_officers_never_see_the_same_code,
    codes_asked_for_at_once_are_all_different,
    a_new_month_has_codes_of_its_own,
    who_opens_no_call_out_has_no_code,
    the_number_of_the_event_comes_with_the_form_and_stays_here,
);
