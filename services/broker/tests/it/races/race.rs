//! One race: a handover that rests on a consent, and both callers at the start at the same moment.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::sync::Barrier;
use wire::{ConsentId, HandoverId, MessageKind, OfferOutcome, Parcel, Withdrawal, WithdrawalChannel};

use super::chance::Chance;
use crate::{
    server::Server,
    story::answer_of,
    town::{Town, json},
};

/// Which broker decides the fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deciding {
    /// The broker that ships, through its doors, in the order of its sequencer.
    InOrder,
    /// One with the fault that the control plants: it looks first and writes when its turn comes.
    BeforeItsTurn,
}

/// What a caller was told, and between which moments.
#[derive(Debug, Clone)]
pub struct Told<T> {
    pub sent: Instant,
    pub answered: Instant,
    pub answer: T,
}

/// What the recipient was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FetchAnswer {
    /// Here it is, with the proof that the fetch stands at this place of the log.
    Parcel(u64),
    /// It may be had when it is proved.
    Waiting,
    /// It is not to be had.
    Gone,
}

/// A race that is over, as both callers saw it.
#[derive(Debug, Clone)]
pub struct Race {
    pub handover: HandoverId,
    pub consent: ConsentId,
    /// The place in the log that whoever withdrew was given.
    pub withdrawal: Told<u64>,
    pub fetch: Told<FetchAnswer>,
    /// What the recipient was told when it asked again afterwards, and waited.
    pub again: FetchAnswer,
}

/// Runs one race.
pub async fn run(town: &Arc<Town>, server: &Arc<Server>, deciding: Deciding, chance: &mut Chance) -> Race {
    let (handover, consent) = release(town, server).await;
    let line = Arc::new(Barrier::new(2));
    let by_police = chance.coin();
    let withdrawal = timed(line.clone(), chance.lead(), withdraw(town.clone(), server.clone(), consent, by_police));
    let fetching = timed(line, chance.lead(), fetch(town.clone(), server.clone(), handover, deciding));
    let (withdrawal, fetching) = (tokio::spawn(withdrawal), tokio::spawn(fetching));
    let (withdrawal, fetch) = (withdrawal.await.unwrap(), fetching.await.unwrap());
    let again = ask(town, server, handover, if deciding == Deciding::InOrder { 25 } else { 0 }).await;
    Race { handover, consent, withdrawal, fetch, again }
}

/// A consent of its own, and a handover that was released because of it.
async fn release(town: &Town, server: &Server) -> (HandoverId, ConsentId) {
    let grant = town.grant(town.victim());
    let registered = server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await;
    assert_eq!(registered.status, 200, "{}", registered.text());
    let offer = town.consent_offer(&grant);
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, town);
    assert_eq!(answer.outcome, OfferOutcome::Released, "{answer:?}");
    (offer.header.id, grant.id)
}

async fn timed<T>(line: Arc<Barrier>, lead: Duration, call: impl Future<Output = T>) -> Told<T> {
    line.wait().await;
    if !lead.is_zero() {
        tokio::time::sleep(lead).await;
    }
    let sent = Instant::now();
    let answer = call.await;
    Told { sent, answered: Instant::now(), answer }
}

/// She says it to either agency.
async fn withdraw(town: Arc<Town>, server: Arc<Server>, consent: ConsentId, by_police: bool) -> u64 {
    let by = if by_police { &town.police } else { &town.social };
    let withdrawal = Withdrawal { consent, heard_by: by.address.agency.clone(), heard_at: town.now(), channel: WithdrawalChannel::Phone };
    let body = json(&by.sign(MessageKind::Withdrawal, &withdrawal));
    let answer: serde_json::Value = server.post(by, "/api/v1/consents/withdraw", &body).await.json();
    answer["log_index"].as_u64().unwrap()
}

async fn fetch(town: Arc<Town>, server: Arc<Server>, handover: HandoverId, deciding: Deciding) -> FetchAnswer {
    if deciding == Deciding::BeforeItsTurn {
        let fetched = broker::flow::unsequenced::fetch(&server.broker, &town.social.address.agency, handover).await;
        return if fetched.unwrap() { FetchAnswer::Waiting } else { FetchAnswer::Gone };
    }
    ask(&town, &server, handover, 0).await
}

async fn ask(town: &Town, server: &Server, handover: HandoverId, wait_seconds: u64) -> FetchAnswer {
    let path = format!("/api/v1/parcels/{handover}/fetch?wait_seconds={wait_seconds}");
    let answer = server.post(&town.social, &path, b"").await;
    match answer.status.as_u16() {
        200 => FetchAnswer::Parcel(answer.json::<Parcel>().fetched.index),
        202 => FetchAnswer::Waiting,
        410 => FetchAnswer::Gone,
        _ => panic!("{} {}", answer.status, answer.text()),
    }
}
