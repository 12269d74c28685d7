//! Judging: whole, with reasons, never edited, and the same answer for ever.

use std::sync::Arc;

use jiff::SignedDuration;
use wire::{ConsentGrant, EditionId, MessageKind, NoticeKind, OfferOutcome, Purpose};

use crate::{
    on_both,
    story::{answer_of, fetch_path, of_kind},
    town::{Town, json},
};

on_both!(
    without_consent_the_whole_is_refused_with_reasons,
    a_refusal_is_the_senders_alone,
    what_is_handed_over_is_what_was_sent,
    the_same_bytes_get_the_same_answer_for_ever,
    the_same_id_with_other_bytes_is_an_alarm,
    an_edition_that_is_not_active_is_told_apart,
    what_does_not_fit_together_is_refused,
    a_duty_goes_whatever_was_said_about_consent,
    a_consent_that_ended_while_the_offer_waited_does_not_count,
    many_at_once_each_get_their_own_answer,
);

async fn registered(town: &Town, server: &crate::server::Server) -> ConsentGrant {
    let grant = town.grant(town.victim());
    assert_eq!(server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await.status, 200);
    grant
}

async fn without_consent_the_whole_is_refused_with_reasons(town: Arc<Town>) {
    let server = town.open().await;
    // Never registered: judged as not given.
    let offer = town.consent_offer(&town.grant(town.victim()));
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, &town);
    assert_eq!(answer.outcome, OfferOutcome::Refused);
    assert_eq!(answer.refusals.len(), 1);
    assert_eq!((answer.refusals[0].n, answer.refusals[0].reason.as_str()), (0, "consent_missing"));
    assert_eq!(answer.handover, offer.header.id);
}

async fn a_refusal_is_the_senders_alone(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.consent_offer(&town.grant(town.victim()));
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, &town);
    assert!(of_kind(&server, &town.social, NoticeKind::ParcelWaiting).await.is_empty());
    // The same as for a handover that never was.
    server.post(&town.social, &fetch_path(&offer, 0), b"").await.refused(404, "not-found");
    let path = format!("/log/entries/{}", answer.log_index);
    server.get(&town.social, &path).await.refused(404, "not-found");
    let readable: serde_json::Value = server.get(&town.police, &path).await.json();
    assert_eq!(readable["index"], answer.log_index);
}

async fn what_is_handed_over_is_what_was_sent(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    let sent = town.police.sign(MessageKind::Offer, &offer);
    server.post(&town.police, "/api/v1/offers", &json(&sent)).await;
    server.post(&town.social, &fetch_path(&offer, 0), b"").await;
    crate::witness::TestWitness::new(&town.social, town.log_key.clone()).follow(&server).await;
    let parcel: wire::Parcel = server.post(&town.social, &fetch_path(&offer, 5), b"").await.json();
    assert_eq!(parcel.offer, sent, "never edited");
}

async fn the_same_bytes_get_the_same_answer_for_ever(town: Arc<Town>) {
    let server = town.open().await;
    let grant = registered(&town, &server).await;
    let body = town.sign_offer(&town.consent_offer(&grant));
    let first = server.post(&town.police, "/api/v1/offers", &body).await;
    assert_eq!(server.post(&town.police, "/api/v1/offers", &body).await.body, first.body);
    // Also when its time, its consent and the key it is sealed to are long past.
    town.clock.advance(SignedDuration::from_hours(40 * 24));
    assert_eq!(server.post(&town.police, "/api/v1/offers", &body).await.body, first.body);
    assert_eq!(of_kind(&server, &town.social, NoticeKind::ParcelWaiting).await.len(), 1, "told once");
}

async fn the_same_id_with_other_bytes_is_an_alarm(town: Arc<Town>) {
    let server = town.open().await;
    let grant = registered(&town, &server).await;
    let first = town.consent_offer(&grant);
    let mut second = town.consent_offer(&grant);
    second.header.id = first.header.id;
    assert_eq!(server.post(&town.police, "/api/v1/offers", &town.sign_offer(&first)).await.status, 200);
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&second)).await.refused(409, "other-bytes");
}

