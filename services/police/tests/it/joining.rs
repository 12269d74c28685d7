//! Another officer of the unit goes on only after saying why.

use police::access::Door;

use crate::{
    consent::NAME,
    house::{House, in_a_house},
    review::recorded,
    visitor::{NAUGHTY, Visitor, at},
};

/// Doors that show or change what was recorded.
const WORKING: [Door; 6] = [Door::Situation, Door::Consent, Door::Review, Door::Card, Door::Tell, Door::Send];

async fn a_colleague_says_why_before_anything_is_seen(house: House) {
    let (officer, colleague) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "bo").await);
    let code = recorded(&officer).await;
    let join = at(Door::Join, &code);
    assert!(colleague.get(&at(Door::ListCallOuts, "")).await.page().contains(&join), "the list leads to the question");
    for door in WORKING.into_iter().filter(|door| door.methods().contains("GET")) {
        let answer = colleague.get(&at(door, &code)).await;
        assert!(!answer.text.contains(NAME) && !answer.text.contains("070-174"), "{}", door.name());
        match answer.status {
            303 => assert_eq!(answer.location, join, "{}", door.name()),
            other => assert_eq!(other, 403, "{}", door.name()),
        }
    }
    let digest = "0".repeat(64);
    for door in WORKING {
        let fields = [("act", "harm-yes"), ("digest", digest.as_str()), ("answer", "no")];
        let status = colleague.post(&at(door, &code), &fields).await.status;
        assert!(matches!(status, 403 | 422), "{}: {status}", door.name());
    }
    assert!(officer.get(&at(Door::Consent, &code)).await.page().contains(NAME), "nothing was changed");
    let page = colleague.get(&join).await.page();
    assert!(page.contains("Varför öppnar du det?") && !page.contains(" checked") && !page.contains(NAME));
    assert_eq!(colleague.post(&join, &[("relation", "took_over")]).await.goes_to(), at(Door::Situation, &code));
    assert!(colleague.get(&at(Door::Consent, &code)).await.page().contains(NAME));
    assert_eq!(colleague.get(&join).await.goes_to(), at(Door::Situation, &code), "asked once");
}

async fn an_answer_is_one_of_the_list_and_to_have_begun_it_is_none(house: House) {
    let (officer, colleague) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "bo").await);
    let join = at(Door::Join, &officer.opens_a_call_out().await);
    for wrong in NAUGHTY.iter().copied().chain(["", "started"]) {
        assert_eq!(colleague.post(&join, &[("relation", wrong)]).await.status, 422, "{wrong:?}");
    }
    assert!(colleague.get(&join).await.page().contains("Varför öppnar du det?"));
}

async fn whoever_follows_sees_the_receipt_and_no_person(house: House) {
    let (officer, colleague) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "bo").await);
    let code = recorded(&officer).await;
    let page = colleague.get(&at(Door::FollowCallOut, &code)).await.page();
    assert!(!page.contains(NAME) && page.contains("Gå vidare med larmet"));
    let head = Visitor::logged_in(&house, "ulla").await.get(&at(Door::FollowCallOut, &code)).await.page();
    assert!(!head.contains("/join") && !head.contains("/review"), "no way on for who may not go it");
}

async fn a_withdrawal_is_heard_by_anybody_of_the_unit(house: House) {
    let (officer, colleague) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "bo").await);
    let code = recorded(&officer).await;
    let path = at(Door::WithdrawConsent, &code);
    assert!(!colleague.get(&path).await.page().contains(NAME));
    assert_eq!(colleague.post(&path, &[]).await.goes_to(), at(Door::FollowCallOut, &code));
    assert!(!officer.get(&at(Door::Consent, &code)).await.page().contains(NAME));
}

async fn looking_at_step_one_is_written_down_when_something_is_there(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    officer.get(&at(Door::Situation, &code)).await.page();
    assert_eq!(crate::review::views(&house, &code).await, [""; 0], "an empty page shows nobody");
    officer.post(&at(Door::Situation, &code), &[("suspect", "apprehended"), ("acute", "weapon")]).await.goes_to();
    officer.get(&at(Door::Situation, &code)).await.page();
    assert_eq!(crate::review::views(&house, &code).await, ["handle: custody_status weapons"]);
}

in_a_house!(
    a_colleague_says_why_before_anything_is_seen,
    an_answer_is_one_of_the_list_and_to_have_begun_it_is_none,
    whoever_follows_sees_the_receipt_and_no_person,
    a_withdrawal_is_heard_by_anybody_of_the_unit,
    looking_at_step_one_is_written_down_when_something_is_there,
);
