//! Judged offers and what became of them.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{dsl::max, prelude::*};
use jiff::Timestamp;
use protocol::handover::StateCode;
use store::{Conn, Hash32, Id, Micros, Result, on};
use wire::{AgencyId, ConsentId, HandoverId, UnitId};

use super::{
    loaded,
    schema::{disclosure_consents, disclosures},
    stored, unreadable,
};
use crate::domain::{
    desk::Channel,
    disclosure::{Disclosure, Reliance},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = disclosures)]
struct Row {
    handover: Id,
    from_agency: String,
    to_agency: String,
    payload_hash: Hash32,
    sealed: bool,
    answer: Vec<u8>,
    machine: Vec<u8>,
    headline: Vec<u8>,
    announced: bool,
    needs_both: bool,
    decided_index: i64,
    decided_at: Micros,
    fetched_index: Option<i64>,
    due_at: Option<Micros>,
    from_unit: Option<String>,
    sequence: Option<i64>,
}

/// The disclosures of these handovers.
pub fn find_all(conn: &mut Conn, ids: impl IntoIterator<Item = HandoverId>) -> Result<Vec<Disclosure>> {
    let ids: Vec<Id> = ids.into_iter().map(|id| Id::from(id.0)).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = disclosures::table.filter(disclosures::handover.eq_any(&ids));
    let rows: Vec<Row> = on!(conn, c => wanted.select(Row::as_select()).load(c))?;
    let mut consents = reliances(conn, &ids)?;
    rows.into_iter().map(|row| disclosure(row, &mut consents)).collect()
}

/// The disclosure of a handover.
pub fn find(conn: &mut Conn, id: HandoverId) -> Result<Option<Disclosure>> {
    Ok(find_all(conn, [id])?.pop())
}

fn reliances(conn: &mut Conn, ids: &[Id]) -> Result<BTreeMap<Id, Vec<Reliance>>> {
    let wanted = disclosure_consents::table.filter(disclosure_consents::handover.eq_any(ids));
    let columns = (disclosure_consents::handover, disclosure_consents::consent, disclosure_consents::relied_on);
    let rows: Vec<(Id, Id, bool)> = on!(conn, c => wanted.select(columns).order(disclosure_consents::consent).load(c))?;
    let mut by_handover: BTreeMap<Id, Vec<Reliance>> = BTreeMap::new();
    for (handover, consent, relied_on) in rows {
        by_handover.entry(handover).or_default().push(Reliance { consent: ConsentId(consent.into()), relied_on });
    }
    Ok(by_handover)
}

fn disclosure(row: Row, consents: &mut BTreeMap<Id, Vec<Reliance>>) -> Result<Disclosure> {
    Ok(Disclosure {
        consents: consents.remove(&row.handover).unwrap_or_default(),
        handover: HandoverId(row.handover.into()),
        from: row.from_agency.parse().map_err(|_| unreadable("agency"))?,
        to: row.to_agency.parse().map_err(|_| unreadable("agency"))?,
        payload_hash: row.payload_hash,
        sealed: row.sealed,
        answer: row.answer,
        state: serde_json::from_slice(&row.machine).map_err(|_| unreadable("state"))?,
        headline: serde_json::from_slice(&row.headline).map_err(|_| unreadable("headline"))?,
        from_unit: row.from_unit.map(|unit| unit.parse().map_err(|_| unreadable("unit"))).transpose()?,
        sequence: row.sequence.map(loaded),
        announced: row.announced,
        needs_both: row.needs_both,
        decided_index: loaded(row.decided_index),
        decided_at: row.decided_at.timestamp(),
        fetched_index: row.fetched_index.map(loaded),
        due_at: row.due_at.map(Micros::timestamp),
    })
}

