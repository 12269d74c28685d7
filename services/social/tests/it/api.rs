//! The same desk for the agency's own case system. Every answer is held against the API's document.

use casework::testing::ApiClient;
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use social::access::{DOORS, Who};
use store::clock::Clock as _;

use crate::{
    browser::Browser,
    night::{NAME, Night, SYSTEM_SEED, Told, nights, until},
};

nights!(
    every_call_asks_for_a_token,
    the_list_and_an_opened_item,
    the_desk_is_answered_by_machine_too,
    who_was_quicker_is_no_matter_for_a_machine,
    a_body_that_is_wrong_changes_nothing,
    a_case_is_seen_without_values_and_a_person_of_it_with_hers,
    of_the_person_using_violence_a_person_draws_the_extract,
    what_came_by_a_consent_that_ended_is_fetched_no_more,
    a_cards_code_is_handed_in_and_nothing_told_of_it,
    a_question_is_put_together_previewed_and_sent,
    what_has_changed_is_told_once_asked,
    a_person_takes_a_consent_back,
    what_belongs_elsewhere_is_said_by_machine_too,
);

const BOTH: Told = Told { consent: true, concern: true, protected: false, custody: false };
const AGENCY: &str = "socialtjansten-exempelstad";

/// The agency's case system.
pub async fn system(night: &Night) -> ApiClient {
    ApiClient::new(&night.address, AGENCY, &SYSTEM_SEED, &night.system_key, night.clock.now()).await
}

async fn get(system: &ApiClient, path: &str) -> (StatusCode, Value) {
    let answered = system.call(Method::GET, path, None).await;
    (answered.status, answered.body)
}

async fn post(system: &ApiClient, path: &str, body: Value) -> (StatusCode, Value) {
    let answered = system.call(Method::POST, path, Some(&body)).await;
    (answered.status, answered.body)
}

async fn put(system: &ApiClient, path: &str, body: Value) -> (StatusCode, Value) {
    let answered = system.call(Method::PUT, path, Some(&body)).await;
    (answered.status, answered.body)
}

async fn every_call_asks_for_a_token(night: &Night) {
    let (code, sent) = night.alarm(BOTH).await;
    let system = system(night).await;
    let access = system.access_token().await;
    for door in DOORS.iter().filter(|door| door.who == Who::System) {
        let path = door.path.replace("{handover}", &sent[0].id.to_string()).replace("{code}", &code.to_string());
        let method: Method = door.method.parse().unwrap();
        let body: &[u8] = if method == Method::GET { b"" } else { b"{}" };
        let none = system.bare(&method, &path, body);
        let strange = system.bare(&method, &path, body).bearer_auth("not.a.token");
        let unproven = system.bare(&method, &path, body).bearer_auth(&access);
        for (request, refusal) in [(none, "token-missing"), (strange, "token-refused"), (unproven, "proof-missing")] {
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
            let problem = answer.text().await.unwrap();
            assert!(problem.contains(refusal) && !problem.contains(NAME), "{path}: {problem}");
        }
    }
}

async fn the_list_and_an_opened_item(night: &Night) {
    let (code, sent) = night.alarm(BOTH).await;
    let system = system(night).await;
    let (status, list) = get(&system, "/api/v1/duty-items").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    assert!(!list.to_string().contains("Kanarie"), "the list has no values");
    let duty = list["items"].as_array().unwrap().iter().find(|item| item["basis"] == "duty").unwrap();
    assert_eq!((&duty["case_code"], &duty["children"], &duty["state"]), (&json!(code), &json!(true), &json!("received")));
    let (status, item) = get(&system, &format!("/api/v1/duty-items/{}", sent[1].id)).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(item["fields"][0]["value"]["name"], NAME);
    assert_eq!(item["fields"][0]["rules"], json!(["CONSENT-VICTIM"]));
}