async fn an_edition_that_is_not_active_is_told_apart(town: Arc<Town>) {
    let server = town.open().await;
    let mut offer = town.concern_offer();
    offer.header.edition.id = "2027-01-01.1".parse::<EditionId>().unwrap();
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await.refused(409, "rulebook-changed");
    let mut offer = town.concern_offer();
    offer.header.edition.hash.0[0] ^= 1;
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await.refused(409, "rulebook-changed");
    assert!(of_kind(&server, &town.social, NoticeKind::ParcelWaiting).await.is_empty());
}

async fn what_does_not_fit_together_is_refused(town: Arc<Town>) {
    let server = town.open().await;
    let grant = registered(&town, &server).await;
    let changed = |change: fn(&mut wire::Offer)| {
        let mut offer = town.consent_offer(&grant);
        change(&mut offer);
        town.sign_offer(&offer)
    };
    let cases: [(Vec<u8>, u16, &str); 9] = [
        (changed(|offer| offer.header.to.unit = "socialtjansten-exempelstad/annan".parse().unwrap()), 422, "wrong-address"),
        (changed(|offer| offer.header.to.board = "socialtjansten-exempelstad/annan".parse().unwrap()), 422, "wrong-address"),
        (changed(|offer| offer.header.from_kind = wire::AgencyKind::Social), 422, "wrong-address"),
        (changed(|offer| offer.header.unit_key = "0123456789abcdef".parse().unwrap()), 422, "wrong-sealing-key"),
        (changed(|offer| offer.header.made_at += SignedDuration::from_mins(5)), 422, "wrong-time"),
        (changed(|offer| offer.header.made_at -= SignedDuration::from_hours(8 * 24)), 422, "wrong-time"),
        (changed(|offer| offer.header.expires_at = None), 422, "wrong-time"),
        (changed(|offer| offer.fields[0].n = 1), 400, "not-canonical"),
        (changed(|offer| offer.fields[0].sealed.0.truncate(10)), 400, "not-canonical"),
    ];
    for (body, status, code) in cases {
        server.post(&town.police, "/api/v1/offers", &body).await.refused(status, code);
    }
    assert!(of_kind(&server, &town.social, NoticeKind::ParcelWaiting).await.is_empty());
}

async fn a_duty_goes_whatever_was_said_about_consent(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, &town);
    assert_eq!(answer.outcome, OfferOutcome::Released);
    // Not judged by an officer: no duty, and nothing else opens it.
    let mut silent = town.concern_offer();
    silent.header.facts.retain(|fact| fact.code != wire::FactCode::ConcernForChild);
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&silent)).await, &town);
    assert_eq!(answer.outcome, OfferOutcome::Refused);
    assert_eq!(silent.header.purpose, Purpose::ChildProtection);
}

async fn a_consent_that_ended_while_the_offer_waited_does_not_count(town: Arc<Town>) {
    let server = town.open().await;
    let mut grant = town.grant(town.victim());
    grant.valid_until = town.now() + SignedDuration::from_hours(1);
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await;
    let body = town.sign_offer(&town.consent_offer(&grant));
    town.clock.advance(SignedDuration::from_hours(2));
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &body).await, &town);
    assert_eq!(answer.outcome, OfferOutcome::Refused);
    assert_eq!(answer.refusals[0].reason, "consent_expired");
}

async fn many_at_once_each_get_their_own_answer(town: Arc<Town>) {
    let server = Arc::new(town.open().await);
    let sending = (0..40).map(|_| {
        let (town, server) = (town.clone(), server.clone());
        tokio::spawn(async move {
            let offer = town.concern_offer();
            let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, &town);
            assert_eq!((answer.handover, answer.outcome), (offer.header.id, OfferOutcome::Released));
            answer.log_index
        })
    });
    let mut indexes = Vec::new();
    for task in sending.collect::<Vec<_>>() {
        indexes.push(task.await.unwrap());
    }
    indexes.sort_unstable();
    let first = indexes[0];
    assert!(indexes.iter().zip(first..).all(|(index, expected)| *index == expected), "no gap and no index twice: {indexes:?}");
    crate::log::whole_log_holds(&town, &server).await;
}
