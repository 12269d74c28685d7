//! The contact card's code: shown once, said to anybody of the staff.

use police::access::Door;
use wire::{CardCode, WithdrawalChannel};

use crate::{
    consent::{NAME, YES},
    house::{House, in_a_house, until},
    visitor::{Answer, Visitor, at, between},
};

/// The code on the page that shows the card.
fn code_on(page: &str) -> CardCode {
    let shown = page
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        .find(|word| word.len() == 14 && word.parse::<CardCode>().is_ok());
    shown.unwrap_or_else(|| panic!("no code on {page}")).parse().unwrap()
}

/// A yes with a card; gives the page that shows it.
async fn yes_with_card(officer: &Visitor, code: &str) -> String {
    let fields: Vec<_> = YES.into_iter().chain([("card", "yes")]).collect();
    officer.post(&at(Door::Consent, code), &fields).await.page()
}

async fn say(visitor: &Visitor, typed: &str) -> Answer {
    visitor.post(&at(Door::WithdrawByCode, ""), &[("code", typed)]).await
}

async fn a_card_with_its_code_is_shown_once(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    assert!(!officer.get(&at(Door::Consent, &code)).await.page().contains("name=\"card\" value=\"yes\" checked"), "no default");
    let page = yes_with_card(&officer, &code).await;
    let shown = code_on(&page).shown();
    let paper = between(&page, "<section class=\"card-paper\">", "</section>");
    assert!(paper.contains(&shown) && paper.contains("Att komma ihåg") && paper.contains("08-465 004 00"), "{paper}");
    for word in ["polis", "social", "våld", "brott", "hjälp", "barn", "samtyck", "kanarie", "{"] {
        assert!(!paper.to_lowercase().contains(word), "{word} on the card");
    }
    assert!(!between(&page, "<title>", "</title>").contains(&shown), "no title holds it");
    for door in [Door::Consent, Door::Card, Door::Review, Door::FollowCallOut, Door::ListCallOuts] {
        let page = officer.get(&at(door, &code)).await.page();
        assert!(!page.contains(&shown), "{}", door.name());
        assert!(!page.contains(" checked") || !page.contains("name=\"card\" value=\"yes\" checked"), "{}", door.name());
    }
    assert!(officer.get(&at(Door::Card, &code)).await.page().contains("✓ Gav kontaktkort"), "that it was given is kept");
    until("the broker has the hash", || async { house.broker.consents().len() == 1 }).await;
    assert_eq!(house.broker.consents()[0].card_code_hash, Some(shown.parse::<CardCode>().unwrap().hash()));
    // Another card is another code; a yes said again without one is none.
    assert_ne!(code_on(&yes_with_card(&officer, &code).await).shown(), shown);
    officer.post(&at(Door::Consent, &code), &YES).await.goes_to();
}

async fn after_a_no_there_is_no_card(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let path = at(Door::Consent, &code);
    officer.post(&path, &[("answer", "no"), ("card", "yes")]).await.goes_to();
    assert!(!officer.get(&at(Door::Card, &code)).await.page().contains("✓ Gav kontaktkort"));
    assert_eq!(officer.post(&path, &[("answer", "yes"), ("card", "<b>")]).await.status, 422);
}

async fn the_code_ends_the_consent_here_at_once(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let shown = code_on(&yes_with_card(&officer, &code).await).shown();
    assert!(officer.get(&at(Door::Consent, &code)).await.page().contains(NAME));
    let neighbour = Visitor::logged_in(&house, "kim").await;
    say(&neighbour, &shown.to_lowercase()).await.goes_to();
    let page = officer.get(&at(Door::Consent, &code)).await.page();
    assert!(!page.contains(NAME) && !page.contains("174 06 05"), "as when she says it herself");
    assert!(!officer.get(&at(Door::Review, &code)).await.page().contains("gäller till"));
    until("the broker is told", || async { house.broker.withdrawals().len() == 1 }).await;
    assert_eq!(house.broker.withdrawals()[0].channel, WithdrawalChannel::CardCode);
}

async fn every_code_is_answered_alike(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let own = code_on(&yes_with_card(&officer, &code).await).shown();
    let mut answers = Vec::new();
    for typed in [own.as_str(), "7K3M-Q8ZD-0V5T", &own] {
        let answer = say(&officer, typed).await;
        assert!(answer.status == 303 && answer.text.is_empty() && answer.location == "/withdraw-by-code", "{answer:?}");
        answers.push(officer.get(&answer.location).await.page());
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "the same bytes for one that hits and one that does not");
    until("the broker is told of the strange one", || async { !house.broker.codes().is_empty() }).await;
}

async fn what_is_no_code_is_kept_and_counted_by_nobody(house: House) {
    let officer = Visitor::officer(&house).await;
    for _ in 0..3 {
        for typed in ["", "7K3M", "7K3M-Q8ZD-0V5U", "1234567890123"] {
            let answer = say(&officer, typed).await;
            assert_eq!(answer.status, 422, "{typed}");
            assert!(answer.text.contains(&format!("value=\"{typed}\"")) && answer.text.contains("tolv tecken"));
        }
    }
    for n in 0..10 {
        say(&officer, &CardCode::from_random([n; 8]).shown()).await.goes_to();
    }
    let late = say(&officer, "7K3M-Q8ZD-0V5T").await;
    assert!(late.status == 429 && late.text.contains("tio koder") && late.text.contains("value=\"7K3M-Q8ZD-0V5T\""));
}

async fn the_page_is_reached_from_the_list_and_from_the_withdrawal(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    for door in [Door::ListCallOuts, Door::WithdrawConsent] {
        assert!(officer.get(&at(door, &code)).await.page().contains("href=\"/withdraw-by-code\""), "{}", door.name());
    }
    let page = officer.get(&at(Door::WithdrawByCode, &code)).await.page();
    assert!(page.contains("Återkalla med kod") && page.matches("<input class=\"ds-input\"").count() == 1);
}

in_a_house!(
    a_card_with_its_code_is_shown_once,
    after_a_no_there_is_no_card,
    the_code_ends_the_consent_here_at_once,
    every_code_is_answered_alike,
    what_is_no_code_is_kept_and_counted_by_nobody,
    the_page_is_reached_from_the_list_and_from_the_withdrawal,
);
