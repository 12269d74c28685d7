//! Who went out alone, and whether they are back.

use casework::{Out, OutFor, Staff, StillOut, cases};
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{StaffRef, UnitId};

use super::{parsed, schema::outings};

#[derive(Queryable, Selectable)]
#[diesel(table_name = outings)]
struct Row {
    case_id: Id,
    role: String,
    out_at: Micros,
    expected_at: Micros,
    back_at: Option<Micros>,
}

impl Row {
    fn into_out(self) -> Result<Out> {
        Ok(Out {
            role: parsed(&self.role)?,
            at: self.out_at.timestamp(),
            expected_at: self.expected_at.timestamp(),
            back_at: self.back_at.map(Micros::timestamp),
        })
    }
}

/// Writes that this member of staff goes now. False when they are out already.
///
/// # Errors
/// [`store::Error`].
pub fn check_out(conn: &mut Conn, case: Id, time: OutFor, staff: &Staff, now: Timestamp) -> Result<bool> {
    if is_out(conn, &staff.reference)? {
        return Ok(false);
    }
    let row = (
        outings::id.eq(Id::generate(now)),
        outings::case_id.eq(case),
        outings::unit.eq(staff.unit.as_str()),
        outings::staff.eq(staff.reference.as_str()),
        outings::role.eq(staff.role.code()),
        outings::out_at.eq(Micros::from(now)),
        outings::expected_at.eq(Micros::from(now + time.time())),
    );
    let query = diesel::insert_into(outings::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(true)
}

fn is_out(conn: &mut Conn, staff: &StaffRef) -> Result<bool> {
    let query = outings::table.filter(outings::staff.eq(staff.as_str())).filter(outings::back_at.is_null()).count();
    let out: i64 = on!(conn, c => query.get_result(c))?;
    Ok(out > 0)
}

/// Writes that everybody whom the unit has out in a case is back: a colleague may say so too, who has rung. False when nobody is out.
///
/// # Errors
/// [`store::Error`].
pub fn check_in(conn: &mut Conn, unit: &UnitId, case: Id, now: Timestamp) -> Result<bool> {
    let out = outings::table.filter(outings::unit.eq(unit.as_str())).filter(outings::case_id.eq(case)).filter(outings::back_at.is_null());
    let query = diesel::update(out).set(outings::back_at.eq(Micros::from(now)));
    Ok(on!(conn, c => query.execute(c))? > 0)
}

/// The last time that somebody of a unit went out in a case.
///
/// # Errors
/// [`store::Error`].
pub fn latest(conn: &mut Conn, unit: &UnitId, case: Id) -> Result<Option<Out>> {
    let query = outings::table
        .filter(outings::unit.eq(unit.as_str()))
        .filter(outings::case_id.eq(case))
        .order((outings::back_at.is_null().desc(), outings::out_at.desc()));
    let row: Option<Row> = on!(conn, c => query.select(Row::as_select()).first(c).optional())?;
    row.map(Row::into_out).transpose()
}

/// Who of a unit is out, whoever is expected first first.
///
/// # Errors
/// [`store::Error`].
pub fn still_out(conn: &mut Conn, unit: &UnitId) -> Result<Vec<StillOut>> {
    let query = outings::table.filter(outings::unit.eq(unit.as_str())).filter(outings::back_at.is_null()).order(outings::expected_at);
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    let mut out = Vec::new();
    for row in rows {
        if let Some(case) = cases::find(conn, row.case_id)? {
            out.push(StillOut { code: case.code, out: row.into_out()? });
        }
    }
    Ok(out)
}
