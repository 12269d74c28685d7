//! Numbered copies of a briefing on paper.

use casework::Staff;
use diesel::{dsl::max, prelude::*};
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};

use super::{parsed, schema::shift_briefing_copies as copies};
use crate::domain::shift_briefing::BriefingCopy;

#[derive(Queryable, Selectable)]
#[diesel(table_name = copies)]
struct Row {
    id: Id,
    briefing: Id,
    number: i32,
    staff: String,
    printed_at: Micros,
    destroyed_at: Option<Micros>,
}

impl Row {
    fn into_copy(self) -> Result<BriefingCopy> {
        Ok(BriefingCopy {
            id: self.id,
            briefing: self.briefing,
            number: self.number,
            staff: parsed(&self.staff)?,
            printed_at: self.printed_at.timestamp(),
            destroyed_at: self.destroyed_at.map(Micros::timestamp),
        })
    }
}

/// Counts another copy, for this member of staff; gives its number.
///
/// # Errors
/// [`store::Error`].
pub fn add(conn: &mut Conn, briefing: Id, staff: &Staff, now: Timestamp) -> Result<i32> {
    let query = copies::table.filter(copies::briefing.eq(briefing)).select(max(copies::number));
    let last: Option<i32> = on!(conn, c => query.first(c))?;
    let number = last.unwrap_or(0) + 1;
    let row = (
        copies::id.eq(Id::generate(now)),
        copies::briefing.eq(briefing),
        copies::number.eq(number),
        copies::staff.eq(staff.reference.as_str()),
        copies::printed_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(copies::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(number)
}

/// The briefings, of every unit, of which a copy is still out.
///
/// # Errors
/// [`store::Error`].
pub fn still_out(conn: &mut Conn) -> Result<Vec<Id>> {
    let query = copies::table.filter(copies::destroyed_at.is_null()).select(copies::briefing).distinct();
    Ok(on!(conn, c => query.load(c))?)
}

/// The copies of a briefing, by number.
///
/// # Errors
/// [`store::Error`].
pub fn of_briefing(conn: &mut Conn, briefing: Id) -> Result<Vec<BriefingCopy>> {
    let query = copies::table.filter(copies::briefing.eq(briefing)).order(copies::number);
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_copy).collect()
}

/// A copy.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, copy: Id) -> Result<Option<BriefingCopy>> {
    let row: Option<Row> = on!(conn, c => copies::table.find(copy).select(Row::as_select()).get_result(c).optional())?;
    row.map(Row::into_copy).transpose()
}

/// Writes that a copy is destroyed; the first word stays.
///
/// # Errors
/// [`store::Error`].
pub fn destroy(conn: &mut Conn, copy: Id, by: &Staff, now: Timestamp) -> Result<bool> {
    let there = copies::table.find(copy).filter(copies::destroyed_at.is_null());
    let query = diesel::update(there).set((copies::destroyed_at.eq(Micros::from(now)), copies::destroyed_by.eq(by.reference.as_str())));
    Ok(on!(conn, c => query.execute(c))? == 1)
}
