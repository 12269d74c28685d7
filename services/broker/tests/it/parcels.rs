//! Fetching, and what time does.

use std::sync::Arc;

use jiff::SignedDuration;
use wire::NoticeKind;

use crate::{
    on_both,
    story::{fetch_path, of_kind},
    town::{Town, eventually},
};

on_both!(
    who_is_not_the_recipient_sees_nothing,
    an_offer_expires_unfetched_and_is_gone,
    a_duty_never_expires_and_pages,
    a_fetch_is_logged_once,
);

async fn who_is_not_the_recipient_sees_nothing(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    let unknown = town.concern_offer();
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    for agency in [&town.stranger, &town.police] {
        let known = server.post(agency, &fetch_path(&offer, 0), b"").await;
        let never = server.post(agency, &fetch_path(&unknown, 0), b"").await;
        assert_eq!((known.problem(), &known.body), (never.problem(), &never.body), "not a party sounds like unknown");
        assert_eq!(known.problem(), (404, "not-found".to_owned()));
    }
    server.post(&town.social, "/api/v1/parcels/not-an-id/fetch", b"").await.refused(404, "not-found");
    assert!(of_kind(&server, &town.stranger, NoticeKind::ParcelWaiting).await.is_empty());
}

async fn an_offer_expires_unfetched_and_is_gone(town: Arc<Town>) {
    let server = town.open().await;
    let grant = town.grant(town.victim());
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await;
    let offer = town.consent_offer(&grant);
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    town.clock.advance(SignedDuration::from_hours(7 * 24));
    eventually(|| async { !of_kind(&server, &town.police, NoticeKind::ParcelGone).await.is_empty() }).await;
    server.post(&town.social, &fetch_path(&offer, 0), b"").await.refused(410, "not-found");
    let last = crate::log::published(&server).await.size - 1;
    assert_eq!(crate::log::kind_for(&town.police, &server, last).await.as_deref(), Some("expired"));
}

async fn a_duty_never_expires_and_pages(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    town.clock.advance(SignedDuration::from_mins(15));
    eventually(|| async { of_kind(&server, &town.social, NoticeKind::Unfetched).await.len() == 1 }).await;
    assert!(of_kind(&server, &town.police, NoticeKind::Unfetched).await.is_empty());
    town.clock.advance(SignedDuration::from_mins(45));
    eventually(|| async { of_kind(&server, &town.social, NoticeKind::Unfetched).await.len() == 2 }).await;
    assert_eq!(of_kind(&server, &town.police, NoticeKind::Unfetched).await.len(), 1);
    town.clock.advance(SignedDuration::from_hours(20 * 24));
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 0), b"").await.status, 202);
}

async fn a_fetch_is_logged_once(town: Arc<Town>) {
    let server = Arc::new(town.open().await);
    let offer = town.concern_offer();
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    let before = crate::log::published(&server).await.size;
    let path = fetch_path(&offer, 0);
    let fetches = (0..8).map(|_| {
        let (town, server, path) = (town.clone(), server.clone(), path.clone());
        tokio::spawn(async move { server.post(&town.social, &path, b"").await.status })
    });
    for fetch in fetches.collect::<Vec<_>>() {
        assert_eq!(fetch.await.unwrap(), 202);
    }
    assert_eq!(of_kind(&server, &town.police, NoticeKind::ParcelFetched).await.len(), 1);
    assert_eq!(crate::log::published(&server).await.size, before + 1);
}
