//! The frame of every page and the headers of every answer.

use std::sync::Arc;

use actix_web::{
    cookie::Cookie,
    http::header,
    test::{TestRequest, call_service, init_service, read_body},
};
use store::Db;
use web::{Site, headers::CONTENT_SECURITY_POLICY, session};

use crate::site::{clock, routes, said, schema, site};

async fn page(site: &Arc<Site>, request: TestRequest) -> String {
    let new = web::NewSession { staff: "staff-1".into(), line: "Kim <Exempel>".into(), data: serde_json::Map::new() };
    let cookie = session::start(site, new).await.unwrap();
    let app = init_service(web::app(site.clone(), routes)).await;
    let answer = call_service(&app, request.uri("/capture").cookie(cookie).to_request()).await;
    assert_eq!(answer.status(), 200);
    String::from_utf8(read_body(answer).await.to_vec()).unwrap()
}

async fn it_says_whose_page_it_is_in_text_and_shape(db: Db) {
    let html = page(&Arc::new(site(db, clock())), TestRequest::get()).await;
    for part in [
        "<html lang=\"sv\" data-color-scheme=\"auto\" data-color=\"accent\"",
        "<title>KV742-2611 · POLIS · ÖVNING</title>",
        "data-shape=\"square\"><span>POLIS</span>",
        "href=\"#main\">Till innehållet",
        "href=\"tel:0846500410\"",
        "Ring Socialjouren",
        "Kim &#60;Exempel&#62;",
        "påhittade",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    let title = html.split("</title>").next().unwrap();
    assert!(!title.contains("Kim"), "no person in a title");
}

async fn the_language_follows_the_browser_and_the_theme_the_cookie(db: Db) {
    let site = Arc::new(site(db, clock()));
    let english = TestRequest::get().insert_header(("Accept-Language", "en-GB,en;q=0.8"));
    let html = page(&site, english.cookie(Cookie::new("theme", "dark"))).await;
    assert!(html.contains("<html lang=\"en\" data-color-scheme=\"dark\""));
    assert!(html.contains("Skip to content") && html.contains("lang=\"sv\">På svenska"));
}

async fn without_the_demo_there_is_no_frame(db: Db) {
    let mut site = site(db, clock());
    site.demo = false;
    let html = page(&Arc::new(site), TestRequest::get()).await;
    assert!(!html.contains("demo-mark") && !html.contains("ÖVNING"));
}

async fn a_message_is_shown_once_and_only_if_it_is_ours(db: Db) {
    let site = Arc::new(site(db, clock()));
    let html = page(&site, TestRequest::get().cookie(Cookie::new("flash", "field-missing"))).await;
    assert!(html.contains("Ett svar saknas."));
    for odd in ["no-such-key", "<b>hej</b>", ""] {
        let html = page(&site, TestRequest::get().cookie(Cookie::new("flash", odd))).await;
        assert!(!html.contains("ds-alert"), "{odd}");
    }
}

async fn nobody_logged_in_is_sent_to_the_login_and_programs_get_401(db: Db) {
    let app = init_service(web::app(site(db, clock()).into(), routes)).await;
    let person = TestRequest::get().uri("/capture").insert_header(("Accept", "text/html"));
    let answer = call_service(&app, person.to_request()).await;
    assert_eq!(answer.status(), 303);
    assert_eq!(said(answer.headers(), header::LOCATION), "/login?back=/capture");
    let program = TestRequest::get().uri("/capture").to_request();
    let answer = call_service(&app, program).await;
    assert_eq!(answer.status(), 401);
    assert_eq!(said(answer.headers(), header::WWW_AUTHENTICATE), "Bearer");
}

async fn every_answer_carries_the_headers(db: Db) {
    let app = init_service(web::app(site(db, clock()).into(), routes)).await;
    for path in ["/capture", "/nowhere", "/broken", "/healthz", "/posts"] {
        let answer = call_service(&app, TestRequest::get().uri(path).to_request()).await;
        let headers = answer.headers();
        assert_eq!(said(headers, header::CONTENT_SECURITY_POLICY), CONTENT_SECURITY_POLICY, "{path}");
        assert_eq!(said(headers, header::REFERRER_POLICY), "no-referrer");
        assert_eq!(said(headers, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(said(headers, "cross-origin-opener-policy"), "same-origin");
        assert_eq!(said(headers, header::CACHE_CONTROL), "no-store");
        assert!(headers.contains_key("permissions-policy"));
    }
    assert_eq!(
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
    );
}

store::test_on_both!(
    schema(),
    it_says_whose_page_it_is_in_text_and_shape,
    the_language_follows_the_browser_and_the_theme_the_cookie,
    without_the_demo_there_is_no_frame,
    a_message_is_shown_once_and_only_if_it_is_ours,
    nobody_logged_in_is_sent_to_the_login_and_programs_get_401,
    every_answer_carries_the_headers,
);
