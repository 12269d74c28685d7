//! Places where the log and what is kept here differ.

use diesel::{prelude::*, upsert::excluded};
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::HandoverId;

use super::{parsed, schema::log_differences as differences};
use crate::domain::Difference;

/// Writes a difference, one for each place. What was closed before is open again.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn put(conn: &mut Conn, new: &Difference, now: Timestamp) -> Result<()> {
    let row = (
        differences::log_index.eq(i64::try_from(new.log_index).unwrap_or(i64::MAX)),
        differences::kind.eq(new.kind.code()),
        differences::handover.eq(new.handover.map(|id| Id::from(id.0))),
        differences::found_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(differences::table).values(row).on_conflict(differences::log_index).do_update().set((
        differences::kind.eq(excluded(differences::kind)),
        differences::handover.eq(excluded(differences::handover)),
        differences::closed_at.eq(None::<Micros>),
    ));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// What differs still, in the log's order.
///
/// # Errors
/// [`store::Error`].
pub fn open(conn: &mut Conn) -> Result<Vec<Difference>> {
    let query = differences::table.filter(differences::closed_at.is_null()).order(differences::log_index).select((
        differences::log_index,
        differences::kind,
        differences::handover,
    ));
    let rows: Vec<(i64, String, Option<Id>)> = on!(conn, c => query.load(c))?;
    rows.into_iter()
        .map(|(index, kind, handover)| {
            Ok(Difference { log_index: index.unsigned_abs(), kind: parsed(&kind)?, handover: handover.map(|id| HandoverId(id.into())) })
        })
        .collect()
}

/// It agrees now.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn close(conn: &mut Conn, log_index: u64, now: Timestamp) -> Result<()> {
    let Ok(index) = i64::try_from(log_index) else { return Ok(()) };
    let query = diesel::update(differences::table.find(index)).set(differences::closed_at.eq(Some(Micros::from(now))));
    on!(conn, c => query.execute(c))?;
    Ok(())
}
