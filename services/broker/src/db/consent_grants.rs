//! Consents as their agencies signed them, and their withdrawals.

use std::collections::BTreeSet;

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Hash32, Id, Micros, Result, on};
use wire::{ConsentId, Envelope};

use super::{loaded, schema::consent_grants, stored, unreadable};
use crate::domain::consent_grant::RegisteredConsent;

type Row = (Id, String, String, Hash32, Vec<u8>, i64, Micros, Option<Vec<u8>>, Option<i64>, Option<Hash32>);

/// The consents with these ids.
pub fn find_all(conn: &mut Conn, ids: impl IntoIterator<Item = ConsentId>) -> Result<Vec<RegisteredConsent>> {
    let ids: Vec<Id> = ids.into_iter().map(|id| Id::from(id.0)).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = on!(conn, c => consent_grants::table.filter(consent_grants::id.eq_any(ids)).load(c))?;
    rows.into_iter().map(consent).collect()
}

/// The consents that cards with these codes were given with.
pub fn with_cards(conn: &mut Conn, cards: &BTreeSet<Hash32>) -> Result<Vec<RegisteredConsent>> {
    if cards.is_empty() {
        return Ok(Vec::new());
    }
    let cards: Vec<Hash32> = cards.iter().copied().collect();
    let rows: Vec<Row> = on!(conn, c => consent_grants::table.filter(consent_grants::card_code_hash.eq_any(cards)).load(c))?;
    rows.into_iter().map(consent).collect()
}

/// Every consent that was registered since then and is not withdrawn; some of them may be past.
pub fn not_withdrawn(conn: &mut Conn, since: Timestamp) -> Result<Vec<RegisteredConsent>> {
    let wanted = consent_grants::table
        .filter(consent_grants::withdrawn_index.is_null())
        .filter(consent_grants::registered_at.ge(Micros::from(since)));
    let rows: Vec<Row> = on!(conn, c => wanted.load(c))?;
    rows.into_iter().map(consent).collect()
}

fn consent((_, _, _, payload_hash, envelope, log_index, at, withdrawal, withdrawn_index, _): Row) -> Result<RegisteredConsent> {
    let read: Envelope = wire::canonical::from_bytes(&envelope).map_err(|_| unreadable("envelope"))?;
    Ok(RegisteredConsent {
        grant: wire::canonical::from_bytes(&read.payload.0).map_err(|_| unreadable("consent"))?,
        payload_hash,
        envelope,
        log_index: loaded(log_index),
        registered_at: at.timestamp(),
        withdrawn: withdrawal.zip(withdrawn_index.map(loaded)),
    })
}

/// Keeps a consent.
pub fn insert(conn: &mut Conn, new: &RegisteredConsent) -> Result<()> {
    let row = (
        consent_grants::id.eq(Id::from(new.grant.id.0)),
        consent_grants::from_agency.eq(new.grant.from.as_str().to_owned()),
        consent_grants::to_agency.eq(new.grant.to.agency().as_str().to_owned()),
        consent_grants::payload_hash.eq(new.payload_hash),
        consent_grants::envelope.eq(new.envelope.clone()),
        consent_grants::log_index.eq(stored(new.log_index)),
        consent_grants::registered_at.eq(Micros::from(new.registered_at)),
        consent_grants::card_code_hash.eq(new.card()),
    );
    on!(conn, c => diesel::insert_into(consent_grants::table).values(row).execute(c))?;
    Ok(())
}

/// Notes that a consent was withdrawn, once.
pub fn withdraw(conn: &mut Conn, id: ConsentId, withdrawal: &[u8], log_index: u64) -> Result<()> {
    let row = consent_grants::table.find(Id::from(id.0)).filter(consent_grants::withdrawn_index.is_null());
    let change = (consent_grants::withdrawal.eq(withdrawal.to_vec()), consent_grants::withdrawn_index.eq(stored(log_index)));
    on!(conn, c => diesel::update(row).set(change).execute(c))?;
    Ok(())
}
