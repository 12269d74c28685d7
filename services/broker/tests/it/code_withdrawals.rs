//! Withdrawals by the code of a contact card.

use std::sync::Arc;

use broker::flow::erase_entries::erase_entries;
use jiff::SignedDuration;
use wire::{CardCode, CodeWithdrawal, ConsentGrant, MessageKind, NoticeKind, OfferOutcome, ReceiptState, WithdrawalChannel};

use crate::{
    agency::TestAgency,
    on_both,
    server::{Answer, Server},
    story::{answer_of, fetch_path, of_kind, receipt},
    town::{Town, json, random},
    witness::TestWitness,
};

on_both!(
    the_code_of_a_consent_ends_it,
    an_unknown_code_is_answered_alike_and_changes_nothing,
    a_code_that_is_said_again_changes_nothing_more,
    whoever_has_the_code_has_the_right,
    a_code_before_its_consent_ends_it_when_it_comes,
    a_code_after_the_fetch_is_told_to_who_holds_it,
    a_code_stops_no_duty,
    one_card_belongs_to_one_consent,
    an_agency_hands_in_thirty_codes_an_hour,
    nobody_signs_for_another_agency,
    a_withdrawal_heard_elsewhere_is_told_to_who_asked,
    codes_are_kept_as_long_as_a_consent_may_come,
);

const DOOR: &str = "/api/v1/consents/withdraw-by-code";

fn card() -> CardCode {
    CardCode::from_random(random()[..8].try_into().unwrap())
}

async fn say(town: &Town, server: &Server, by: &TestAgency, code: &CardCode) -> Answer {
    server.post(by, DOOR, &said(town, by, code)).await
}

fn said(town: &Town, by: &TestAgency, code: &CardCode) -> Vec<u8> {
    let heard_by = by.address.agency.clone();
    json(&by.sign(MessageKind::CodeWithdrawal, &CodeWithdrawal { card_code_hash: code.hash(), heard_by, heard_at: town.now() }))
}

/// Every answer to a code that is well formed.
#[track_caller]
fn heard(answer: &Answer) {
    assert_eq!((answer.status.as_u16(), answer.text().as_str(), answer.content_type.as_str()), (202, "{}", "application/json"));
}

fn with_card(town: &Town, code: &CardCode) -> ConsentGrant {
    ConsentGrant { card_code_hash: Some(code.hash()), ..town.grant(town.victim()) }
}

async fn register(town: &Town, server: &Server, grant: &ConsentGrant) -> Answer {
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(grant)).await
}

async fn registered(town: &Town, server: &Server, code: &CardCode) -> ConsentGrant {
    let grant = with_card(town, code);
    assert_eq!(register(town, server, &grant).await.status, 200);
    grant
}

async fn outcome(town: &Town, server: &Server, grant: &ConsentGrant) -> OfferOutcome {
    let offer = town.consent_offer(grant);
    answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, town).outcome
}

async fn size(server: &Server) -> u64 {
    crate::log::published(server).await.size
}

async fn the_code_of_a_consent_ends_it(town: Arc<Town>) {
    let (server, code) = (town.open().await, card());
    let grant = registered(&town, &server, &code).await;
    let offer = town.consent_offer(&grant);
    answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, &town);
    let at = size(&server).await;
    heard(&say(&town, &server, &town.social, &code).await);
    server.post(&town.social, &fetch_path(&offer, 0), b"").await.refused(410, "not-found");
    assert_eq!(of_kind(&server, &town.social, NoticeKind::ParcelGone).await.len(), 1, "as for a word");
    assert_eq!(outcome(&town, &server, &grant).await, OfferOutcome::Refused, "nothing new goes under it");
    // The same entry as of a word, and no fetch above it.
    assert_eq!(crate::log::kind_for(&town.police, &server, at).await.as_deref(), Some("consent_withdrawn"));
    for above in at..size(&server).await {
        assert_ne!(crate::log::kind_for(&town.police, &server, above).await.as_deref(), Some("parcel_fetched"));
    }
    server.get(&town.social, &format!("/log/entries/{at}")).await.refused(404, "not-found");
    let told = of_kind(&server, &town.police, NoticeKind::ConsentWithdrawn).await;
    let withdrawn = told[0].withdrawn.unwrap();
    assert_eq!((told.len(), withdrawn.consent, withdrawn.log_index), (1, grant.id, at), "who asked must know");
    assert_eq!(withdrawn.channel, WithdrawalChannel::CardCode);
}

