//! What is left of the races: the log, as the police read it, and the broker's tables.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use ledger::{Entry, EntryKind};
use store::{Id, on};
use wire::{ConsentId, HandoverId};

use crate::{
    log::{commitments, own, published, whole_log_holds},
    server::Server,
    town::{Town, eventually},
};

/// The log, by what it says of handovers and consents. Each place is an index.
#[derive(Debug, Clone, Default)]
pub struct Log {
    /// Each release, and the consents it rests on.
    pub released: BTreeMap<HandoverId, Vec<BTreeSet<ConsentId>>>,
    /// Where each handover was fetched.
    pub fetched: BTreeMap<HandoverId, Vec<u64>>,
    /// Where each consent was withdrawn.
    pub withdrawn: BTreeMap<ConsentId, Vec<u64>>,
    /// How many entries are of another kind than a race makes.
    pub others: u64,
}

/// A handover as the tables have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub state: String,
    pub fetched_index: Option<u64>,
    /// Whether the row says that the sealed bytes are there, and whether they are.
    pub sealed: (bool, bool),
}

/// Everything that is left.
#[derive(Debug, Clone)]
pub struct Record {
    pub log: Log,
    pub rows: BTreeMap<HandoverId, Row>,
    /// Where the tables say that each consent was withdrawn.
    pub withdrawn: BTreeMap<ConsentId, Option<u64>>,
}

impl Log {
    fn add(&mut self, index: u64, entry: &Entry) {
        let fields = entry.fields();
        let handover = || fields.handover.as_ref().unwrap().parse::<HandoverId>().unwrap();
        let mut consents = fields.consents.iter().map(|id| id.parse::<ConsentId>().unwrap());
        match fields.kind {
            EntryKind::OfferReleased => self.released.entry(handover()).or_default().push(consents.collect()),
            EntryKind::ParcelFetched => self.fetched.entry(handover()).or_default().push(index),
            EntryKind::ConsentWithdrawn => self.withdrawn.entry(consents.next().unwrap()).or_default().push(index),
            EntryKind::ConsentRegistered => {}
            _ => self.others += 1,
        }
    }
}

/// Reads it all, once the broker shows its newest head.
pub async fn read(town: &Town, server: &Server) -> Record {
    let size = newest(server).await;
    eventually(|| async { published(server).await.size == size }).await;
    let (rows, withdrawn) = tables(server).await;
    Record { log: log(town, server, size).await, rows, withdrawn }
}

/// The entries the police are a party to: every one of them opens its leaf, and the leaves give the root that is signed.
async fn log(town: &Town, server: &Server, size: u64) -> Log {
    whole_log_holds(town, server).await;
    let leaves = commitments(server, size).await;
    let (mut log, mut from) = (Log::default(), 0);
    while from < size {
        let part = own(&town.police, server, from).await;
        part.entries.iter().for_each(|one| log.add(one.index, &one.opened(&leaves)));
        from = part.next;
    }
    log
}

diesel::table! {
    log_head (one) { one -> Integer, size -> BigInt, }
}
diesel::table! {
    disclosures (handover) { handover -> Binary, state -> Text, sealed -> Bool, fetched_index -> Nullable<BigInt>, }
}
diesel::table! {
    sealed_offers (handover) { handover -> Binary, }
}
diesel::table! {
    consent_grants (id) { id -> Binary, withdrawn_index -> Nullable<BigInt>, }
}

fn place(index: i64) -> u64 {
    u64::try_from(index).unwrap()
}

async fn newest(server: &Server) -> u64 {
    let size: i64 = server.db.read(|conn| Ok(on!(conn, c => log_head::table.select(log_head::size).get_result(c))?)).await.unwrap();
    place(size)
}

type Tables = (BTreeMap<HandoverId, Row>, BTreeMap<ConsentId, Option<u64>>);

async fn tables(server: &Server) -> Tables {
    let read = server.db.read(|conn| {
        let offers: BTreeSet<Id> =
            on!(conn, c => sealed_offers::table.select(sealed_offers::handover).load::<Id>(c))?.into_iter().collect();
        let rows: Vec<(Id, String, bool, Option<i64>)> = on!(conn, c => disclosures::table.load(c))?;
        let consents: Vec<(Id, Option<i64>)> = on!(conn, c => consent_grants::table.load(c))?;
        Ok((offers, rows, consents))
    });
    let (offers, rows, consents) = read.await.unwrap();
    let row = |(id, state, sealed, fetched): (Id, String, bool, Option<i64>)| {
        (HandoverId(id.into()), Row { state, fetched_index: fetched.map(place), sealed: (sealed, offers.contains(&id)) })
    };
    let consent = |(id, withdrawn): (Id, Option<i64>)| (ConsentId(id.into()), withdrawn.map(place));
    (rows.into_iter().map(row).collect(), consents.into_iter().map(consent).collect())
}
