//! Briefings of shifts, and the persons on their cards.

use casework::Staff;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::UnitId;

use super::{
    parsed,
    schema::{shift_briefing_cards as cards, shift_briefings},
};
use crate::domain::shift_briefing::{Shift, ShiftBriefing};

#[derive(Queryable, Selectable)]
#[diesel(table_name = shift_briefings)]
struct Row {
    id: Id,
    unit: String,
    starts_at: Micros,
    ends_at: Micros,
    taken_down_at: Option<Micros>,
}

impl Row {
    fn into_briefing(self) -> Result<ShiftBriefing> {
        Ok(ShiftBriefing {
            id: self.id,
            unit: parsed(&self.unit)?,
            shift: Shift::kept(self.starts_at.timestamp(), self.ends_at.timestamp()),
            taken_down_at: self.taken_down_at.map(Micros::timestamp),
        })
    }
}

/// Writes a briefing and its cards, in their order.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, briefing: &ShiftBriefing, persons: &[Id], by: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        shift_briefings::id.eq(briefing.id),
        shift_briefings::unit.eq(briefing.unit.as_str()),
        shift_briefings::made_by.eq(by.reference.as_str()),
        shift_briefings::made_at.eq(Micros::from(now)),
        shift_briefings::starts_at.eq(Micros::from(briefing.shift.starts_at())),
        shift_briefings::ends_at.eq(Micros::from(briefing.shift.ends_at())),
    );
    let query = diesel::insert_into(shift_briefings::table).values(row);
    on!(conn, c => query.execute(c))?;
    for (person, position) in persons.iter().zip(1_i32..) {
        let row = (cards::briefing.eq(briefing.id), cards::position.eq(position), cards::focus_person.eq(*person));
        let query = diesel::insert_into(cards::table).values(row);
        on!(conn, c => query.execute(c))?;
    }
    Ok(())
}

/// The briefings of a unit that end after a moment, the latest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_unit(conn: &mut Conn, unit: &UnitId, since: Timestamp) -> Result<Vec<ShiftBriefing>> {
    let query = shift_briefings::table
        .filter(shift_briefings::unit.eq(unit.as_str()))
        .filter(shift_briefings::ends_at.gt(Micros::from(since)))
        .order((shift_briefings::starts_at.desc(), shift_briefings::id.desc()));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_briefing).collect()
}

/// Of these briefings those of a unit that ended before a moment or then, the latest first.
///
/// # Errors
/// [`store::Error`].
pub fn ended_among(conn: &mut Conn, ids: &[Id], unit: &UnitId, before: Timestamp) -> Result<Vec<ShiftBriefing>> {
    let query = shift_briefings::table
        .filter(shift_briefings::id.eq_any(ids))
        .filter(shift_briefings::unit.eq(unit.as_str()))
        .filter(shift_briefings::ends_at.le(Micros::from(before)))
        .order((shift_briefings::starts_at.desc(), shift_briefings::id.desc()));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_briefing).collect()
}

/// A briefing of a unit: another unit's is as unknown as none.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, id: Id, unit: &UnitId) -> Result<Option<ShiftBriefing>> {
    let query = shift_briefings::table.find(id).filter(shift_briefings::unit.eq(unit.as_str()));
    let row: Option<Row> = on!(conn, c => query.select(Row::as_select()).get_result(c).optional())?;
    row.map(Row::into_briefing).transpose()
}

/// The persons on the cards of a briefing, in their order.
///
/// # Errors
/// [`store::Error`].
pub fn persons(conn: &mut Conn, briefing: Id) -> Result<Vec<Id>> {
    let query = cards::table.filter(cards::briefing.eq(briefing)).order(cards::position).select(cards::focus_person);
    Ok(on!(conn, c => query.load(c))?)
}

/// Takes a briefing down before its time, with its cards.
///
/// # Errors
/// [`store::Error`].
pub fn take_down(conn: &mut Conn, briefing: Id, now: Timestamp) -> Result<()> {
    let query = diesel::update(shift_briefings::table.find(briefing)).set(shift_briefings::taken_down_at.eq(Micros::from(now)));
    on!(conn, c => query.execute(c))?;
    remove_cards(conn, briefing)
}

/// Briefings whose shift is over and whose cards are still there, of any unit.
///
/// # Errors
/// [`store::Error`].
pub fn over(conn: &mut Conn, now: Timestamp) -> Result<Vec<Id>> {
    let query = cards::table
        .inner_join(shift_briefings::table)
        .filter(shift_briefings::ends_at.le(Micros::from(now)))
        .select(cards::briefing)
        .distinct();
    Ok(on!(conn, c => query.load(c))?)
}

/// Removes the cards of a briefing. That there was one stays.
///
/// # Errors
/// [`store::Error`].
pub fn remove_cards(conn: &mut Conn, briefing: Id) -> Result<()> {
    on!(conn, c => diesel::delete(cards::table.filter(cards::briefing.eq(briefing))).execute(c))?;
    Ok(())
}