async fn an_unknown_code_is_answered_alike_and_changes_nothing(town: Arc<Town>) {
    let (server, code) = (town.open().await, card());
    let grant = registered(&town, &server, &code).await;
    let before = size(&server).await;
    heard(&say(&town, &server, &town.social, &card()).await);
    assert_eq!(size(&server).await, before, "no entry");
    for agency in [&town.police, &town.social, &town.stranger] {
        assert!(of_kind(&server, agency, NoticeKind::ConsentWithdrawn).await.is_empty());
    }
    assert_eq!(outcome(&town, &server, &grant).await, OfferOutcome::Released, "the consent stands");
}

async fn a_code_that_is_said_again_changes_nothing_more(town: Arc<Town>) {
    let (server, code) = (town.open().await, card());
    registered(&town, &server, &code).await;
    let body = said(&town, &town.social, &code);
    heard(&server.post(&town.social, DOOR, &body).await);
    let once = size(&server).await;
    // The same message once more, the same code in another, and from the agency that asked.
    heard(&server.post(&town.social, DOOR, &body).await);
    town.clock.advance(SignedDuration::from_secs(1));
    heard(&say(&town, &server, &town.social, &code).await);
    heard(&say(&town, &server, &town.police, &code).await);
    assert_eq!(size(&server).await, once);
    assert_eq!(of_kind(&server, &town.police, NoticeKind::ConsentWithdrawn).await.len(), 1, "told once");
}

async fn whoever_has_the_code_has_the_right(town: Arc<Town>) {
    let (server, code) = (town.open().await, card());
    let grant = registered(&town, &server, &code).await;
    let at = size(&server).await;
    heard(&say(&town, &server, &town.stranger, &code).await);
    assert_eq!(outcome(&town, &server, &grant).await, OfferOutcome::Refused);
    // The stranger learns nothing of it: no notice, and no entry to read.
    assert!(of_kind(&server, &town.stranger, NoticeKind::ConsentWithdrawn).await.is_empty());
    server.get(&town.stranger, &format!("/log/entries/{at}")).await.refused(404, "not-found");
    assert_eq!(of_kind(&server, &town.police, NoticeKind::ConsentWithdrawn).await.len(), 1);
}

async fn a_code_before_its_consent_ends_it_when_it_comes(town: Arc<Town>) {
    let (server, code) = (town.open().await, card());
    heard(&say(&town, &server, &town.social, &code).await);
    let grant = with_card(&town, &code);
    let first = register(&town, &server, &grant).await;
    assert_eq!(first.status, 200);
    assert_eq!(outcome(&town, &server, &grant).await, OfferOutcome::Refused, "it ended before it came");
    let again = register(&town, &server, &grant).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body), "and is answered alike");
    assert_eq!(of_kind(&server, &town.police, NoticeKind::ConsentWithdrawn).await.len(), 1);
}

async fn a_code_after_the_fetch_is_told_to_who_holds_it(town: Arc<Town>) {
    let (server, code) = (town.open().await, card());
    let grant = registered(&town, &server, &code).await;
    let offer = town.consent_offer(&grant);
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 0), b"").await.status, 202);
    for agency in [&town.social, &town.police] {
        TestWitness::new(agency, town.log_key.clone()).follow(&server).await;
    }
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 5), b"").await.status, 200);
    server.post(&town.social, "/api/v1/receipts", &receipt(&town, &offer, ReceiptState::Received)).await;
    let at = size(&server).await;
    heard(&say(&town, &server, &town.stranger, &code).await);
    assert_eq!(of_kind(&server, &town.social, NoticeKind::ParcelGone).await.len(), 1);
    assert_eq!(crate::log::kind_for(&town.social, &server, at).await.as_deref(), Some("consent_withdrawn"));
    server.get(&town.stranger, &format!("/log/entries/{at}")).await.refused(404, "not-found");
}

