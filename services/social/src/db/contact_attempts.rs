//! The ring log.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::UnitId;

use super::{parsed, schema::contact_attempts};
use crate::domain::Attempt;

/// Writes a line.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, unit: &UnitId, attempt: &Attempt, now: Timestamp) -> Result<()> {
    let query = diesel::insert_into(contact_attempts::table).values((
        contact_attempts::id.eq(Id::generate(now)),
        contact_attempts::case_id.eq(attempt.case),
        contact_attempts::unit.eq(unit.as_str()),
        contact_attempts::staff.eq(attempt.staff.as_str()),
        contact_attempts::at.eq(Micros::from(attempt.at)),
        contact_attempts::outcome.eq(attempt.outcome.code()),
    ));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The lines of a case at one desk, the latest last.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, unit: &UnitId, case: Id) -> Result<Vec<Attempt>> {
    let query = contact_attempts::table
        .filter(contact_attempts::case_id.eq(case))
        .filter(contact_attempts::unit.eq(unit.as_str()))
        .order((contact_attempts::at, contact_attempts::id))
        .select((contact_attempts::staff, contact_attempts::at, contact_attempts::outcome));
    let rows: Vec<(String, Micros, String)> = on!(conn, c => query.load(c))?;
    let attempt = |(staff, at, outcome): (String, Micros, String)| {
        Ok(Attempt { case, staff: parsed(&staff)?, at: at.timestamp(), outcome: parsed(&outcome)? })
    };
    rows.into_iter().map(attempt).collect()
}