/// Handovers whose release rests on one of these consents.
pub fn relying_on(conn: &mut Conn, consents: impl IntoIterator<Item = ConsentId>) -> Result<Vec<HandoverId>> {
    let consents: Vec<Id> = consents.into_iter().map(|id| Id::from(id.0)).collect();
    if consents.is_empty() {
        return Ok(Vec::new());
    }
    let relying = disclosure_consents::table.filter(disclosure_consents::consent.eq_any(consents)).filter(disclosure_consents::relied_on);
    let rows: Vec<Id> = on!(conn, c => relying.select(disclosure_consents::handover).load(c))?;
    Ok(rows.into_iter().map(|id| HandoverId(id.into())).collect())
}

/// The last number that was given between two units, 0 before the first.
pub fn last_sequence(conn: &mut Conn, (from, to): &Channel) -> Result<u64> {
    let released = disclosures::table
        .filter(disclosures::from_unit.eq(from.as_str()))
        .filter(disclosures::to_unit.eq(to.as_str()))
        .filter(disclosures::sequence.is_not_null());
    let last: Option<i64> = on!(conn, c => released.select(max(disclosures::sequence)).get_result(c))?;
    Ok(last.map_or(0, loaded))
}

/// Handovers that a clock has something to say to.
pub fn due(conn: &mut Conn, now: Timestamp, limit: i64) -> Result<Vec<HandoverId>> {
    let due = disclosures::table.filter(disclosures::due_at.le(Micros::from(now))).order(disclosures::due_at).limit(limit);
    let rows: Vec<Id> = on!(conn, c => due.select(disclosures::handover).load(c))?;
    Ok(rows.into_iter().map(|id| HandoverId(id.into())).collect())
}

/// Fetched parcels without proofs below a size, of one agency or of all.
pub fn unproven(conn: &mut Conn, below: u64, agency: Option<&AgencyId>) -> Result<Vec<Disclosure>> {
    let waiting = disclosures::table
        .filter(disclosures::fetched_index.is_not_null())
        .filter(disclosures::evidence.is_null())
        .filter(disclosures::erased_at.is_null())
        .filter(disclosures::fetched_index.lt(stored(below)));
    let rows: Vec<(Id, String, String)> =
        on!(conn, c => waiting.select((disclosures::handover, disclosures::from_agency, disclosures::to_agency)).load(c))?;
    let concerns = |from: &str, to: &str| agency.is_none_or(|agency| agency.as_str() == from || agency.as_str() == to);
    let ids = rows.into_iter().filter(|(_, from, to)| concerns(from, to)).map(|(id, ..)| HandoverId(id.into()));
    find_all(conn, ids)
}

#[derive(Insertable)]
#[diesel(table_name = disclosures, treat_none_as_default_value = false)]
struct NewRow<'a> {
    handover: Id,
    from_agency: &'a str,
    to_agency: &'a str,
    payload_hash: Hash32,
    sealed: bool,
    answer: &'a [u8],
    state: &'static str,
    machine: Vec<u8>,
    headline: Vec<u8>,
    announced: bool,
    needs_both: bool,
    decided_index: i64,
    decided_at: Micros,
    fetched_index: Option<i64>,
    evidence: Option<Vec<u8>>,
    due_at: Option<Micros>,
    from_unit: Option<&'a str>,
    to_unit: &'a str,
    sequence: Option<i64>,
}

fn json<T: serde::Serialize>(value: &T, what: &'static str) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|_| unreadable(what))
}

fn new_row(new: &Disclosure) -> Result<NewRow<'_>> {
    Ok(NewRow {
        handover: new.handover.0.into(),
        from_agency: new.from.as_str(),
        to_agency: new.to.as_str(),
        payload_hash: new.payload_hash,
        sealed: new.sealed,
        answer: &new.answer,
        state: new.state.code().code(),
        machine: json(&new.state, "state")?,
        headline: json(&new.headline, "headline")?,
        announced: new.announced,
        needs_both: new.needs_both,
        decided_index: stored(new.decided_index),
        decided_at: new.decided_at.into(),
        fetched_index: new.fetched_index.map(stored),
        evidence: None,
        due_at: new.due_at.map(Micros::from),
        from_unit: new.from_unit.as_ref().map(UnitId::as_str),
        to_unit: new.headline.unit.as_str(),
        sequence: new.sequence.map(stored),
    })
}