async fn a_code_stops_no_duty(town: Arc<Town>) {
    let (server, code) = (town.open().await, card());
    registered(&town, &server, &code).await;
    let offer = town.concern_offer();
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await;
    heard(&say(&town, &server, &town.social, &code).await);
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 0), b"").await.status, 202);
}

async fn one_card_belongs_to_one_consent(town: Arc<Town>) {
    let (server, code) = (town.open().await, card());
    let grant = registered(&town, &server, &code).await;
    register(&town, &server, &with_card(&town, &code)).await.refused(409, "other-bytes");
    assert_eq!(outcome(&town, &server, &grant).await, OfferOutcome::Released, "whose card it is keeps it");
}

async fn an_agency_hands_in_thirty_codes_an_hour(town: Arc<Town>) {
    let (server, code) = (town.open().await, card());
    let grant = registered(&town, &server, &code).await;
    let first = said(&town, &town.social, &card());
    heard(&server.post(&town.social, DOOR, &first).await);
    for _ in 1..30 {
        heard(&say(&town, &server, &town.social, &card()).await);
    }
    say(&town, &server, &town.social, &card()).await.refused(429, "too-many-requests");
    say(&town, &server, &town.social, &code).await.refused(429, "too-many-requests");
    assert_eq!(outcome(&town, &server, &grant).await, OfferOutcome::Released, "beyond the limit nothing is looked at");
    heard(&server.post(&town.social, DOOR, &first).await);
    heard(&say(&town, &server, &town.stranger, &card()).await);
    town.clock.advance(SignedDuration::from_mins(61));
    heard(&say(&town, &server, &town.social, &code).await);
    assert_eq!(outcome(&town, &server, &grant).await, OfferOutcome::Refused);
}

async fn nobody_signs_for_another_agency(town: Arc<Town>) {
    let (server, code) = (town.open().await, card());
    let grant = registered(&town, &server, &code).await;
    let of_social = said(&town, &town.social, &code);
    server.post(&town.stranger, DOOR, &of_social).await.refused(403, "unknown-key");
    let named = CodeWithdrawal { card_code_hash: code.hash(), heard_by: town.social.address.agency.clone(), heard_at: town.now() };
    let own = json(&town.stranger.sign(MessageKind::CodeWithdrawal, &named));
    server.post(&town.stranger, DOOR, &own).await.refused(422, "wrong-address");
    // A withdrawal of another kind is none by code.
    let other = json(&town.stranger.sign(MessageKind::Withdrawal, &named));
    server.post(&town.stranger, DOOR, &other).await.refused(403, "bad-signature");
    assert_eq!(outcome(&town, &server, &grant).await, OfferOutcome::Released);
}

async fn a_withdrawal_heard_elsewhere_is_told_to_who_asked(town: Arc<Town>) {
    let server = town.open().await;
    for (by, told) in [(&town.police, 0), (&town.social, 1)] {
        let grant = registered(&town, &server, &card()).await;
        let withdrawal = wire::Withdrawal {
            consent: grant.id,
            heard_by: by.address.agency.clone(),
            heard_at: town.now(),
            channel: WithdrawalChannel::Spoken,
        };
        server.post(by, "/api/v1/consents/withdraw", &json(&by.sign(MessageKind::Withdrawal, &withdrawal))).await;
        assert_eq!(of_kind(&server, &town.police, NoticeKind::ConsentWithdrawn).await.len(), told);
    }
}

async fn codes_are_kept_as_long_as_a_consent_may_come(town: Arc<Town>) {
    let (server, begin) = (town.open().await, town.now());
    for (days, ended) in [(189, 1), (191, 0)] {
        let code = card();
        town.clock.set(begin);
        heard(&say(&town, &server, &town.social, &code).await);
        town.clock.set(begin + SignedDuration::from_hours(24 * days));
        erase_entries(&server.broker).await.unwrap();
        let before = of_kind(&server, &town.police, NoticeKind::ConsentWithdrawn).await.len();
        registered(&town, &server, &code).await;
        let told = of_kind(&server, &town.police, NoticeKind::ConsentWithdrawn).await.len() - before;
        assert_eq!(told, ended, "after {days} days");
    }
}
