//! Calls that somebody was promised. One stands at a time for a case at a desk.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{StaffRef, UnitId};

use super::{parsed, schema::promised_calls};
use crate::domain::PromisedCall;

/// Writes a promise. The one that stood must be closed first.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, unit: &UnitId, call: &PromisedCall, now: Timestamp) -> Result<()> {
    let query = diesel::insert_into(promised_calls::table).values((
        promised_calls::id.eq(Id::generate(now)),
        promised_calls::case_id.eq(call.case),
        promised_calls::unit.eq(unit.as_str()),
        promised_calls::due_at.eq(Micros::from(call.due_at)),
        promised_calls::promised_by.eq(call.by.as_str()),
        promised_calls::promised_at.eq(Micros::from(now)),
    ));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Closes the promise that stands: kept, or moved to another time. Says whether there was one.
///
/// # Errors
/// [`store::Error`].
pub fn close(conn: &mut Conn, unit: &UnitId, case: Id, kept: bool, by: &StaffRef, now: Timestamp) -> Result<bool> {
    let open = promised_calls::table
        .filter(promised_calls::case_id.eq(case))
        .filter(promised_calls::unit.eq(unit.as_str()))
        .filter(promised_calls::closed_at.is_null());
    let query = diesel::update(open).set((
        promised_calls::closing.eq(if kept { "kept" } else { "moved" }),
        promised_calls::closed_by.eq(by.as_str()),
        promised_calls::closed_at.eq(Micros::from(now)),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// The promise that stands.
///
/// # Errors
/// [`store::Error`].
pub fn standing(conn: &mut Conn, unit: &UnitId, case: Id) -> Result<Option<PromisedCall>> {
    let query = promised_calls::table
        .filter(promised_calls::case_id.eq(case))
        .filter(promised_calls::unit.eq(unit.as_str()))
        .filter(promised_calls::closed_at.is_null())
        .select((promised_calls::due_at, promised_calls::promised_by));
    let row: Option<(Micros, String)> = on!(conn, c => query.first(c).optional())?;
    row.map(|(due_at, by)| Ok(PromisedCall { case, due_at: due_at.timestamp(), by: parsed(&by)? })).transpose()
}
