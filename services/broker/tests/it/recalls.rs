//! Taking back what nobody has fetched.

use std::sync::Arc;

use wire::{Envelope, GoneCause, HandoverId, MessageKind, NoticeKind, Offer, OfferOutcome, Recall};

use crate::{
    agency::TestAgency,
    bodies::everything,
    on_both,
    server::{Answer, Server},
    story::{answer_of, fetch_path, of_kind},
    town::{Town, json},
};

on_both!(
    what_is_recalled_before_the_fetch_is_gone_and_both_are_told,
    what_was_fetched_is_not_taken_back,
    a_recall_that_overtakes_its_offer_stops_it,
    recalled_twice_is_answered_with_the_same_index,
    only_the_sender_takes_back,
);

fn signed(town: &Town, by: &TestAgency, handover: HandoverId) -> Envelope {
    by.sign(MessageKind::Recall, &Recall { handover, from: by.address.agency.clone(), at: town.now() })
}

async fn recall(town: &Town, server: &Server, by: &TestAgency, offer: &Offer) -> Answer {
    server.post(by, "/api/v1/recalls", &json(&signed(town, by, offer.header.id))).await
}

async fn released(town: &Town, server: &Server) -> Offer {
    let offer = town.concern_offer();
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, town);
    assert_eq!(answer.outcome, OfferOutcome::Released);
    offer
}

async fn what_is_recalled_before_the_fetch_is_gone_and_both_are_told(town: Arc<Town>) {
    let server = town.open().await;
    let offer = released(&town, &server).await;
    let sealed = offer.encapsulated.to_base64();
    assert!(everything(&server).await.contains(&sealed), "it is there before");
    let index = recall(&town, &server, &town.police, &offer).await.json::<serde_json::Value>()["log_index"].as_u64().unwrap();
    for (agency, cause) in [(&town.police, Some(GoneCause::Recalled)), (&town.social, None)] {
        let gone = of_kind(&server, agency, NoticeKind::ParcelGone).await;
        assert_eq!(gone.len(), 1);
        assert_eq!((gone[0].handover, gone[0].gone, gone[0].sequence), (Some(offer.header.id), cause, Some(1)));
        assert_eq!(gone[0].from.as_ref(), Some(&town.police.address.unit));
    }
    server.post(&town.social, &fetch_path(&offer, 0), b"").await.refused(410, "not-found");
    assert_eq!(crate::log::kind_for(&town.social, &server, index).await.as_deref(), Some("recalled"), "both may read it");
    assert!(!everything(&server).await.contains(&sealed), "the sealed bytes are destroyed");
}

async fn what_was_fetched_is_not_taken_back(town: Arc<Town>) {
    let server = town.open().await;
    let offer = released(&town, &server).await;
    server.post(&town.social, &fetch_path(&offer, 0), b"").await;
    recall(&town, &server, &town.police, &offer).await.refused(409, "wrong-state");
    assert!(of_kind(&server, &town.social, NoticeKind::ParcelGone).await.is_empty());
}

async fn a_recall_that_overtakes_its_offer_stops_it(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    let index = recall(&town, &server, &town.police, &offer).await.json::<serde_json::Value>()["log_index"].as_u64().unwrap();
    assert_eq!(crate::log::kind_for(&town.police, &server, index).await.as_deref(), Some("recalled"));
    assert_eq!(crate::log::kind_for(&town.social, &server, index).await, None, "it concerns the sender alone");
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await.refused(409, "wrong-state");
    assert!(of_kind(&server, &town.social, NoticeKind::ParcelWaiting).await.is_empty());
}

async fn recalled_twice_is_answered_with_the_same_index(town: Arc<Town>) {
    let server = town.open().await;
    let offer = released(&town, &server).await;
    let body = json(&signed(&town, &town.police, offer.header.id));
    let first = server.post(&town.police, "/api/v1/recalls", &body).await.text();
    assert_eq!(server.post(&town.police, "/api/v1/recalls", &body).await.text(), first);
    assert_eq!(of_kind(&server, &town.social, NoticeKind::ParcelGone).await.len(), 1, "told once");
    let mut other = Recall { handover: offer.header.id, from: town.police.address.agency.clone(), at: town.now() };
    other.at += jiff::SignedDuration::from_secs(1);
    let other = json(&town.police.sign(MessageKind::Recall, &other));
    server.post(&town.police, "/api/v1/recalls", &other).await.refused(409, "other-bytes");
}

async fn only_the_sender_takes_back(town: Arc<Town>) {
    let server = town.open().await;
    let offer = released(&town, &server).await;
    recall(&town, &server, &town.social, &offer).await.refused(404, "not-found");
    recall(&town, &server, &town.stranger, &offer).await.refused(404, "not-found");
    let foreign = Recall { handover: offer.header.id, from: town.police.address.agency.clone(), at: town.now() };
    let foreign = json(&town.social.sign(MessageKind::Recall, &foreign));
    server.post(&town.social, "/api/v1/recalls", &foreign).await.refused(422, "wrong-address");
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 0), b"").await.status, 202);
}
