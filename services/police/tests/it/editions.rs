//! The rule book changes: the officer is told which became which, nothing is lost, and the law of its day is there to read.

use std::time::Duration;

use casework::{
    access_entries, cases,
    testing::{Approval, approve, edition_with},
};
use police::access::Door;
use reqwest::Method;
use serde_json::{Value, json};
use wire::CaseCode;

use crate::{
    api::{call, system},
    consent::NAME,
    house::{House, in_a_house},
    review::recorded,
    sending::{press, send_form, until_it_says},
    visitor::{Visitor, at, between},
};

in_a_house!(
    an_open_review_names_both_rule_books,
    what_a_duty_sent_goes_again_and_the_receipt_says_so,
    what_is_no_duty_any_more_says_ring,
    what_a_consent_sent_is_reviewed_again,
    a_case_system_reviews_again,
    a_person_is_told_why_each_thing_about_her_went,
    why_has_the_law_of_its_day_and_what_stayed,
);

const NEW: &str = "2027-01-01.1";

/// Another word in the label of the report of concern.
fn other() -> String {
    edition_with(NEW, "SOL-19-1-B", "orosanmälan (skyldighet)", "anmälan om oro (skyldighet)")
}

/// Makes an approved edition active without a word to anybody.
async fn activate(house: &House, file: &str) {
    house.casework.ask_for_rulebook().await;
    let replaces = house.casework.edition().reference().clone();
    let approval = Approval { file: file.to_owned(), replaces, takes_effect: "2026-11-22".parse().unwrap() };
    house.broker.activate_silently(file, approve(&approval, &[41, 42]));
}

/// A call-out with her yes and a concern for the child.
async fn concerned(officer: &Visitor) -> String {
    let code = recorded(officer).await;
    officer.post(&at(Door::Review, &code), &[("act", "concern-yes")]).await.goes_to();
    code
}

async fn sends(officer: &Visitor, code: &str) {
    let form = send_form(&officer.get(&at(Door::Review, code)).await.page());
    press(officer, code, &form).await.goes_to();
}

async fn an_open_review_names_both_rule_books(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = concerned(&officer).await;
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    let before = house.casework.edition().id().to_string();
    activate(&house, &other()).await;
    house.casework.ask_for_rulebook().await;
    let answer = press(&officer, &code, &form).await;
    assert_eq!(answer.status, 409, "{}", answer.text);
    let said = format!("Regelboken ändrades medan sidan var öppen: den visade regelbok {before}, nu gäller {NEW}.");
    assert!(answer.text.contains(&said) && answer.text.contains("Ingenting har skickats"), "{}", answer.text);
    assert!(answer.text.contains("Granska igen"));
    assert!(house.broker.offers().is_empty());
    // Pressed again on the page of the new one it goes.
    sends(&officer, &code).await;
    until_it_says(&officer, &code, "Skickat").await;
    // The draft of a case says the same.
    let draft = officer
        .post(
            &at(Door::NewHandover, &code),
            &[("to", "socialtjansten-exempelstad/socialjouren"), ("purpose", "acute_support"), ("phase", "care"), ("urgency", "same_day")],
        )
        .await
        .goes_to();
    let old = [("digest", "0".repeat(64)), ("edition", before.clone())];
    let old: Vec<(&str, &str)> = old.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = officer.post(&format!("{draft}/send"), &old).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text.contains(&said), "{}", answer.text);
    let forged = officer.post(&format!("{draft}/send"), &[("digest", &"0".repeat(64)), ("edition", "<script>")]).await;
    assert!(!forged.text.contains("Regelboken ändrades medan"), "only an id is taken from the form");
}