async fn the_desk_is_answered_by_machine_too(night: &Night) {
    let (_, sent) = night.alarm(BOTH).await;
    let system = system(night).await;
    let path = |id, verb: &str| format!("/api/v1/duty-items/{id}/{verb}");
    for _ in 0..2 {
        let (status, item) = post(&system, &path(sent[1].id, "acknowledge"), json!({})).await;
        assert_eq!((status, &item["state"]), (StatusCode::OK, &json!("acknowledged")));
    }
    let (status, item) = post(&system, &path(sent[1].id, "state"), json!({ "state": "contact_made" })).await;
    assert_eq!((status, &item["state"]), (StatusCode::OK, &json!("contact_made")));
    let (status, item) = post(&system, &path(sent[0].id, "decline"), json!({ "reason": "already_in_hand" })).await;
    assert_eq!((status, &item["state"]), (StatusCode::OK, &json!("declined")));
    let (status, problem) = post(&system, &path(sent[0].id, "acknowledge"), json!({})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("wrong-state")));
}

async fn who_was_quicker_is_no_matter_for_a_machine(night: &Night) {
    let (_, sent) = night.alarm(BOTH).await;
    let (lo, anna, system) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await, system(night).await);
    let row = format!("/duty/{}", sent[0].id);
    lo.post(&format!("{row}/acknowledge"), &[("back", "/duty")]).await;
    for (verb, body) in [("acknowledge", json!({})), ("decline", json!({ "reason": "conflict" }))] {
        let (status, problem) = post(&system, &format!("/api/v1/duty-items/{}/{verb}", sent[0].id), body).await;
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
    let system = system(night).await;
    let path = format!("/api/v1/duty-items/{}/decline", sent[0].id);
    for wrong in [json!([]), json!({}), json!({ "reason": "because" }), json!({ "reason": "conflict", "more": 1 }), json!(null)] {
        let (status, _) = post(&system, &path, wrong.clone()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    assert_eq!(get(&system, "/api/v1/duty-items/none").await.0, StatusCode::NOT_FOUND);
    let (_, list) = get(&system, "/api/v1/duty-items").await;
    assert!(list["items"].as_array().unwrap().iter().all(|item| item["state"] == "received"));
}

async fn a_case_is_seen_without_values_and_a_person_of_it_with_hers(night: &Night) {
    let (code, sent) = night.alarm(BOTH).await;
    let system = system(night).await;
    let (status, case) = get(&system, &format!("/api/v1/cases/{code}")).await;
    assert_eq!((status, case["handovers"].as_array().map(Vec::len)), (StatusCode::OK, Some(2)));
    assert!(!case.to_string().contains("Kanarie"), "{case}");
    let person = |role: &str| {
        let subjects = case["subjects"].as_array().unwrap();
        subjects.iter().find(|subject| subject["role"] == role).unwrap()["id"].as_str().unwrap().to_owned()
    };
    let (status, extract) = get(&system, &format!("/api/v1/cases/{code}/subjects/{}/extract", person("victim"))).await;
    assert_eq!(status, StatusCode::OK);
    let held = extract["held"].to_string();
    assert!(held.contains(NAME) && !held.contains("children_present"), "{held}");
    let views = extract["views"].as_array().unwrap();
    assert!(views.iter().any(|view| view["role"] == "duty_worker"), "the extract itself is a view");
    assert!(views.iter().all(|view| view.get("categories").is_none() && view.get("handover").is_none()), "{views:?}");
    let (id, seen) = (sent[1].id, extract["held"].to_string());
    let entries = night.db.read(move |conn| {
        let case = casework::handovers::find(conn, id)?.unwrap().case;
        casework::access_entries::of_case(conn, case)
    });
    let entries = entries.await.unwrap();
    assert!(entries.iter().any(|entry| entry.handover.is_none()), "the case with its consents is a view too");
    let of_held = entries.iter().filter(|entry| entry.handover.is_some_and(|held| seen.contains(&held.to_string()))).count();
    assert_eq!(views.len(), of_held, "views of what is held here, and of nothing else");
    let (_, child) = get(&system, &format!("/api/v1/cases/{code}/subjects/{}/extract", person("child"))).await;
    assert!(!child.to_string().contains(NAME), "nothing of another person: {child}");
    let (status, opened) = get(&system, &format!("/api/v1/handovers/{}", sent[1].id)).await;
    assert_eq!((status, &opened["fields"][0]["value"]["name"]), (StatusCode::OK, &json!(NAME)));
    for nowhere in ["/api/v1/cases/KV742-2610", "/api/v1/cases/x", "/api/v1/handovers/0197a9b0-0000-7000-8000-000000000000"] {
        assert_eq!(get(&system, nowhere).await.0, StatusCode::NOT_FOUND, "{nowhere}");
    }
    let stranger = format!("/api/v1/cases/{code}/subjects/0197a9b0-0000-7000-8000-000000000000/extract");
    assert_eq!(get(&system, &stranger).await.0, StatusCode::NOT_FOUND);
}

async fn of_the_person_using_violence_a_person_draws_the_extract(night: &Night) {
    let (code, _) = night.alarm(Told { custody: true, ..BOTH }).await;
    let system = system(night).await;
    let (_, case) = get(&system, &format!("/api/v1/cases/{code}")).await;
    let subjects = case["subjects"].as_array().unwrap();
    let him = subjects.iter().find(|subject| subject["role"] == "person_using_violence").expect("he is in the case");
    let path = format!("/api/v1/cases/{code}/subjects/{}/extract", him["id"].as_str().unwrap());
    let (status, problem) = get(&system, &path).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("needs-a-person")), "{problem}");
    assert!(problem.get("views").is_none() && problem.get("held").is_none());
}

