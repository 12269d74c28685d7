//! The agency's own case system does by signed calls what an officer does on the pages. Every answer is held against the
//! API's document.

use std::collections::BTreeSet;

use casework::testing::ApiClient;
use police::access::Door;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    house::{CLIENT_KEY, CLIENT_SEED, House, NIGHT, in_a_house},
    visitor::at,
};

const AGENCY: &str = "polisen-exempelstad";

pub async fn system(house: &House) -> ApiClient {
    ApiClient::new(&house.url, AGENCY, &CLIENT_SEED, CLIENT_KEY, NIGHT.parse().unwrap()).await
}

pub async fn call(system: &ApiClient, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
    let answered = system.call(method, path, body.as_ref()).await;
    (answered.status, answered.body)
}

async fn a_case_system_can_do_the_whole_of_it(house: House) {
    let system = system(&house).await;
    let (status, opened) = call(&system, Method::POST, &at(Door::ApiOpenCallOut, ""), Some(json!({}))).await;
    assert_eq!(status, 201, "{opened}");
    let code = opened["code"].as_str().unwrap();
    let situation = json!({ "children": "one", "suspect": "on_scene", "kind": "threat", "acute": ["weapon"] });
    assert_eq!(call(&system, Method::PUT, &at(Door::ApiSituation, code), Some(situation)).await.0, 204);
    let consent = json!({
        "out_of_earshot": "yes", "answer": "yes", "name": "Exempel Exempelsson", "phone": "070-174 06 05", "protection": "no",
        "windows": ["now"], "language": "en",
    });
    assert_eq!(call(&system, Method::PUT, &at(Door::ApiConsent, code), Some(consent)).await.0, 204);
    let concern = json!({ "suspected": true, "details": { "grounds": ["violence_against_child"], "immediate": "yes" } });
    assert_eq!(call(&system, Method::PUT, &at(Door::ApiConcern, code), Some(concern)).await.0, 204);
    let (_, preview) = call(&system, Method::GET, &at(Door::ApiPreview, code), None).await;
    assert_eq!(preview["offers"][0]["basis"], "duty", "{preview}");
    assert!(preview["stays"].as_array().unwrap().iter().any(|row| row["category"] == "weapons"));
    let other = json!({ "digest": "0".repeat(64) });
    let (status, problem) = call(&system, Method::POST, &at(Door::ApiSend, code), Some(other)).await;
    assert_eq!((status.as_u16(), problem["code"].as_str()), (409, Some("preview-changed")), "{problem}");
    let shown = json!({ "digest": preview["digest"] });
    let (status, sent) = call(&system, Method::POST, &at(Door::ApiSend, code), Some(shown.clone())).await;
    assert_eq!((status.as_u16(), sent["handovers"].as_array().map(Vec::len)), (200, Some(2)), "{sent}");
    let (_, again) = call(&system, Method::POST, &at(Door::ApiSend, code), Some(shown)).await;
    assert_eq!(again["handovers"], json!([]));
    let (_, progress) = call(&system, Method::GET, &at(Door::ApiCallOut, code), None).await;
    assert_eq!((progress["state"].as_str(), progress["handovers"].as_array().map(Vec::len)), (Some("sent"), Some(2)));
}

async fn a_card_that_is_left_has_a_code(house: House) {
    let system = system(&house).await;
    let (_, opened) = call(&system, Method::POST, &at(Door::ApiOpenCallOut, ""), Some(json!({}))).await;
    let path = at(Door::ApiConsent, opened["code"].as_str().unwrap());
    for (answer, status) in [("yes", 200), ("no", 204)] {
        let asked = json!({ "out_of_earshot": "yes", "answer": answer, "card": "yes" });
        let (given, body) = call(&system, Method::PUT, &path, Some(asked)).await;
        assert_eq!(given.as_u16(), status, "{body}");
        assert_eq!(body["card_code"].as_str().is_some_and(|code| code.parse::<wire::CardCode>().is_ok()), status == 200);
    }
}

async fn what_is_wrong_is_named(house: House) {
    let system = system(&house).await;
    let (_, opened) = call(&system, Method::POST, &at(Door::ApiOpenCallOut, ""), Some(json!({}))).await;
    let path = at(Door::ApiConsent, opened["code"].as_str().unwrap());
    let (status, problem) = call(&system, Method::PUT, &path, Some(json!({ "phone": "hemligt", "answer": "perhaps" }))).await;
    assert_eq!(status, 422);
    assert!(problem.to_string().contains("phone") && problem.to_string().contains("answer"), "{problem}");
    assert!(!problem.to_string().contains("hemligt"), "what was sent is not said back");
    assert_eq!(call(&system, Method::GET, &at(Door::ApiCallOut, "KV742-2611"), None).await.0, 404);
}

