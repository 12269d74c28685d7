//! How a case system gets in, and what turns it away.

use casework::testing::ApiClient;
use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use serde_json::json;
use store::clock::Clock as _;
use web::machine::{Call, MachineSigner, PROOF_HEADER};

use crate::{
    api::system,
    night::{Night, SYSTEM_SEED, Told, nights},
};

nights!(
    a_token_is_given_for_an_assertion_and_nothing_else,
    an_assertion_is_good_once,
    a_proof_is_good_once_for_one_call_of_one_client,
    a_token_for_reading_does_not_write,
    a_token_ends,
    a_call_is_done_once,
    two_that_come_at_once_are_one,
    bodies_and_methods_of_another_kind_are_refused
);

const AGENCY: &str = "socialtjansten-exempelstad";
const ITEMS: &str = "/api/v1/duty-items";
const BOTH: Told = Told { consent: true, concern: true, protected: false, custody: false };

async fn a_token_is_given_for_an_assertion_and_nothing_else(night: &Night) {
    let system = system(night).await;
    let (status, token) = system.token_with(system.token_request()).await;
    assert_eq!(
        (status, &token["token_type"], &token["expires_in"], &token["scope"]),
        (StatusCode::OK, &json!("Bearer"), &json!(300), &json!("read write"))
    );
    let refused = |form: String| async {
        let (status, body) = system.token_with(form).await;
        (status.as_u16(), body["error"].as_str().unwrap_or_default().to_owned())
    };
    let good = || system.token_request();
    let with = |signer: &MachineSigner, endpoint: &str| signer.token_request(endpoint, night.clock.now(), [5; 16]).unwrap();
    let endpoint = format!("{}/oauth/token", night.address);
    let stranger = MachineSigner::from_seed(&[1; 32], night.system_key.clone(), AGENCY);
    let unknown = MachineSigner::from_seed(&SYSTEM_SEED, "fedcba9876543210", AGENCY);
    let own = MachineSigner::from_seed(&SYSTEM_SEED, night.system_key.clone(), AGENCY);
    let call = Call { audience: AGENCY, method: "POST", path: "/oauth/token", body: b"" };
    let call = own.token(&call, night.clock.now(), [6; 16]).unwrap();
    let assertion = good().split_once("client_assertion=").unwrap().1.to_owned();
    let cases = [
        (good().replace("client_credentials", "password"), 400, "unsupported_grant_type"),
        (good().replace("grant_type=client_credentials&", ""), 400, "invalid_request"),
        (format!("{}&grant_type=client_credentials", good()), 400, "invalid_request"),
        (format!("{}&scope=admin", good()), 400, "invalid_scope"),
        (format!("{}&client_id=another", good()), 401, "invalid_client"),
        ("grant_type=client_credentials&client_id=a&client_secret=b".to_owned(), 401, "invalid_client"),
        (good().replace("jwt-bearer", "saml2-bearer"), 401, "invalid_client"),
        (good().replace(&assertion[..10], "e30.e30.e30"), 401, "invalid_client"),
        (with(&own, "https://elsewhere.example/oauth/token"), 401, "invalid_client"),
        (with(&own, AGENCY), 401, "invalid_client"),
        (with(&stranger, &endpoint), 401, "invalid_client"),
        (with(&unknown, &endpoint), 401, "invalid_client"),
        (format!("{}{call}", good().split_once("&client_assertion=").unwrap().0.to_owned() + "&client_assertion="), 401, "invalid_client"),
        (String::new(), 400, "invalid_request"),
    ];
    for (form, status, error) in cases {
        assert_eq!(refused(form.clone()).await, (status, error.to_owned()), "{form}");
    }
}

async fn an_assertion_is_good_once(night: &Night) {
    let system = system(night).await;
    let form = system.token_request();
    assert_eq!(system.token_with(form.clone()).await.0, StatusCode::OK);
    let (status, body) = system.token_with(form).await;
    assert_eq!((status, &body["error"]), (StatusCode::UNAUTHORIZED, &json!("invalid_client")));
}

