//! Editions of the rule book that were ever in force, and which one is.

use std::sync::Arc;

use diesel::prelude::*;
use jiff::Timestamp;
use rulebook::Edition;
use store::{Conn, Hash32, Micros, Result, on};
use wire::{Bytes32, EditionId, EditionRef};

use super::{loaded, schema::editions, stored, unreadable};
use crate::domain::edition::{ActiveEdition, InForce};

/// The active edition; nothing before the first start.
pub fn active(conn: &mut Conn) -> Result<Option<ActiveEdition>> {
    let columns = (editions::file, editions::log_index);
    let active = editions::table.filter(editions::active.eq(true)).select(columns);
    let row: Option<(Vec<u8>, i64)> = on!(conn, c => active.get_result(c).optional())?;
    row.map(edition).transpose()
}

/// An edition that was ever in force.
pub fn find(conn: &mut Conn, id: &EditionId) -> Result<Option<ActiveEdition>> {
    let wanted = editions::table.find(id.as_str()).select((editions::file, editions::log_index));
    let row: Option<(Vec<u8>, i64)> = on!(conn, c => wanted.get_result(c).optional())?;
    row.map(edition).transpose()
}

fn edition((file, log_index): (Vec<u8>, i64)) -> Result<ActiveEdition> {
    let rules = Edition::parse(&file).map_err(|_| unreadable("edition"))?;
    Ok(ActiveEdition { reference: rules.reference().clone(), file: file.into(), rules: Arc::new(rules), log_index: loaded(log_index) })
}

/// When each edition came into force, in that order.
pub fn in_force(conn: &mut Conn) -> Result<Vec<InForce>> {
    let columns = (editions::id, editions::hash, editions::log_index, editions::activated_at, editions::active);
    let rows: Vec<(String, Hash32, i64, Micros, bool)> =
        on!(conn, c => editions::table.order(editions::log_index).select(columns).load(c))?;
    let read = |(id, hash, log_index, at, is_active): (String, Hash32, i64, Micros, bool)| {
        let id = id.parse().map_err(|_| unreadable("edition"))?;
        let reference = EditionRef { id, hash: Bytes32(*hash.as_bytes()) };
        Ok(InForce { reference, log_index: loaded(log_index), activated_at: at.timestamp(), is_active })
    };
    rows.into_iter().map(read).collect()
}

/// Id and hash of the active edition.
pub fn active_reference(conn: &mut Conn) -> Result<Option<EditionRef>> {
    Ok(in_force(conn)?.into_iter().find(|edition| edition.is_active).map(|edition| edition.reference))
}

/// The exact bytes of an edition that was ever in force.
pub fn file(conn: &mut Conn, id: &EditionId) -> Result<Option<Vec<u8>>> {
    Ok(on!(conn, c => editions::table.find(id.as_str()).select(editions::file).get_result(c).optional())?)
}

/// Makes an edition the active one. An id that was ever active is refused by the table's key.
pub fn activate(conn: &mut Conn, edition: &ActiveEdition, now: Timestamp) -> Result<()> {
    let none = editions::active.eq(false);
    on!(conn, c => diesel::update(editions::table.filter(editions::active.eq(true))).set(none).execute(c))?;
    let row = (
        editions::id.eq(edition.reference.id.as_str().to_owned()),
        editions::hash.eq(Hash32::new(edition.reference.hash.0)),
        editions::file.eq(edition.file.to_vec()),
        editions::log_index.eq(stored(edition.log_index)),
        editions::activated_at.eq(Micros::from(now)),
        editions::active.eq(true),
    );
    on!(conn, c => diesel::insert_into(editions::table).values(row).execute(c))?;
    Ok(())
}
