//! Refusals: their words for two readers, and what they never say.

use actix_web::{
    body::MessageBody,
    dev::ServiceResponse,
    http::header,
    test::{TestRequest, call_service, init_service, read_body},
};
use serde_json::Value;
use store::Db;

use crate::site::{HOST, clock, routes, said, schema, site};

fn post(path: &str) -> TestRequest {
    TestRequest::post().uri(path).insert_header((header::HOST, HOST)).insert_header((header::ORIGIN, format!("http://{HOST}")))
}

async fn text<B: MessageBody>(answer: ServiceResponse<B>) -> String {
    String::from_utf8(read_body(answer).await.to_vec()).unwrap()
}

async fn document<B: MessageBody>(answer: ServiceResponse<B>) -> Value {
    assert_eq!(said(answer.headers(), header::CONTENT_TYPE), "application/problem+json");
    assert_eq!(said(answer.headers(), header::CACHE_CONTROL), "no-store");
    serde_json::from_str(&text(answer).await).unwrap()
}

async fn a_program_gets_a_stable_code_and_words_in_its_language(db: Db) {
    let app = init_service(web::app(site(db, clock()).into(), routes)).await;
    let swedish = document(call_service(&app, TestRequest::get().uri("/nowhere").to_request()).await).await;
    assert_eq!(swedish["code"], "not-found");
    assert_eq!(swedish["status"], 404);
    assert_eq!(swedish["title"], "Sidan finns inte");
    let english = TestRequest::get().uri("/nowhere").insert_header(("Accept-Language", "en"));
    assert_eq!(document(call_service(&app, english.to_request()).await).await["title"], "There is no such page");
    let method = document(call_service(&app, TestRequest::get().uri("/api/v1/numbers").to_request()).await).await;
    assert_eq!(method["code"], "method-not-allowed");
}

async fn a_person_gets_a_page_and_nobody_the_cause(db: Db) {
    let app = init_service(web::app(site(db, clock()).into(), routes)).await;
    let page = TestRequest::get().uri("/broken").insert_header(("Accept", "text/html,*/*"));
    let answer = call_service(&app, page.to_request()).await;
    assert_eq!(answer.status(), 500);
    assert_eq!(said(answer.headers(), header::CONTENT_TYPE), "text/html; charset=utf-8");
    let html = text(answer).await;
    assert!(html.contains("Något gick fel hos oss") && html.contains("08-465 004 10"));
    assert!(!html.contains("hunter2"));
    let json = document(call_service(&app, TestRequest::get().uri("/broken").to_request()).await).await.to_string();
    assert!(json.contains("internal") && !json.contains("hunter2"), "{json}");
}

async fn a_bad_body_is_a_clear_refusal_that_quotes_nothing(db: Db) {
    let app = init_service(web::app(site(db, clock()).into(), routes)).await;
    let body = |kind: &str, text: &str| {
        post("/api/v1/numbers").insert_header((header::CONTENT_TYPE, kind.to_owned())).set_payload(text.to_owned())
    };
    let cases = [
        (body("application/json", "{\"n\":"), "invalid-json", 400),
        (body("application/json", "{\"n\":\"hemligt\"}"), "invalid-json-shape", 422),
        (body("text/plain", "{\"n\":1}"), "unsupported-media-type", 415),
        (body("application/json", &" ".repeat(300 * 1024)), "too-large", 413),
    ];
    for (request, code, status) in cases {
        let problem = document(call_service(&app, request.to_request()).await).await;
        assert_eq!((&problem["code"], &problem["status"]), (&code.into(), &status.into()));
        assert!(!problem.to_string().contains("hemligt"));
    }
    let good = body("application/json; charset=utf-8", "{\"n\":7}").to_request();
    assert_eq!(text(call_service(&app, good).await).await, "7");
}

async fn what_the_service_is_and_whether_it_lives(db: Db) {
    let site = site(db, clock());
    let draining = site.draining.clone();
    let app = init_service(web::app(site.into(), routes)).await;
    let get = |path: &str| TestRequest::get().uri(path).to_request();
    assert_eq!(call_service(&app, get("/healthz")).await.status(), 200);
    assert_eq!(call_service(&app, get("/readyz")).await.status(), 200);
    let version: Value = serde_json::from_str(&text(call_service(&app, get("/versionz")).await).await).unwrap();
    assert_eq!(version["build"], "1.2.3");
    assert_eq!(version["rulebook"], "2026-07");
    draining.start();
    assert_eq!(call_service(&app, get("/readyz")).await.status(), 503);
    assert_eq!(call_service(&app, get("/healthz")).await.status(), 200);
}

store::test_on_both!(
    schema(),
    a_program_gets_a_stable_code_and_words_in_its_language,
    a_person_gets_a_page_and_nobody_the_cause,
    a_bad_body_is_a_clear_refusal_that_quotes_nothing,
    what_the_service_is_and_whether_it_lives,
);