async fn sent(request: reqwest::RequestBuilder) -> (u16, String) {
    let answer = request.header("idempotency-key", "a-key-of-the-test").send().await.unwrap();
    let status = answer.status().as_u16();
    let body: serde_json::Value = answer.json().await.unwrap_or_default();
    (status, body["code"].as_str().unwrap_or_default().to_owned())
}

async fn a_proof_is_good_once_for_one_call_of_one_client(night: &Night) {
    let (_, alarm) = night.alarm(BOTH).await;
    let system = system(night).await;
    let access = system.access_token().await;
    let with = |method: &Method, path: &str, body: &[u8], proof: &str| {
        system.bare(method, path, body).bearer_auth(&access).header(PROOF_HEADER, proof)
    };
    let refused = (401, "token-refused".to_owned());
    let acknowledge = format!("{ITEMS}/{}/acknowledge", alarm[0].id);
    let (get, post) = (Method::GET, Method::POST);
    // Of another method, path, body.
    let proof = system.proof(&post, &acknowledge, b"{}");
    let other = format!("{ITEMS}/{}/acknowledge", alarm[1].id);
    assert_eq!(sent(with(&post, &other, b"{}", &proof)).await, refused);
    assert_eq!(sent(with(&post, &acknowledge, b"{ }", &proof)).await, refused);
    assert_eq!(sent(with(&get, ITEMS, b"", &proof)).await, refused);
    assert_eq!(sent(with(&post, &format!("{acknowledge}?x=1"), b"{}", &proof)).await, refused);
    // For what it is made, once: also with a key for doing it anew.
    assert_eq!(sent(with(&post, &acknowledge, b"{}", &proof)).await.0, 200);
    assert_eq!(sent(with(&post, &acknowledge, b"{}", &proof)).await, refused);
    let reading = system.proof(&get, ITEMS, b"");
    assert_eq!(sent(with(&get, ITEMS, b"", &reading)).await.0, 200);
    assert_eq!(sent(with(&get, ITEMS, b"", &reading)).await, refused);
    // By another key, and a call token in the place of the access token.
    let stranger = ApiClient::new(&night.address, AGENCY, &[1; 32], &night.system_key, night.clock.now()).await;
    assert_eq!(sent(with(&get, ITEMS, b"", &stranger.proof(&get, ITEMS, b""))).await, refused);
    let call = system.proof(&get, ITEMS, b"");
    let alone = system.bare(&get, ITEMS, b"").bearer_auth(&call).header(PROOF_HEADER, system.proof(&get, ITEMS, b""));
    assert_eq!(sent(alone).await, refused);
}

async fn a_token_for_reading_does_not_write(night: &Night) {
    let (_, alarm) = night.alarm(BOTH).await;
    let system = system(night).await;
    let (_, token) = system.token_with(format!("{}&scope=read", system.token_request())).await;
    assert_eq!(token["scope"], "read");
    let access = token["access_token"].as_str().unwrap();
    let with = |method: Method, path: &str, body: &[u8]| {
        system.bare(&method, path, body).bearer_auth(access).header(PROOF_HEADER, system.proof(&method, path, body))
    };
    assert_eq!(sent(with(Method::GET, ITEMS, b"")).await.0, 200);
    let acknowledge = format!("{ITEMS}/{}/acknowledge", alarm[0].id);
    assert_eq!(sent(with(Method::POST, &acknowledge, b"{}")).await, (403, "scope-missing".to_owned()));
}

async fn a_token_ends(night: &Night) {
    let mut system = system(night).await;
    let access = system.access_token().await;
    let early = system.proof(&Method::GET, ITEMS, b"");
    night.clock.advance(SignedDuration::from_secs(66));
    system.at(night.clock.now());
    let with = |proof: &str| system.bare(&Method::GET, ITEMS, b"").bearer_auth(&access).header(PROOF_HEADER, proof);
    assert_eq!(sent(with(&early)).await, (401, "token-refused".to_owned()), "the proof is too old");
    assert_eq!(sent(with(&system.proof(&Method::GET, ITEMS, b""))).await.0, 200, "the access token is not");
    let mut later = crate::api::system(night).await;
    night.clock.advance(SignedDuration::from_secs(240));
    later.at(night.clock.now());
    let fresh = later.proof(&Method::GET, ITEMS, b"");
    assert_eq!(sent(with(&fresh)).await, (401, "token-refused".to_owned()), "the access token is too old");
}

