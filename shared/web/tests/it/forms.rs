//! Forms: the two locks against other sites, and answers to a broken form.

use std::sync::Arc;

use actix_web::{
    cookie::Cookie,
    http::header,
    test::{TestRequest, call_service, init_service, read_body},
};
use store::Db;
use web::{Site, session};

use crate::site::{HOST, clock, routes, said, schema, site};

/// Parts the fields of a form with files.
const BOUNDARY: &str = "=0=";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn post(path: &str, body: &str) -> TestRequest {
    TestRequest::post()
        .uri(path)
        .insert_header((header::HOST, HOST))
        .insert_header(("sec-fetch-site", "same-origin"))
        .insert_header(FORM)
        .set_payload(body.to_owned())
}

async fn logged_in(site: &Site) -> Cookie<'static> {
    let data = serde_json::Map::new();
    let new = web::NewSession { staff: "staff-1".into(), line: "Kim <Exempel>".into(), data };
    session::start(site, new).await.unwrap()
}

/// Status and text of an answer.
async fn answer(site: &Arc<Site>, request: TestRequest) -> (u16, String) {
    let app = init_service(web::app(site.clone(), routes)).await;
    let answer = call_service(&app, request.to_request()).await;
    let status = answer.status().as_u16();
    (status, String::from_utf8(read_body(answer).await.to_vec()).unwrap())
}

async fn token(site: &Arc<Site>, cookie: &Cookie<'static>) -> String {
    let page = TestRequest::get().uri("/capture").cookie(cookie.clone());
    let (status, html) = answer(site, page).await;
    assert_eq!(status, 200);
    let rest = html.split("name=\"csrf\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn a_form_needs_the_token_of_its_own_session(db: Db) {
    let site = Arc::new(site(db, clock()));
    let (mine, other) = (logged_in(&site).await, logged_in(&site).await);
    let (own_token, other_token) = (token(&site, &mine).await, token(&site, &other).await);
    let sent = async |body: String| answer(&site, post("/posts", &body).cookie(mine.clone())).await;
    assert_eq!(sent(format!("phone=1&csrf={own_token}")).await.0, 303);
    for body in ["phone=1".to_owned(), "phone=1&csrf=".into(), format!("phone=1&csrf={other_token}")] {
        let (status, text) = sent(body).await;
        assert_eq!(status, 403);
        assert!(text.contains("csrf-token"), "{text}");
    }
}

async fn a_form_of_another_site_is_refused_even_with_the_token(db: Db) {
    let site = Arc::new(site(db, clock()));
    let cookie = logged_in(&site).await;
    let body = format!("phone=1&csrf={}", token(&site, &cookie).await);
    let foreign = TestRequest::post()
        .uri("/posts")
        .insert_header((header::HOST, HOST))
        .insert_header((header::ORIGIN, "https://example.org"))
        .insert_header(FORM)
        .set_payload(body)
        .cookie(cookie);
    let (status, text) = answer(&site, foreign).await;
    assert_eq!(status, 403);
    assert!(text.contains("cross-origin"));
}

async fn what_is_wrong_is_said_on_top_and_at_the_field_and_what_was_typed_stays(db: Db) {
    let site = Arc::new(site(db, clock()));
    let cookie = logged_in(&site).await;
    let token = token(&site, &cookie).await;
    let body = format!("csrf={token}&answer=no&acute=doctor&acute=%3Cscript%3E");
    let (status, html) = answer(&site, post("/posts", &body).cookie(cookie)).await;
    assert_eq!(status, 422);
    assert!(html.contains("ds-error-summary") && html.contains("href=\"#phone\""));
    assert!(html.contains("aria-describedby=\"phone-error\""));
    assert!(html.contains("value=\"no\" checked") && html.contains("value=\"doctor\" checked"));
    assert!(!html.contains("value=\"yes\" checked") && !html.contains("<script>"));
}

async fn the_switches_remember_and_lead_back_to_our_own_pages_only(db: Db) {
    let site = Arc::new(site(db, clock()));
    let app = init_service(web::app(site, routes)).await;
    let places = [("/duty?x=1", "/duty?x=1"), ("https://example.org/", "/"), ("//example.org", "/")];
    for (back, expected) in places {
        let request = post("/language", &format!("language=en&back={back}")).to_request();
        let answer = call_service(&app, request).await;
        assert_eq!(answer.status(), 303);
        assert_eq!(said(answer.headers(), header::LOCATION), expected);
        let cookie = answer.response().cookies().next().unwrap();
        assert_eq!((cookie.name(), cookie.value()), ("language", "en"));
    }
    let answer = call_service(&app, post("/theme", "theme=%3Cb%3E&back=/").to_request()).await;
    assert_eq!(answer.response().cookies().next().unwrap().value(), "auto");
    let huge = format!("language=en&back={}", "a".repeat(70_000));
    assert_eq!(call_service(&app, post("/language", &huge).to_request()).await.status(), 413);
}

/// A form with a file, as a browser sends it.
fn uploaded(token: &str, file: &str, typed: &str) -> TestRequest {
    let part = |disposition: &str, text: &str| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{text}\r\n");
    let parts = [
        part("name=\"csrf\"", token),
        part("name=\"file\"; filename=\"a.toml\"", file),
        part("name=\"typed\"", typed),
        format!("--{BOUNDARY}--\r\n"),
    ];
    let media_type = ("content-type", format!("multipart/form-data; boundary=\"{BOUNDARY}\""));
    post("/uploads", &parts.concat()).insert_header(media_type)
}

async fn a_file_comes_as_it_is_and_needs_the_token_too(db: Db) {
    let site = Arc::new(site(db, clock()));
    let mine = logged_in(&site).await;
    let token = token(&site, &mine).await;
    let sent = async |request: TestRequest| answer(&site, request.cookie(mine.clone())).await;
    assert_eq!(sent(uploaded(&token, "a\r\nb\n", "a\r\nb")).await, (200, "[5,3]".to_owned()));
    // Larger than what the parser holds at once.
    assert_eq!(sent(uploaded(&token, &"x".repeat(300_000), "")).await, (200, "[300000,0]".to_owned()));
    for token in ["", "made up"] {
        let (status, text) = sent(uploaded(token, "a", "")).await;
        assert_eq!(status, 403);
        assert!(text.contains("csrf-token"), "{text}");
    }
    assert_eq!(sent(uploaded(&token, &"x".repeat(5_000_000), "")).await.0, 413);
    let half = post("/uploads", "--=0=\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nx");
    assert_eq!(sent(half.insert_header(("content-type", "multipart/form-data; boundary=\"=0=\""))).await.0, 400);
    assert_eq!(sent(post("/uploads", "csrf=x")).await.0, 415);
}

store::test_on_both!(
    schema(),
    a_form_needs_the_token_of_its_own_session,
    a_form_of_another_site_is_refused_even_with_the_token,
    what_is_wrong_is_said_on_top_and_at_the_field_and_what_was_typed_stays,
    a_file_comes_as_it_is_and_needs_the_token_too,
    the_switches_remember_and_lead_back_to_our_own_pages_only,
);
