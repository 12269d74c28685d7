//! The agency's own case system does by signed calls what an officer does on the pages.

use police::access::Door;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use web::machine::{Call, MachineSigner};

use crate::{
    house::{CLIENT_KEY, CLIENT_SEED, House, NIGHT, in_a_house},
    visitor::at,
};

const AGENCY: &str = "polisen-exempelstad";

/// Calls with a token for this very call; gives status and body.
async fn call(house: &House, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
    call_as(house, MachineSigner::from_seed(&CLIENT_SEED, CLIENT_KEY, AGENCY), method, path, body).await
}

async fn call_as(house: &House, signer: MachineSigner, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
    let bytes = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
    let call = Call { audience: AGENCY, method: method.as_str(), path, body: &bytes };
    let token = signer.authorization(&call, NIGHT.parse().unwrap(), [1; 16]).unwrap();
    let request = reqwest::Client::new().request(method, format!("{}{path}", house.url)).header("authorization", token);
    let request = if bytes.is_empty() { request } else { request.header("content-type", "application/json").body(bytes) };
    let response = request.send().await.unwrap();
    let status = response.status();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap_or(Value::Null))
}

async fn a_case_system_can_do_the_whole_of_it(house: House) {
    let (status, opened) = call(&house, Method::POST, &at(Door::ApiOpenCallOut, ""), Some(json!({}))).await;
    assert_eq!(status, 201, "{opened}");
    let code = opened["code"].as_str().unwrap();
    let situation = json!({ "children": "one", "suspect": "on_scene", "kind": "threat", "acute": ["weapon"] });
    assert_eq!(call(&house, Method::PUT, &at(Door::ApiSituation, code), Some(situation)).await.0, 204);
    let consent = json!({
        "out_of_earshot": "yes", "answer": "yes", "name": "Exempel Exempelsson", "phone": "070-174 06 05", "protection": "no",
        "windows": ["now"], "language": "en",
    });
    assert_eq!(call(&house, Method::PUT, &at(Door::ApiConsent, code), Some(consent)).await.0, 204);
    let concern = json!({ "suspected": true, "details": { "grounds": ["violence_against_child"], "immediate": "yes" } });
    assert_eq!(call(&house, Method::PUT, &at(Door::ApiConcern, code), Some(concern)).await.0, 204);
    let (_, preview) = call(&house, Method::GET, &at(Door::ApiPreview, code), None).await;
    assert_eq!(preview["offers"][0]["basis"], "duty", "{preview}");
    assert!(preview["stays"].as_array().unwrap().iter().any(|row| row["category"] == "weapons"));
    let other = json!({ "digest": "0".repeat(64) });
    let (status, problem) = call(&house, Method::POST, &at(Door::ApiSend, code), Some(other)).await;
    assert_eq!((status.as_u16(), problem["code"].as_str()), (409, Some("preview-changed")), "{problem}");
    let shown = json!({ "digest": preview["digest"] });
    let (status, sent) = call(&house, Method::POST, &at(Door::ApiSend, code), Some(shown.clone())).await;
    assert_eq!((status.as_u16(), sent["handovers"].as_array().map(Vec::len)), (200, Some(2)), "{sent}");
    let (_, again) = call(&house, Method::POST, &at(Door::ApiSend, code), Some(shown)).await;
    assert_eq!(again["handovers"], json!([]));
    let (_, progress) = call(&house, Method::GET, &at(Door::ApiCallOut, code), None).await;
    assert_eq!((progress["state"].as_str(), progress["handovers"].as_array().map(Vec::len)), (Some("sent"), Some(2)));
}

async fn what_is_wrong_is_named(house: House) {
    let (_, opened) = call(&house, Method::POST, &at(Door::ApiOpenCallOut, ""), Some(json!({}))).await;
    let path = at(Door::ApiConsent, opened["code"].as_str().unwrap());
    let (status, problem) = call(&house, Method::PUT, &path, Some(json!({ "phone": "hemligt", "answer": "perhaps" }))).await;
    assert_eq!(status, 422);
    assert!(problem.to_string().contains("phone") && problem.to_string().contains("answer"), "{problem}");
    assert!(!problem.to_string().contains("hemligt"), "what was sent is not said back");
    assert_eq!(call(&house, Method::GET, &at(Door::ApiCallOut, "KV742-2611"), None).await.0, 404);
}

async fn a_foreign_key_and_a_foreign_issuer_are_turned_away(house: House) {
    for signer in [
        MachineSigner::from_seed(&[8; 32], CLIENT_KEY, AGENCY),
        MachineSigner::from_seed(&CLIENT_SEED, "fedcba9876543210", AGENCY),
        MachineSigner::from_seed(&CLIENT_SEED, CLIENT_KEY, "socialtjansten-exempelstad"),
    ] {
        assert_eq!(call_as(&house, signer, Method::POST, &at(Door::ApiOpenCallOut, ""), Some(json!({}))).await.0, 401);
    }
}

in_a_house!(a_case_system_can_do_the_whole_of_it, what_is_wrong_is_named, a_foreign_key_and_a_foreign_issuer_are_turned_away);
