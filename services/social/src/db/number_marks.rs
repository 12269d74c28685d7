//! Marks of numbers, and who searched by one.

use casework::Staff;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Hash32, Id, Micros, Result, on};
use wire::{HandoverId, UnitId};

use super::schema::{number_marks, number_searches};

/// Keeps that this number leads to a case of a unit; again changes nothing.
///
/// # Errors
/// [`store::Error`].
pub fn keep(conn: &mut Conn, unit: &UnitId, mark: Hash32, (handover, case): (HandoverId, Id), now: Timestamp) -> Result<()> {
    let row = (
        number_marks::unit.eq(unit.as_str()),
        number_marks::mark.eq(mark),
        number_marks::handover.eq(Id::from(handover.0)),
        number_marks::case_id.eq(case),
        number_marks::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(number_marks::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Forgets the numbers that came with a handover.
///
/// # Errors
/// [`store::Error`].
pub fn forget(conn: &mut Conn, handover: HandoverId) -> Result<()> {
    let query = diesel::delete(number_marks::table.filter(number_marks::handover.eq(Id::from(handover.0))));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The handovers to a unit that this number came with, each with its case and when it came, the latest first.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, unit: &UnitId, mark: Hash32) -> Result<Vec<(HandoverId, Id, Timestamp)>> {
    let query = number_marks::table
        .filter(number_marks::unit.eq(unit.as_str()))
        .filter(number_marks::mark.eq(mark))
        .order((number_marks::at.desc(), number_marks::handover.desc()))
        .select((number_marks::handover, number_marks::case_id, number_marks::at));
    let rows: Vec<(Id, Id, Micros)> = on!(conn, c => query.load(c))?;
    Ok(rows.into_iter().map(|(handover, case, at)| (HandoverId(handover.into()), case, at.timestamp())).collect())
}

/// Writes that somebody searched, and how many were found.
///
/// # Errors
/// [`store::Error`].
pub fn searched(conn: &mut Conn, found: usize, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        number_searches::id.eq(Id::generate(now)),
        number_searches::unit.eq(staff.unit.as_str()),
        number_searches::staff.eq(staff.reference.as_str()),
        number_searches::role.eq(staff.role.code()),
        number_searches::found.eq(i32::try_from(found).unwrap_or(i32::MAX)),
        number_searches::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(number_searches::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}
