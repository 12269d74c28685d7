//! The same desk for the agency's own case system.

use reqwest::{Client, Method, StatusCode, header};
use serde_json::{Value, json};
use social::access::{DOORS, Who};
use store::clock::Clock as _;
use web::machine::{Call, MachineSigner};

use crate::{
    browser::Browser,
    night::{NAME, Night, SYSTEM_SEED, Told, nights},
};

nights!(
    every_call_asks_for_a_token,
    the_list_and_an_opened_item,
    the_desk_is_answered_by_machine_too,
    who_was_quicker_is_no_matter_for_a_machine,
    a_body_that_is_wrong_changes_nothing
);

const BOTH: Told = Told { consent: true, concern: true, protected: false, custody: false };
const AGENCY: &str = "socialtjansten-exempelstad";

async fn call(night: &Night, method: Method, path: &str, body: &str) -> (StatusCode, Value) {
    let signer = MachineSigner::from_seed(&SYSTEM_SEED, night.system_key.clone(), AGENCY);
    let call = Call { audience: AGENCY, method: method.as_str(), path, body: body.as_bytes() };
    let token = signer.authorization(&call, night.clock.now(), [3; 16]).unwrap();
    let request = Client::new().request(method, format!("{}{path}", night.address)).header(header::AUTHORIZATION, token);
    let request = if body.is_empty() { request } else { request.header(header::CONTENT_TYPE, "application/json").body(body.to_owned()) };
    let answer = request.send().await.unwrap();
    (answer.status(), answer.json().await.unwrap_or_default())
}

async fn every_call_asks_for_a_token(night: &Night) {
    let (_, sent) = night.alarm(BOTH).await;
    for door in DOORS.iter().filter(|door| door.who == Who::System) {
        let path = door.path.replace("{handover}", &sent[0].id.to_string());
        let method: Method = door.method.parse().unwrap();
        let request = Client::new().request(method.clone(), format!("{}{path}", night.address));
        let request = request.header(header::AUTHORIZATION, "Bearer not.a.token");
        let request = if method == Method::POST { request.header(header::CONTENT_TYPE, "application/json").body("{}") } else { request };
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
        assert!(!answer.text().await.unwrap().contains(NAME));
    }
}

async fn the_list_and_an_opened_item(night: &Night) {
    let (code, sent) = night.alarm(BOTH).await;
    let (status, list) = call(night, Method::GET, "/api/v1/duty-items", "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    assert!(!list.to_string().contains("Kanarie"), "the list has no values");
    let duty = list["items"].as_array().unwrap().iter().find(|item| item["basis"] == "duty").unwrap();
    assert_eq!((&duty["case_code"], &duty["children"], &duty["state"]), (&json!(code), &json!(true), &json!("received")));
    let (status, item) = call(night, Method::GET, &format!("/api/v1/duty-items/{}", sent[1].id), "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(item["fields"][0]["value"]["name"], NAME);
    assert_eq!(item["fields"][0]["rules"], json!(["CONSENT-VICTIM"]));
}

async fn the_desk_is_answered_by_machine_too(night: &Night) {
    let (_, sent) = night.alarm(BOTH).await;
    let path = |id, verb: &str| format!("/api/v1/duty-items/{id}/{verb}");
    for _ in 0..2 {
        let (status, item) = call(night, Method::POST, &path(sent[1].id, "acknowledge"), "").await;
        assert_eq!((status, &item["state"]), (StatusCode::OK, &json!("acknowledged")));
    }
    let (status, item) = call(night, Method::POST, &path(sent[1].id, "state"), r#"{"state":"contact_made"}"#).await;
    assert_eq!((status, &item["state"]), (StatusCode::OK, &json!("contact_made")));
    let (status, item) = call(night, Method::POST, &path(sent[0].id, "decline"), r#"{"reason":"already_in_hand"}"#).await;
    assert_eq!((status, &item["state"]), (StatusCode::OK, &json!("declined")));
    let (status, problem) = call(night, Method::POST, &path(sent[0].id, "acknowledge"), "{}").await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("wrong-state")));
}

async fn who_was_quicker_is_no_matter_for_a_machine(night: &Night) {
    let (_, sent) = night.alarm(BOTH).await;
    let (lo, anna) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    let row = format!("/duty/{}", sent[0].id);
    lo.post(&format!("{row}/acknowledge"), &[("back", "/duty")]).await;
    for (verb, body) in [("acknowledge", "{}"), ("decline", r#"{"reason":"conflict"}"#)] {
        let (status, problem) = call(night, Method::POST, &format!("/api/v1/duty-items/{}/{verb}", sent[0].id), body).await;
        assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("already-taken")));
        let text = problem.to_string();
        assert!(text.split(|letter: char| !letter.is_alphanumeric()).all(|word| word != "lo"), "{text}");
    }
    // A colleague is told on the page.
    let page = anna.post(&format!("{row}/decline"), &[("reason", "conflict")]).await;
    assert!(page.status == StatusCode::CONFLICT && page.text.contains("lo har "), "{}", page.text);
}

async fn a_body_that_is_wrong_changes_nothing(night: &Night) {
    let (_, sent) = night.alarm(BOTH).await;
    let path = format!("/api/v1/duty-items/{}/decline", sent[0].id);
    for wrong in ["{", "[]", "{}", r#"{"reason":"because"}"#, r#"{"reason":"conflict","more":1}"#, "null"] {
        let (status, _) = call(night, Method::POST, &path, wrong).await;
        assert!(status == StatusCode::BAD_REQUEST || status == StatusCode::UNPROCESSABLE_ENTITY, "{wrong}: {status}");
    }
    let (status, _) = call(night, Method::GET, "/api/v1/duty-items/none", "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (_, list) = call(night, Method::GET, "/api/v1/duty-items", "").await;
    assert!(list["items"].as_array().unwrap().iter().all(|item| item["state"] == "received"));
}
