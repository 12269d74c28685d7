//! Taps on the number of the duty desk.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRef;

use super::schema::ring_attempts;

/// Writes a tap.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, case: Id, staff: &StaffRef, now: Timestamp) -> Result<()> {
    let row = (ring_attempts::case_id.eq(case), ring_attempts::staff.eq(staff.to_string()), ring_attempts::at.eq(Micros::from(now)));
    let query = diesel::insert_into(ring_attempts::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// When the duty desk was rung, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<Timestamp>> {
    let query = ring_attempts::table.filter(ring_attempts::case_id.eq(case)).order(ring_attempts::at).select(ring_attempts::at);
    let rows: Vec<Micros> = on!(conn, c => query.load(c))?;
    Ok(rows.into_iter().map(Micros::timestamp).collect())
}