/// Keeps disclosures that were just judged.
pub fn insert(conn: &mut Conn, new: &[&Disclosure]) -> Result<()> {
    let rows = new.iter().map(|new| new_row(new)).collect::<Result<Vec<_>>>()?;
    on!(conn, c => diesel::insert_into(disclosures::table).values(&rows).execute(c))?;
    let consents: Vec<_> = new
        .iter()
        .flat_map(|new| new.consents.iter().map(|reliance| (new.handover, reliance)))
        .map(|(handover, reliance)| {
            (
                disclosure_consents::consent.eq(Id::from(reliance.consent.0)),
                disclosure_consents::handover.eq(Id::from(handover.0)),
                disclosure_consents::relied_on.eq(reliance.relied_on),
            )
        })
        .collect();
    on!(conn, c => diesel::insert_into(disclosure_consents::table).values(&consents).execute(c))?;
    Ok(())
}

/// Keeps what became of a disclosure.
pub fn update(conn: &mut Conn, changed: &Disclosure) -> Result<()> {
    let change = (
        disclosures::state.eq(changed.state.code().code()),
        disclosures::machine.eq(json(&changed.state, "state")?),
        disclosures::sealed.eq(changed.sealed),
        disclosures::fetched_index.eq(changed.fetched_index.map(stored)),
        disclosures::due_at.eq(changed.due_at.map(Micros::from)),
    );
    on!(conn, c => diesel::update(disclosures::table.find(Id::from(changed.handover.0))).set(change).execute(c))?;
    Ok(())
}

/// Of these handovers those that are still under way: not fetched, or not answered.
pub fn under_way(conn: &mut Conn, ids: &BTreeSet<HandoverId>) -> Result<BTreeSet<HandoverId>> {
    let ids: Vec<Id> = ids.iter().map(|id| Id::from(id.0)).collect();
    let states = [StateCode::Released, StateCode::Fetched].map(|state| state.code());
    let open = disclosures::table.filter(disclosures::handover.eq_any(ids)).filter(disclosures::state.eq_any(states));
    let rows: Vec<Id> = on!(conn, c => open.select(disclosures::handover).load(c))?;
    Ok(rows.into_iter().map(|id| HandoverId(id.into())).collect())
}

/// Destroys the kept proofs of handovers: entries and salts are in them.
pub fn erase_proofs(conn: &mut Conn, ids: &BTreeSet<HandoverId>, now: Timestamp) -> Result<()> {
    let ids: Vec<Id> = ids.iter().map(|id| Id::from(id.0)).collect();
    let rows = disclosures::table.filter(disclosures::handover.eq_any(ids));
    let gone = (disclosures::evidence.eq(None::<Vec<u8>>), disclosures::erased_at.eq(Some(Micros::from(now))));
    on!(conn, c => diesel::update(rows).set(gone).execute(c))?;
    Ok(())
}

/// Keeps the proofs of a parcel, once and for ever.
pub fn prove(conn: &mut Conn, id: HandoverId, evidence: &[u8]) -> Result<()> {
    let row = disclosures::table.find(Id::from(id.0)).filter(disclosures::evidence.is_null());
    on!(conn, c => diesel::update(row).set(disclosures::evidence.eq(evidence.to_vec())).execute(c))?;
    Ok(())
}

/// The proofs of a parcel, when they are complete.
pub fn evidence(conn: &mut Conn, id: HandoverId) -> Result<Option<Vec<u8>>> {
    let row = disclosures::table.find(Id::from(id.0)).select(disclosures::evidence);
    let evidence: Option<Option<Vec<u8>>> = on!(conn, c => row.get_result(c).optional())?;
    Ok(evidence.flatten())
}
