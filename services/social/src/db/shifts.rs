//! Who is at the desk.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{StaffRef, UnitId};

use super::{parsed, parsed_option, schema::shifts};
use crate::domain::{Shift, ToneHeard};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = shifts)]
struct Row {
    id: Id,
    staff: String,
    unit: String,
    started_at: Micros,
    until_at: Option<Micros>,
    tone_heard: Option<String>,
}

impl Row {
    fn into_shift(self) -> Result<Shift> {
        Ok(Shift {
            id: self.id,
            staff: parsed(&self.staff)?,
            unit: parsed(&self.unit)?,
            started_at: self.started_at.timestamp(),
            until_at: self.until_at.map(Micros::timestamp),
            tone: parsed_option(self.tone_heard.as_deref())?,
        })
    }
}

/// Begins a shift unless the person has one; says whether it began.
///
/// # Errors
/// [`store::Error`].
pub fn begin(conn: &mut Conn, shift: &Shift) -> Result<bool> {
    let row = Row {
        id: shift.id,
        staff: shift.staff.to_string(),
        unit: shift.unit.to_string(),
        started_at: shift.started_at.into(),
        until_at: shift.until_at.map(Micros::from),
        tone_heard: None,
    };
    let query = diesel::insert_into(shifts::table).values(&row).on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Those who are on at a desk, in the order they came.
///
/// # Errors
/// [`store::Error`].
pub fn on(conn: &mut Conn, unit: &UnitId) -> Result<Vec<Shift>> {
    let query =
        shifts::table.filter(shifts::unit.eq(unit.as_str())).filter(shifts::ended_at.is_null()).order((shifts::started_at, shifts::id));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_shift).collect()
}

/// The shift a person has now.
///
/// # Errors
/// [`store::Error`].
pub fn of(conn: &mut Conn, staff: &StaffRef) -> Result<Option<Shift>> {
    let query = shifts::table.filter(shifts::staff.eq(staff.as_str())).filter(shifts::ended_at.is_null());
    let row: Option<Row> = on!(conn, c => query.select(Row::as_select()).first(c).optional())?;
    row.map(Row::into_shift).transpose()
}

/// Keeps what the person heard.
///
/// # Errors
/// [`store::Error`].
pub fn set_tone(conn: &mut Conn, staff: &StaffRef, heard: ToneHeard) -> Result<bool> {
    let open = shifts::table.filter(shifts::staff.eq(staff.as_str())).filter(shifts::ended_at.is_null());
    let query = diesel::update(open).set(shifts::tone_heard.eq(heard.code()));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Ends the shift a person has; says whether there was one.
///
/// # Errors
/// [`store::Error`].
pub fn end(conn: &mut Conn, staff: &StaffRef, now: Timestamp) -> Result<bool> {
    let open = shifts::table.filter(shifts::staff.eq(staff.as_str())).filter(shifts::ended_at.is_null());
    let query = diesel::update(open).set(shifts::ended_at.eq(Micros::from(now)));
    Ok(on!(conn, c => query.execute(c))? == 1)
}
