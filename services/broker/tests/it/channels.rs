//! Numbers of what is released between two units, and what an offer may answer.

use std::sync::Arc;

use ledger::{
    checkpoint::open,
    tree::{ConsistencyProof, verify_consistency},
};
use wire::{HandoverId, NoticeKind, Offer, OfferAnswer, OfferOutcome};

use crate::{
    log::published,
    on_both,
    server::Server,
    story::{answer_of, fetch_path, of_kind},
    town::Town,
    witness::TestWitness,
};

on_both!(
    what_is_released_is_numbered_without_holes,
    numbers_go_on_after_a_restart,
    an_answer_is_to_something_between_the_same_two,
    a_later_head_is_proved_to_have_grown_from_an_earlier_one,
);

async fn post(town: &Town, server: &Server, offer: &Offer) -> OfferAnswer {
    answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(offer)).await, town)
}

async fn what_is_released_is_numbered_without_holes(town: Arc<Town>) {
    let server = town.open().await;
    let mut given = Vec::new();
    for refused in [false, true, false, true, false] {
        let mut offer = town.concern_offer();
        if refused {
            offer.header.facts.clear();
        }
        let answer = post(&town, &server, &offer).await;
        assert_eq!(answer.outcome == OfferOutcome::Refused, refused);
        assert_eq!(post(&town, &server, &offer).await.sequence, answer.sequence, "the same answer for ever");
        given.extend(answer.sequence);
        if let Some(sequence) = answer.sequence {
            let readable: serde_json::Value = server.get(&town.social, &format!("/log/entries/{}", answer.log_index)).await.json();
            let entry: wire::Octets = serde_json::from_value(readable["entry"].clone()).unwrap();
            let entry: serde_json::Value = serde_json::from_slice(&entry.0).unwrap();
            assert_eq!(entry["sequence"], sequence, "the log says the same to the recipient");
        }
    }
    assert_eq!(given, [1, 2, 3], "a refusal leaves no hole");
    let told: Vec<_> = of_kind(&server, &town.social, NoticeKind::ParcelWaiting).await.iter().map(|notice| notice.sequence).collect();
    assert_eq!(told, [Some(1), Some(2), Some(3)]);
}

async fn numbers_go_on_after_a_restart(town: Arc<Town>) {
    let server = town.open().await;
    assert_eq!(post(&town, &server, &town.concern_offer()).await.sequence, Some(1));
    server.stop();
    let server = town.serve();
    assert_eq!(post(&town, &server, &town.concern_offer()).await.sequence, Some(2));
}

async fn an_answer_is_to_something_between_the_same_two(town: Arc<Town>) {
    let server = town.open().await;
    let first = town.concern_offer();
    post(&town, &server, &first).await;
    let mut answer = town.concern_offer();
    answer.header.answers = Some(first.header.id);
    // The seals are bound to the header: the broker can't see that, and need not.
    assert_eq!(post(&town, &server, &answer).await.outcome, OfferOutcome::Released);
    let mut lost = town.concern_offer();
    lost.header.answers = Some(HandoverId(uuid::Builder::from_random_bytes(crate::town::random()).into_uuid()));
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&lost)).await.refused(422, "wrong-address");
    // What was refused was never told to the other agency: nobody can answer it.
    let mut refused = town.concern_offer();
    refused.header.facts.clear();
    post(&town, &server, &refused).await;
    let mut answer = town.concern_offer();
    answer.header.answers = Some(refused.header.id);
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&answer)).await.refused(422, "wrong-address");
}

#[derive(serde::Deserialize)]
struct Cosigned {
    checkpoint: String,
    consistency: ConsistencyProof,
}

async fn a_later_head_is_proved_to_have_grown_from_an_earlier_one(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    post(&town, &server, &offer).await;
    server.post(&town.social, &fetch_path(&offer, 0), b"").await;
    let mut desk = TestWitness::new(&town.social, town.log_key.clone());
    let seen = desk.follow(&server).await;
    let earlier = open(&published(&server).await.note, &town.log_key, &[]).unwrap();
    let path = format!("/log/cosigned/polisen-exempelstad?from={seen}");
    server.get(&town.social, &path).await.refused(404, "not-found");
    for _ in 0..3 {
        post(&town, &server, &town.concern_offer()).await;
    }
    let mut car = TestWitness::new(&town.police, town.log_key.clone());
    car.follow(&server).await;
    let shown: Cosigned = server.get(&town.social, &path).await.json();
    let key = town.police.cosigner.key().clone();
    let head = open(&shown.checkpoint, &town.log_key, std::slice::from_ref(&key)).unwrap();
    head.require(key.name()).unwrap();
    assert_eq!((shown.consistency.old, shown.consistency.new), (earlier.size(), head.size()));
    verify_consistency(&shown.consistency, &earlier.root(), &head.root()).unwrap();
    server.get(&town.social, "/log/cosigned/polisen-exempelstad?from=0").await.refused(404, "not-found");
}
