//! Consents and withdrawals.

use std::sync::Arc;

use jiff::SignedDuration;
use wire::{Category, ConsentGrant, ConsentId, MessageKind, NoticeKind, OfferOutcome, ReceiptState, Withdrawal, WithdrawalChannel};

use crate::{
    agency::TestAgency,
    on_both,
    server::{Answer, Server},
    story::{answer_of, fetch_path, of_kind, receipt},
    town::{Town, json},
    witness::TestWitness,
};

on_both!(
    a_consent_is_registered_once,
    a_consent_that_does_not_fit_is_refused,
    a_withdrawal_before_the_fetch_stops_it_for_ever,
    a_withdrawal_after_the_fetch_is_told_to_who_holds_it,
    a_withdrawal_stops_no_duty,
    withdrawn_twice_is_answered_with_the_same_index,
    a_stranger_cannot_withdraw,
);

async fn withdraw(town: &Town, server: &Server, by: &TestAgency, consent: ConsentId) -> Answer {
    let withdrawal = Withdrawal { consent, heard_by: by.address.agency.clone(), heard_at: town.now(), channel: WithdrawalChannel::Phone };
    server.post(by, "/api/v1/consents/withdraw", &json(&by.sign(MessageKind::Withdrawal, &withdrawal))).await
}

fn index(answer: &Answer) -> u64 {
    answer.json::<serde_json::Value>()["log_index"].as_u64().unwrap()
}

async fn registered(town: &Town, server: &Server) -> ConsentGrant {
    let grant = town.grant(town.victim());
    index(&server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await);
    grant
}

async fn a_consent_is_registered_once(town: Arc<Town>) {
    let server = town.open().await;
    let mut grant = town.grant(town.victim());
    let first = index(&server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await);
    assert_eq!(index(&server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await), first);
    let same = town.sign_grant(&grant);
    grant.categories = wire::value::CodeSet::new([Category::Identity]);
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await.refused(409, "other-bytes");
    town.clock.advance(SignedDuration::from_hours(30 * 24));
    assert_eq!(index(&server.post(&town.police, "/api/v1/consents", &same).await), first, "answered for ever");
}

async fn a_consent_that_does_not_fit_is_refused(town: Arc<Town>) {
    let server = town.open().await;
    let changed = |change: fn(&mut ConsentGrant)| {
        let mut grant = town.grant(town.victim());
        change(&mut grant);
        town.sign_grant(&grant)
    };
    let cases = [
        (changed(|grant| grant.to = "socialtjansten-exempelstad/annan".parse().unwrap()), 422, "wrong-address"),
        (changed(|grant| grant.to = "polisen-exempelstad/namnden".parse().unwrap()), 422, "wrong-address"),
        (changed(|grant| grant.from = "socialtjansten-grannstad".parse().unwrap()), 422, "wrong-address"),
        (changed(|grant| grant.valid_until += SignedDuration::from_secs(1)), 422, "wrong-time"),
        (changed(|grant| grant.valid_until = grant.valid_from), 422, "wrong-time"),
        (changed(|grant| grant.text.id = "another-text".to_owned()), 422, "wrong-time"),
        (changed(|grant| grant.categories = wire::value::CodeSet::new([])), 400, "not-canonical"),
    ];
    for (body, status, code) in cases {
        server.post(&town.police, "/api/v1/consents", &body).await.refused(status, code);
    }
}

async fn a_withdrawal_before_the_fetch_stops_it_for_ever(town: Arc<Town>) {
    let server = town.open().await;
    let grant = registered(&town, &server).await;
    let offer = town.consent_offer(&grant);
    answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, &town);
    let withdrawn = index(&withdraw(&town, &server, &town.police, grant.id).await);
    server.post(&town.social, &fetch_path(&offer, 0), b"").await.refused(410, "not-found");
    assert_eq!(of_kind(&server, &town.social, NoticeKind::ParcelGone).await.len(), 1);
    // A new offer under it is refused as well.
    let again = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&town.consent_offer(&grant))).await, &town);
    assert_eq!(again.outcome, OfferOutcome::Refused);
    assert_eq!(again.refusals[0].reason, "consent_missing", "as if it had never been given");
    // Nothing above the withdrawal is a fetch.
    let size = crate::log::published(&server).await.size;
    for above in withdrawn..size {
        let kind = crate::log::kind_for(&town.police, &server, above).await;
        assert_ne!(kind.as_deref(), Some("parcel_fetched"));
    }
    // The recipient received nothing and may not read that something was withdrawn.
    server.get(&town.social, &format!("/log/entries/{withdrawn}")).await.refused(404, "not-found");
    assert_eq!(crate::log::kind_for(&town.police, &server, withdrawn).await.as_deref(), Some("consent_withdrawn"));
}

async fn a_withdrawal_after_the_fetch_is_told_to_who_holds_it(town: Arc<Town>) {
    let server = town.open().await;
    let grant = registered(&town, &server).await;
    let offer = town.consent_offer(&grant);
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 0), b"").await.status, 202);
    for agency in [&town.social, &town.police] {
        TestWitness::new(agency, town.log_key.clone()).follow(&server).await;
    }
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 5), b"").await.status, 200);
    server.post(&town.social, "/api/v1/receipts", &receipt(&town, &offer, ReceiptState::Received)).await;
    let withdrawn = index(&withdraw(&town, &server, &town.police, grant.id).await);
    assert_eq!(of_kind(&server, &town.social, NoticeKind::ParcelGone).await.len(), 1);
    assert_eq!(crate::log::kind_for(&town.social, &server, withdrawn).await.as_deref(), Some("consent_withdrawn"));
}

async fn a_withdrawal_stops_no_duty(town: Arc<Town>) {
    let server = town.open().await;
    let grant = registered(&town, &server).await;
    let offer = town.concern_offer();
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    withdraw(&town, &server, &town.police, grant.id).await;
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 0), b"").await.status, 202);
}

async fn withdrawn_twice_is_answered_with_the_same_index(town: Arc<Town>) {
    let server = town.open().await;
    let grant = registered(&town, &server).await;
    let first = index(&withdraw(&town, &server, &town.police, grant.id).await);
    // The receiving agency may hear it too.
    assert_eq!(index(&withdraw(&town, &server, &town.social, grant.id).await), first);
    assert_eq!(index(&withdraw(&town, &server, &town.police, grant.id).await), first);
}

async fn a_stranger_cannot_withdraw(town: Arc<Town>) {
    let server = town.open().await;
    let grant = registered(&town, &server).await;
    withdraw(&town, &server, &town.stranger, grant.id).await.refused(404, "not-found");
    let unknown = town.grant(town.victim()).id;
    withdraw(&town, &server, &town.stranger, unknown).await.refused(404, "not-found");
    let offer = town.consent_offer(&grant);
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, &town);
    assert_eq!(answer.outcome, OfferOutcome::Released, "the consent stands");
}