async fn a_foreign_key_gets_no_token(house: House) {
    for (seed, key) in [([8; 32], CLIENT_KEY), (CLIENT_SEED, "fedcba9876543210")] {
        let stranger = ApiClient::new(&house.url, AGENCY, &seed, key, NIGHT.parse().unwrap()).await;
        let (status, refusal) = stranger.token_with(stranger.token_request()).await;
        assert_eq!((status.as_u16(), &refusal["error"]), (401, &json!("invalid_client")));
    }
}

async fn a_foreign_issuer_is_turned_away(house: House) {
    let system = system(&house).await;
    let elsewhere = ApiClient::new(&house.url, "socialtjansten-exempelstad", &CLIENT_SEED, CLIENT_KEY, NIGHT.parse().unwrap()).await;
    let path = at(Door::ApiNotices, "");
    let access = system.access_token().await;
    let proof = elsewhere.proof(&Method::GET, &path, b"");
    let request = system.bare(&Method::GET, &path, b"").bearer_auth(access).header("stafett-proof", proof);
    assert_eq!(request.send().await.unwrap().status(), 401);
}

async fn a_new_call_out_is_made_once(house: House) {
    let system = system(&house).await;
    let path = at(Door::ApiOpenCallOut, "");
    let first = system.call_by("call-out-1", Method::POST, &path, Some(&json!({}))).await;
    let again = system.call_by("call-out-1", Method::POST, &path, Some(&json!({}))).await;
    assert_eq!((again.status, again.replayed, &again.body), (StatusCode::CREATED, true, &first.body));
    let another = system.call_by("call-out-2", Method::POST, &path, Some(&json!({}))).await;
    assert_ne!(another.body["code"], first.body["code"]);
}

/// Every closed door of the API, named: without tokens nobody comes in by any method.
const DOORS: &[Door] = &[
    Door::ApiOpenCallOut,
    Door::ApiCallOut,
    Door::ApiSituation,
    Door::ApiConsent,
    Door::ApiConcern,
    Door::ApiPreview,
    Door::ApiSend,
    Door::ApiWithdrawal,
    Door::ApiNotices,
    Door::ApiRequests,
    Door::ApiCardCode,
    Door::ApiCase,
    Door::ApiExtract,
    Door::ApiAsk,
    Door::ApiStartDraft,
    Door::ApiDraft,
    Door::ApiPutField,
    Door::ApiAnswerFact,
    Door::ApiPreviewDraft,
    Door::ApiSendDraft,
    Door::ApiDropDraft,
    Door::ApiFetch,
    Door::ApiAnswerRequest,
    Door::ApiCorrect,
    Door::ApiReviewAgain,
    Door::ApiRecall,
    Door::ApiAcknowledge,
    Door::ApiDecline,
];

async fn every_call_asks_for_tokens(house: House) {
    let system = system(&house).await;
    let access = system.access_token().await;
    for door in DOORS {
        let (path, method): (String, Method) = (at(*door, "KV742-2611"), door.methods().parse().unwrap());
        let body: &[u8] = if method == Method::GET { b"" } else { b"{}" };
        for request in [system.bare(&method, &path, body), system.bare(&method, &path, body).bearer_auth(&access)] {
            assert_eq!(request.send().await.unwrap().status(), 401, "{method} {path}");
        }
    }
}

/// Run with `UPDATE_API=1` to write it anew.
async fn the_document_is_the_one_in_git(house: House) {
    let system = system(&house).await;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/api/police.json");
    // Sorted: another crate of the workspace may switch on the keeping of order.
    let mut document = system.document().clone();
    document.sort_all_objects();
    let served = serde_json::to_string_pretty(&document).unwrap() + "\n";
    if option_env!("UPDATE_API").is_some() {
        std::fs::write(file, &served).unwrap();
    }
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    assert!(kept == served, "the API changed: write docs/api/police.json anew and look at the difference");
    let paths = system.document()["paths"].as_object().unwrap();
    let named: BTreeSet<(String, String)> = paths
        .iter()
        .flat_map(|(path, methods)| methods.as_object().unwrap().keys().map(move |method| (method.to_uppercase(), path.clone())))
        .collect();
    let door = |door: &Door| (door.methods().to_owned(), door.path().to_owned());
    assert_eq!(named, DOORS.iter().map(door).collect(), "the doors that are tried are those of the document");
    assert_eq!(named, Door::ALL.iter().filter(|door| door.path().starts_with("/api/")).map(door).collect());
}

in_a_house!(
    a_case_system_can_do_the_whole_of_it,
    a_card_that_is_left_has_a_code,
    what_is_wrong_is_named,
    a_foreign_key_gets_no_token,
    a_foreign_issuer_is_turned_away,
    a_new_call_out_is_made_once,
    every_call_asks_for_tokens,
    the_document_is_the_one_in_git,
);
