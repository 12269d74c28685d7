//! Sessions: what opens one, what ends it, and what the database holds.

use std::sync::Arc;

use actix_web::{
    cookie::{Cookie, SameSite},
    http::header,
    test::{TestRequest, call_service, init_service, read_body_json},
};
use jiff::SignedDuration;
use serde_json::Value;
use store::{Db, clock::ManualClock};
use web::{Site, session};

use crate::site::{HOST, clock, routes, said, schema, site};

fn post(path: &str) -> TestRequest {
    TestRequest::post().uri(path).insert_header((header::HOST, HOST)).insert_header(("sec-fetch-site", "same-origin"))
}

async fn logged_in(site: &Site) -> Cookie<'static> {
    let new = web::NewSession {
        staff: "staff-1".into(),
        line: "Kim Exempel".into(),
        data: serde_json::Map::from_iter([("role".into(), "patrol_officer".into())]),
    };
    session::start(site, new).await.unwrap()
}

async fn status(site: &Arc<Site>, cookie: &Cookie<'static>) -> u16 {
    let app = init_service(web::app(site.clone(), routes)).await;
    let request = TestRequest::get().uri("/whoami").cookie(cookie.clone());
    call_service(&app, request.to_request()).await.status().as_u16()
}

async fn a_cookie_opens_it_and_logout_ends_it(db: Db) {
    let site = Arc::new(site(db, clock()));
    let app = init_service(web::app(site.clone(), routes)).await;
    let login = call_service(&app, post("/login").to_request()).await;
    assert_eq!(login.status(), 303);
    let cookie = login.response().cookies().next().unwrap().into_owned();
    assert_eq!(cookie.name(), "police_session");
    assert_eq!(cookie.http_only(), Some(true));
    assert_eq!(cookie.same_site(), Some(SameSite::Lax));
    assert_eq!(cookie.path(), Some("/"));
    let who = TestRequest::get().uri("/whoami").cookie(cookie.clone()).to_request();
    let data: Value = read_body_json(call_service(&app, who).await).await;
    assert_eq!(data["role"], "patrol_officer");
    let out = call_service(&app, post("/logout").cookie(cookie.clone()).to_request()).await;
    assert_eq!(out.response().cookies().next().unwrap().value(), "");
    assert_eq!(status(&site, &cookie).await, 401);
}

async fn it_ends_when_idle_and_in_any_case_after_the_longest_time(db: Db) {
    let clock = clock();
    let site = Arc::new(site(db, clock.clone()));
    let cookie = logged_in(&site).await;
    let mut answers = Vec::new();
    for _ in 0..12 {
        clock.advance(SignedDuration::from_mins(59));
        answers.push(status(&site, &cookie).await);
    }
    assert_eq!(answers, [200; 12], "used every 59 minutes for 11 hours 48 minutes");
    clock.advance(SignedDuration::from_mins(12));
    assert_eq!(status(&site, &cookie).await, 401, "12 hours");
    let other = logged_in(&site).await;
    clock.advance(SignedDuration::from_mins(61));
    assert_eq!(status(&site, &other).await, 401, "idle");
    assert_eq!(session::prune(&site).await.unwrap(), 2);
}

async fn all_sessions_of_a_person_can_be_ended(db: Db) {
    let site = Arc::new(site(db, clock()));
    let (one, other) = (logged_in(&site).await, logged_in(&site).await);
    assert_ne!(one.value(), other.value());
    assert_eq!(session::end_all(&site, "staff-1").await.unwrap(), 2);
    assert_eq!(status(&site, &one).await, 401);
    assert_eq!(status(&site, &other).await, 401);
}

async fn the_database_does_not_hold_the_cookie(db: Db) {
    use diesel::prelude::*;
    let site = site(db, clock());
    let cookie = logged_in(&site).await;
    #[derive(QueryableByName)]
    struct Stored {
        #[diesel(sql_type = diesel::sql_types::Binary)]
        id_hash: Vec<u8>,
        #[diesel(sql_type = diesel::sql_types::Text)]
        csrf: String,
    }
    let stored = site
        .db
        .read(|conn| {
            let query = diesel::sql_query("SELECT id_hash, csrf FROM web_sessions");
            Ok(store::on!(conn, c => query.get_result::<Stored>(c))?)
        })
        .await
        .unwrap();
    assert_eq!(stored.id_hash, store::Hash32::of(cookie.value().as_bytes()).as_bytes());
    assert_ne!(stored.csrf, cookie.value());
}

async fn outside_the_demo_the_cookie_needs_tls_and_its_prefix(db: Db) {
    let mut site = site(db, clock());
    site.demo = false;
    let cookie = logged_in(&site).await;
    assert_eq!(cookie.name(), "__Host-police_session");
    assert_eq!((cookie.secure(), cookie.domain()), (Some(true), None));
    let app = init_service(web::app(site.into(), routes)).await;
    let planted = Cookie::new("police_session", cookie.value().to_owned());
    let request = TestRequest::get().uri("/whoami").cookie(planted).to_request();
    let answer = call_service(&app, request).await;
    assert_eq!(answer.status(), 401, "without the prefix it is not our cookie");
    assert_eq!(said(answer.headers(), header::STRICT_TRANSPORT_SECURITY), "max-age=63072000");
}

async fn an_invented_cookie_opens_nothing(db: Db) {
    let site = Arc::new(site(db, Arc::<ManualClock>::clone(&clock())));
    logged_in(&site).await;
    for value in ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1 --"] {
        assert_eq!(status(&site, &Cookie::new("police_session", value)).await, 401);
    }
}

store::test_on_both!(
    schema(),
    a_cookie_opens_it_and_logout_ends_it,
    it_ends_when_idle_and_in_any_case_after_the_longest_time,
    all_sessions_of_a_person_can_be_ended,
    the_database_does_not_hold_the_cookie,
    outside_the_demo_the_cookie_needs_tls_and_its_prefix,
    an_invented_cookie_opens_nothing,
);
