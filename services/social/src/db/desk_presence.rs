//! When somebody of a unit last had the list open.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Micros, Result, on};
use wire::UnitId;

use super::{parsed, schema::desk_presence};

/// Somebody has it open.
///
/// # Errors
/// [`store::Error`].
pub fn seen(conn: &mut Conn, unit: &UnitId, now: Timestamp) -> Result<()> {
    let query = diesel::insert_into(desk_presence::table)
        .values((desk_presence::unit.eq(unit.as_str()), desk_presence::seen_at.eq(Micros::from(now))))
        .on_conflict(desk_presence::unit)
        .do_update()
        .set(desk_presence::seen_at.eq(Micros::from(now)));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// When each unit was last there.
///
/// # Errors
/// [`store::Error`].
pub fn all(conn: &mut Conn) -> Result<Vec<(UnitId, Timestamp)>> {
    let query = desk_presence::table.order(desk_presence::unit).select((desk_presence::unit, desk_presence::seen_at));
    let rows: Vec<(String, Micros)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(unit, seen_at)| Ok((parsed(&unit)?, seen_at.timestamp()))).collect()
}
