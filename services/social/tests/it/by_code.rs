//! The code of a contact card, said to whoever is there.

use jiff::SignedDuration;
use reqwest::StatusCode;
use wire::CardCode;

use crate::{
    browser::{Answer, Browser},
    night::{Night, Told, nights, until},
};

nights!(
    a_code_that_hits_and_one_that_does_not_are_answered_alike,
    who_asked_hears_of_it,
    what_is_no_code_is_kept_and_asked_for_again,
    the_eleventh_code_of_an_hour_waits,
    who_runs_the_machines_types_no_code,
    the_page_is_reached_from_the_desk_and_from_taking_back,
);

const PATH: &str = "/withdraw-by-code";
const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };

fn card(n: u8) -> CardCode {
    CardCode::from_random([n; 8])
}

async fn say(browser: &Browser, typed: &str) -> Answer {
    browser.post(PATH, &[("code", typed)]).await
}

/// What a browser gets that follows the answer, without the token of the session.
async fn whole(browser: &Browser, typed: &str) -> (StatusCode, String, String) {
    let answer = say(browser, typed).await;
    assert!(!answer.location.contains(typed) && answer.text.is_empty());
    (answer.status, answer.location.clone(), browser.get(&answer.location).await.text)
}

async fn a_code_that_hits_and_one_that_does_not_are_answered_alike(night: &Night) {
    let code = card(1);
    night.alarm_with_card(CONSENT, &code).await;
    let lo = Browser::of(night, "lo").await;
    let hit = whole(&lo, &code.shown()).await;
    let miss = whole(&lo, &card(2).shown()).await;
    let again = whole(&lo, &code.shown().to_lowercase().replace('-', " ")).await;
    assert_eq!(hit, miss);
    assert_eq!(hit, again);
    assert_eq!((hit.0, hit.1.as_str()), (StatusCode::SEE_OTHER, PATH));
    let told = |card: &CardCode| night.broker.codes().iter().any(|told| told.card_code_hash == card.hash());
    until("the broker hears of both", || async { told(&code) && told(&card(2)) }).await;
}

async fn who_asked_hears_of_it(night: &Night) {
    let code = card(1);
    let (_, sent) = night.alarm_with_card(CONSENT, &code).await;
    let lo = Browser::of(night, "lo").await;
    say(&lo, &code.shown()).await;
    let consent = night.broker.offers().into_iter().find(|offer| offer.header.id == sent[0].id).unwrap().header.consents[0];
    let ended = || async {
        let found = night.police.db().read(move |conn| casework::consents::find(conn, consent)).await.unwrap().unwrap();
        found.state == casework::ConsentState::Withdrawn
    };
    until("who asked hears of it", ended).await;
}

async fn what_is_no_code_is_kept_and_asked_for_again(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    for typed in ["", "7K3M-Q8ZD", "7K3M-Q8ZD-0V5U", "<b>x</b>", &"A".repeat(5_000)] {
        let answer = say(&lo, typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(answer.text.contains("id=\"code-error\"") && answer.text.contains("aria-invalid=\"true\""));
        let shown = typed.replace('<', "&#60;").replace('>', "&#62;");
        assert!(answer.text.contains(&format!("value=\"{shown}\"")), "{typed} is kept");
    }
    assert!(night.broker.codes().is_empty());
}

async fn the_eleventh_code_of_an_hour_waits(night: &Night) {
    let (lo, anna) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    for n in 0..10 {
        assert_eq!(say(&lo, &card(n).shown()).await.status, StatusCode::SEE_OTHER);
    }
    let answer = say(&lo, &card(10).shown()).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.text.contains("tio koder") && answer.text.contains(&card(10).shown()), "{}", answer.text);
    assert_eq!(say(&anna, &card(10).shown()).await.status, StatusCode::SEE_OTHER, "a colleague may");
    night.clock.advance(SignedDuration::from_mins(61));
    let lo = Browser::of(night, "lo").await;
    assert_eq!(say(&lo, &card(10).shown()).await.status, StatusCode::SEE_OTHER);
}

async fn who_runs_the_machines_types_no_code(night: &Night) {
    let sam = Browser::of(night, "sam").await;
    assert_eq!(sam.get(PATH).await.status, StatusCode::FORBIDDEN);
    assert_eq!(say(&sam, &card(1).shown()).await.status, StatusCode::FORBIDDEN);
    let stranger = Browser::stranger(night);
    assert!(stranger.get(PATH).await.location.starts_with("/login"));
    assert_eq!(stranger.post_bare(PATH, "code=0000-0000-0000").await.status, StatusCode::UNAUTHORIZED);
    assert!(night.broker.codes().is_empty());
}

async fn the_page_is_reached_from_the_desk_and_from_taking_back(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    lo.post(&format!("/duty/{}/acknowledge", sent[0].id), &[("back", &format!("/cases/{code}"))]).await;
    for page in ["/duty".to_owned(), format!("/duty/{}/take-back", sent[0].id)] {
        assert!(lo.get(&page).await.text.contains("href=\"/withdraw-by-code\""), "{page}");
    }
    let page = lo.get(PATH).await;
    assert!(page.text.contains("Återkalla med kod") && page.title().starts_with("Återkalla med kod"), "{}", page.title());
}