async fn what_came_by_a_consent_that_ended_is_fetched_no_more(night: &Night) {
    let (code, sent) = night.alarm(BOTH).await;
    let system = system(night).await;
    let path = format!("/api/v1/handovers/{}", sent[1].id);
    assert!(get(&system, &path).await.1.to_string().contains(NAME));
    post(&system, &format!("/api/v1/duty-items/{}/acknowledge", sent[1].id), json!({})).await;
    post(&system, &format!("/api/v1/duty-items/{}/take-back", sent[1].id), json!({ "channel": "phone" })).await;
    let (status, opened) = get(&system, &path).await;
    assert_eq!((status, &opened["fields"]), (StatusCode::OK, &json!([])));
    let (_, case) = get(&system, &format!("/api/v1/cases/{code}")).await;
    let her = case["subjects"].as_array().unwrap().iter().find(|subject| subject["role"] == "victim").unwrap()["id"].clone();
    let (_, extract) = get(&system, &format!("/api/v1/cases/{code}/subjects/{}/extract", her.as_str().unwrap())).await;
    assert!(!extract["held"].to_string().contains(NAME), "{extract}");
    let page = Browser::of(night, "anna").await.get(&format!("/cases/{code}/handovers")).await.text;
    assert!(page.contains("visas inte mer") && !page.contains(NAME), "{page}");
}

async fn a_cards_code_is_handed_in_and_nothing_told_of_it(night: &Night) {
    let (card, other) = (wire::CardCode::from_random([1; 8]), wire::CardCode::from_random([2; 8]));
    night.alarm_with_card(BOTH, &card).await;
    let system = system(night).await;
    let path = "/api/v1/consents/withdraw-by-code";
    let mut heard = Vec::new();
    for code in [&card, &other] {
        heard.push(post(&system, path, json!({ "code": code.shown() })).await);
    }
    assert_eq!(heard[0], heard[1], "one belongs to a consent and one to none");
    assert_eq!(heard[0].0, StatusCode::ACCEPTED);
    until("the broker hears of both", || async {
        [&card, &other].iter().all(|card| night.broker.codes().iter().any(|told| told.card_code_hash == card.hash()))
    })
    .await;
    for wrong in [json!({}), json!({ "code": "7K3M" }), json!({ "code": 7 }), json!({ "code": card.shown(), "case": "x" })] {
        assert_eq!(post(&system, path, wrong.clone()).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    for n in 3..11 {
        let code = wire::CardCode::from_random([n; 8]).shown();
        assert_eq!(post(&system, path, json!({ "code": code })).await.0, StatusCode::ACCEPTED, "{n}");
    }
    let code = wire::CardCode::from_random([11; 8]).shown();
    assert_eq!(post(&system, path, json!({ "code": code })).await.0, StatusCode::TOO_MANY_REQUESTS, "the eleventh of an hour");
}

async fn a_question_is_put_together_previewed_and_sent(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let system = system(night).await;
    let question = json!({ "to": "polisen-exempelstad/ingripande", "categories": ["custody_status"], "purpose": "acute_support" });
    let (status, draft) = post(&system, &format!("/api/v1/cases/{code}/requests"), question).await;
    assert_eq!(status, StatusCode::CREATED, "{draft}");
    let at = format!("/api/v1/cases/{code}/drafts/{}", draft["id"].as_str().unwrap());
    let (status, opened) = get(&system, &at).await;
    assert_eq!((status, &opened["fields"][0]["category"]), (StatusCode::OK, &json!("request")));
    // A value of another shape, a category nobody knows, and a version that is older.
    let version = opened["draft"]["version"].clone();
    let (status, problem) =
        put(&system, &format!("{at}/fields/weapons"), json!({ "version": version, "value": { "access": "maybe" } })).await;
    assert_eq!((status, &problem["errors"][0]["pointer"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("/value")));
    assert_eq!(put(&system, &format!("{at}/fields/rumour"), json!({ "version": version, "value": {} })).await.0, StatusCode::NOT_FOUND);
    let state = json!({ "version": 999, "value": { "state": "received" } });
    assert_eq!(put(&system, &format!("{at}/fields/case_state"), state).await.0, StatusCode::CONFLICT);
    let (status, problem) = put(&system, &format!("{at}/facts/lead_has_cleared"), json!({ "version": version, "yes": true })).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("needs-a-person")));

    let (status, preview) = get(&system, &format!("{at}/preview")).await;
    assert_eq!(status, StatusCode::OK);
    let (status, problem) = post(&system, &format!("{at}/send"), json!({ "digest": "0".repeat(64) })).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("preview-changed")), "{problem}");
    assert_eq!(problem["preview"]["digest"], preview["digest"]);
    let (status, sent) = post(&system, &format!("{at}/send"), json!({ "digest": preview["digest"] })).await;
    assert_eq!((status, sent["handovers"].as_array().map(Vec::len)), (StatusCode::OK, Some(1)), "{sent} {preview}");
}