async fn what_a_duty_sent_goes_again_and_the_receipt_says_so(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = concerned(&officer).await;
    activate(&house, &other()).await;
    sends(&officer, &code).await;
    let page = until_it_says(&officer, &code, "samma uppgifter skickades på nytt").await;
    assert!(page.contains("Orosanmälan"));
    let page = until_it_says(&officer, &code, "Skickat").await;
    assert!(!page.contains("Ring Socialjouren igen"), "it is on its way: {page}");
    assert!(page.contains("Regelboken ändrades: granska igen") && page.contains("Granska igen"), "the consent waits for the officer");
    let offers = house.broker.offers();
    assert_eq!(offers.iter().map(|offer| offer.header.edition.id.as_str()).collect::<Vec<_>>(), [NEW]);
    // The review has the rest alone.
    let review = officer.get(&at(Door::Review, &code)).await.page();
    assert!(!crate::review::goes(&review).contains("Oro för barn") && review.contains("Redan lämnat"), "{review}");
    sends(&officer, &code).await;
    for _ in 0..300 {
        if house.broker.offers().len() == 2 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("what goes by consent never went");
}

async fn what_is_no_duty_any_more_says_ring(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = concerned(&officer).await;
    let (from, to) = (r#"["child_under_18", "concern_for_child"]"#, r#"["child_under_18", "concern_for_child", "relevant_to_child"]"#);
    activate(&house, &edition_with(NEW, "SOL-19-1-B", from, to)).await;
    sends(&officer, &code).await;
    let page = until_it_says(&officer, &code, "Regelboken ändrades: granska igen").await;
    assert!(page.contains("Ring Socialjouren igen") && page.contains(&at(Door::Review, &code)), "{page}");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(house.broker.offers().is_empty());
    let list = officer.get(&at(Door::ListCallOuts, "")).await.page();
    assert!(list.contains("<strong>Ring</strong>"), "the list says it too");
    let handovers = officer.get(&at(Door::CaseHandovers, &code)).await.page();
    assert!(handovers.contains("Det är en skyldighet: ring om det är bråttom.") && handovers.contains("role=\"alert\""));
}

/// The ids of the handovers that the page offers to review again.
fn to_review(page: &str) -> Vec<String> {
    page.split("/review-again\"")
        .filter_map(|before| before.rsplit_once("/handovers/"))
        .map(|(_, id)| id.to_owned())
        .filter(|id| id.len() == 36)
        .collect()
}

async fn what_a_consent_sent_is_reviewed_again(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    activate(&house, &other()).await;
    sends(&officer, &code).await;
    until_it_says(&officer, &code, "Regelboken ändrades: granska igen").await;
    house.casework.ask_for_rulebook().await;
    let page = officer.get(&at(Door::CaseHandovers, &code)).await.page();
    assert!(page.contains("Inget av detta har lämnats."), "{page}");
    let stale = to_review(&page);
    assert_eq!(stale.len(), 1);
    let path = at(Door::ReviewAgain, &code).replace("{handover}", &stale[0]);
    let review = officer.post(&path, &[]).await.goes_to();
    let page = officer.get(&review).await.page();
    assert!(page.contains(&format!("Regelbok {NEW}")) && page.contains(NAME) && page.contains("Skicka"), "{page}");
    let stranger = Visitor::logged_in(&house, "kim").await;
    assert_eq!(stranger.post(&path, &[]).await.status, 404, "another unit's");
    let digest = between(&page, "name=\"digest\" value=\"", "\"").to_owned();
    officer.post(&review.replace("/review", "/send"), &[("digest", &digest)]).await.goes_to();
    until_it_says(&officer, &code, "Skickat").await;
}

/// The ids of the handovers of the page, in its order.
fn handovers_of(page: &str) -> Vec<String> {
    page.split("id=\"h-").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

async fn why_has_the_law_of_its_day_and_what_stayed(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = concerned(&officer).await;
    let before = house.casework.edition().id().to_string();
    sends(&officer, &code).await;
    until_it_says(&officer, &code, "Skickat").await;
    activate(&house, &other()).await;
    house.casework.ask_for_rulebook().await;
    let receipt = officer.get(&at(Door::FollowCallOut, &code)).await.page();
    let ids = handovers_of(&officer.get(&at(Door::CaseHandovers, &code)).await.page());
    let paths: Vec<String> = ids.iter().map(|id| at(Door::WhyHandover, &code).replace("{handover}", id)).collect();
    assert!(paths.iter().all(|path| receipt.contains(path.as_str())), "the receipt leads there");
    let mut pages = Vec::new();
    for path in &paths {
        pages.push(officer.get(path).await.page());
    }
    let page = pages.iter().find(|page| page.contains("orosanmälan (skyldighet)")).expect("one is the report of concern");
    assert!(page.contains(&format!("Enligt regelbok {before}")) && !page.contains("anmälan om oro (skyldighet)"), "{page}");
    assert!(page.contains("19 kap. 1 §") && page.contains("Lag (2025:1501)") && page.contains("2026-01-15"), "{page}");
    assert!(page.contains("<details") && page.contains("<blockquote lang=\"sv\"><p>"), "the statute word for word");
    let stayed = between(page, "Syns bara här.", "</dl>");
    assert!(stayed.contains("Vapen") || stayed.contains("Händelse"), "{stayed}");
    assert!(pages.iter().all(|page| !page.contains(NAME)), "no value");
    let english = officer.get_in(&paths[0], "en").await.page();
    assert!(english.contains("By rule book") && english.contains("The statute, in Swedish:") && english.contains("OSL"), "{english}");
    let stranger = Visitor::logged_in(&house, "kim").await;
    assert_eq!(stranger.get(&paths[0]).await.status, 404);
    let receipt = at(Door::HandoverReceipt, &code).replace("{handover}", &ids[0]);
    assert!(pages[0].contains("receipt.json") && stranger.get(&receipt).await.status == 404);
    let file = officer.get(&receipt).await;
    assert_eq!(file.status, 200);
    let file = file.page();
    assert!(file.contains("offer_released") && file.contains(&ids[0]) && !file.contains(NAME), "{file}");
    house.broker.set_down(true);
    assert_eq!(officer.get(&receipt).await.status, 503, "its proof is with the log");
    house.broker.set_down(false);
    let (own, parsed): (_, CaseCode) = (house.casework.config().id.clone(), code.parse().unwrap());
    let entries = house.casework.db().read(move |conn| {
        let case = cases::by_code(conn, &parsed, &own)?.unwrap();
        access_entries::of_case(conn, case.id)
    });
    let explained = entries.await.unwrap().iter().filter(|entry| entry.purpose.code() == "explain").count();
    assert_eq!(explained, paths.len() + 3, "every view left an entry");
}

/// A call-out that a case system records and hands over; it reaches no other without a word why.
async fn handed_over(system: &casework::testing::ApiClient) -> String {
    let (_, opened) = call(system, Method::POST, &at(Door::ApiOpenCallOut, ""), Some(json!({}))).await;
    let code = opened["code"].as_str().unwrap().to_owned();
    let situation = json!({ "children": "one", "suspect": "on_scene", "kind": "threat", "acute": ["weapon"] });
    call(system, Method::PUT, &at(Door::ApiSituation, &code), Some(situation)).await;
    let consent = json!({
        "out_of_earshot": "yes", "answer": "yes", "name": NAME, "phone": "070-174 06 05", "protection": "no", "windows": ["now"],
        "language": "en",
    });
    call(system, Method::PUT, &at(Door::ApiConsent, &code), Some(consent)).await;
    let concern = json!({ "suspected": true, "details": { "grounds": ["violence_against_child"], "immediate": "yes" } });
    call(system, Method::PUT, &at(Door::ApiConcern, &code), Some(concern)).await;
    let (_, preview) = call(system, Method::GET, &at(Door::ApiPreview, &code), None).await;
    let (status, sent) = call(system, Method::POST, &at(Door::ApiSend, &code), Some(json!({ "digest": preview["digest"] }))).await;
    assert_eq!((status.as_u16(), sent["handovers"].as_array().map(Vec::len)), (200, Some(2)), "{sent}");
    code
}

/// The handovers of a case once they are as they should be, or fails: a test never hangs.
async fn until_they_are(system: &casework::testing::ApiClient, code: &str, holds: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    let mut case = Value::Null;
    for _ in 0..600 {
        case = call(system, Method::GET, &at(Door::ApiCase, code), None).await.1;
        let handovers = case["handovers"].as_array().unwrap();
        if holds(handovers) {
            return handovers.clone();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it never was so: {case}");
}

async fn a_case_system_reviews_again(house: House) {
    let system = system(&house).await;
    activate(&house, &other()).await;
    let code = handed_over(&system).await;
    let of = |handovers: &[Value], basis: &str, state: &str| {
        handovers.iter().find(|one| one["basis"] == basis && one["state"] == state).cloned()
    };
    let settled = |all: &[Value]| of(all, "duty", "released").is_some() && of(all, "consent", "stale").is_some();
    let handovers = until_they_are(&system, &code, settled).await;
    let (duty, stale) = (of(&handovers, "duty", "stale").unwrap(), of(&handovers, "consent", "stale").unwrap());
    assert_eq!((&duty["detail"], &stale["detail"]), (&json!("sent_anew"), &Value::Null));
    let again = |handover: &Value| at(Door::ApiReviewAgain, &code).replace("{handover}", handover["id"].as_str().unwrap());
    assert_eq!(call(&system, Method::POST, &again(&duty), Some(json!({}))).await.0, 409, "it went again by itself");
    let (status, draft) = call(&system, Method::POST, &again(&stale), Some(json!({}))).await;
    assert_eq!(status, 201, "{draft}");
    let base = format!("{}/{}", at(Door::ApiStartDraft, &code), draft["id"].as_str().unwrap());
    let (_, preview) = call(&system, Method::GET, &format!("{base}/preview"), None).await;
    assert_eq!(preview["edition"]["id"], NEW, "{preview}");
    let (status, sent) = call(&system, Method::POST, &format!("{base}/send"), Some(json!({ "digest": preview["digest"] }))).await;
    assert_eq!(status, 200, "{sent}");
    until_they_are(&system, &code, |all| of(all, "consent", "released").is_some()).await;
}

async fn a_person_is_told_why_each_thing_about_her_went(house: House) {
    let system = system(&house).await;
    let code = handed_over(&system).await;
    let (_, case) = call(&system, Method::GET, &at(Door::ApiCase, &code), None).await;
    let victim = case["subjects"].as_array().unwrap().iter().find(|person| person["role"] == "victim").unwrap();
    let path = at(Door::ApiExtract, &code).replace("{subject}", victim["id"].as_str().unwrap());
    let (status, extract) = call(&system, Method::GET, &path, None).await;
    assert_eq!((status.as_u16(), extract["held"].as_array().map(Vec::len)), (200, Some(1)), "{extract}");
    let held = &extract["held"][0];
    let (fields, told) = (held["fields"].as_array().unwrap(), &held["explanation"]);
    assert_eq!(told["edition"]["id"], house.casework.edition().id().as_str(), "{extract}");
    assert_eq!(told["date"], "2026-11-22");
    let explained = told["fields"].as_array().unwrap();
    let places = |all: &[Value]| all.iter().map(|field| field["n"].clone()).collect::<Vec<_>>();
    assert_eq!(places(explained), places(fields));
    let line = &explained[0]["lines"][0];
    assert!(line["citation"]["sv"].as_str().unwrap().contains("OSL") && !line["text"]["en"].as_str().unwrap().is_empty(), "{line}");
    assert!(!extract["held"].to_string().contains("SOL-19-1"), "why something about the child went is not hers: {extract}");
}