async fn a_call_is_done_once(night: &Night) {
    let (_, alarm) = night.alarm(BOTH).await;
    let system = system(night).await;
    let (decline, state) = (format!("{ITEMS}/{}/decline", alarm[0].id), json!({ "reason": "conflict" }));
    let first = system.call_by("key-number-one", Method::POST, &decline, Some(&state)).await;
    assert_eq!((first.status, first.replayed), (StatusCode::OK, false));
    let again = system.call_by("key-number-one", Method::POST, &decline, Some(&state)).await;
    assert_eq!((again.status, again.replayed, again.body), (StatusCode::OK, true, first.body));
    let other = system.call_by("key-number-one", Method::POST, &decline, Some(&json!({ "reason": "already_in_hand" }))).await;
    assert_eq!((other.status, &other.body["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("idempotency-key-reused")));
    // Refused is not done: the key is free.
    let nowhere = format!("{ITEMS}/{}/decline", alarm[1].id);
    let wrong = system.call_by("key-number-two", Method::POST, &nowhere, Some(&json!({ "reason": "x" }))).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = system.call_by("key-number-two", Method::POST, &nowhere, Some(&state)).await;
    assert_eq!(right.status, StatusCode::OK);
    for key in ["", "short", "a key with spaces", &"a".repeat(65)] {
        let none = system.call_by(key, Method::POST, &nowhere, Some(&state)).await;
        assert_eq!((none.status, &none.body["code"]), (StatusCode::BAD_REQUEST, &json!("idempotency-key-missing")), "{key:?}");
    }
    // After a day nothing is remembered.
    night.clock.advance(SignedDuration::from_hours(24));
    let tomorrow = crate::api::system(night).await;
    let late = tomorrow.call_by("key-number-one", Method::POST, &decline, Some(&json!({ "reason": "x" }))).await;
    assert_eq!((late.status, &late.body["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("invalid-json-shape")));
}

async fn two_that_come_at_once_are_one(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let system = system(night).await;
    let question = json!({ "to": "polisen-exempelstad/ingripande", "categories": ["case_state"], "purpose": "coordination" });
    let path = format!("/api/v1/cases/{code}/requests");
    let ask = || system.call_by("one-question", Method::POST, &path, Some(&question));
    let (one, two, three) = tokio::join!(ask(), ask(), ask());
    let done = [&one, &two, &three].into_iter().filter(|answer| answer.status == StatusCode::CREATED && !answer.replayed).count();
    assert_eq!(done, 1, "{one:?} {two:?} {three:?}");
    let under_way = |status| status == StatusCode::CREATED || status == StatusCode::CONFLICT;
    assert!([one.status, two.status, three.status].into_iter().all(under_way));
    let case = system.call(Method::GET, &format!("/api/v1/cases/{code}"), None).await;
    assert_eq!(case.body["drafts"].as_array().map(Vec::len), Some(1));
}

async fn bodies_and_methods_of_another_kind_are_refused(night: &Night) {
    let system = system(night).await;
    let path = format!("{ITEMS}/0197a9b0-0000-7000-8000-000000000000/decline");
    let client = reqwest::Client::new();
    let address = format!("{}{path}", night.address);
    let kinds = [
        (client.post(&address).header("content-type", "text/plain").body("{}"), 415, "unsupported-media-type"),
        (client.post(&address).header("content-type", "application/json").body(" ".repeat(300 * 1024)), 413, "too-large"),
        (client.delete(&address), 405, "method-not-allowed"),
        (client.get(format!("{}/oauth/token", night.address)), 405, "method-not-allowed"),
    ];
    for (request, status, code) in kinds {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{code}");
        assert_eq!(answer.headers()["content-type"], "application/problem+json", "{code}");
        assert!(answer.text().await.unwrap().contains(code));
    }
    let (post, half) = (Method::POST, b"{\"reason\":");
    let access = system.access_token().await;
    let request = system.bare(&post, &path, half).bearer_auth(access).header(PROOF_HEADER, system.proof(&post, &path, half));
    assert_eq!(sent(request).await, (400, "invalid-json".to_owned()));
}