async fn what_has_changed_is_told_once_asked(night: &Night) {
    let system = system(night).await;
    let (_, before) = get(&system, "/api/v1/notices").await;
    let next = before["next"].as_i64().unwrap();
    let path = format!("/api/v1/notices?after={next}&wait_seconds=20");
    let (waited, alarm) = tokio::join!(get(&system, &path), night.alarm(BOTH));
    let told = waited.1["notices"].as_array().unwrap().clone();
    let ids: Vec<String> = alarm.1.iter().map(|sent| sent.id.to_string()).collect();
    assert!(!told.is_empty() && told.iter().all(|notice| ids.iter().any(|id| notice["subject"] == **id)), "{told:?}");
    assert!(!waited.1.to_string().contains("Kanarie"));
    for wrong in ["after=-1", "wait_seconds=26", "wait_seconds=x", "before=1"] {
        assert_eq!(get(&system, &format!("/api/v1/notices?{wrong}")).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
}

async fn a_person_takes_a_consent_back(night: &Night) {
    let (code, sent) = night.alarm(BOTH).await;
    let system = system(night).await;
    let path = format!("/api/v1/duty-items/{}/take-back", sent[1].id);
    assert_eq!(post(&system, &path, json!({ "channel": "phone" })).await.0, StatusCode::CONFLICT, "before anybody owns it");
    post(&system, &format!("/api/v1/duty-items/{}/acknowledge", sent[1].id), json!({})).await;
    let (status, answer) = post(&system, &path, json!({ "channel": "phone" })).await;
    assert_eq!((status, &answer["case_code"]), (StatusCode::OK, &json!(code)));
}

async fn what_belongs_elsewhere_is_said_by_machine_too(night: &Night) {
    const ELSEWHERE: &str = "socialtjansten-exempelstad/aldreenheten";
    let (_, sent) = night.alarm(BOTH).await;
    let system = system(night).await;
    let path = format!("/api/v1/duty-items/{}/redirect", sent[1].id);
    for wrong in [json!({}), json!({ "unit": "x" }), json!({ "unit": "polisen-exempelstad/ingripande" }), json!({ "unit": "okand/enhet" })]
    {
        assert_eq!(post(&system, &path, wrong.clone()).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    for _ in 0..2 {
        let (status, item) = post(&system, &path, json!({ "unit": ELSEWHERE })).await;
        assert_eq!((status, &item["state"], &item["belongs_to"]), (StatusCode::OK, &json!("declined"), &json!(ELSEWHERE)));
    }
    let (_, other) = get(&system, &format!("/api/v1/duty-items/{}", sent[0].id)).await;
    assert_eq!(other["item"]["belongs_to"], json!(null), "each row is answered by itself");
}
