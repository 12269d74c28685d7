//! The hand-over in the morning: who confirmed what, and the numbered copies on paper.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{HandoverId, StaffRef, UnitId};

use super::{
    parsed,
    schema::{district_confirmations, list_copies},
};

/// A copy on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Number of the copy, from 1 for a district and a day.
    pub n: i32,
    /// Who printed it.
    pub by: StaffRef,
    /// When.
    pub at: Timestamp,
    /// When it is to be destroyed.
    pub destroy_at: Timestamp,
}

/// Keeps that the day staff has said that a case is theirs; again changes nothing.
///
/// # Errors
/// [`store::Error`].
pub fn confirm(conn: &mut Conn, handover: HandoverId, by: &StaffRef, by_phone: bool, now: Timestamp) -> Result<()> {
    let query = diesel::insert_into(district_confirmations::table)
        .values((
            district_confirmations::handover_id.eq(Id::from(handover.0)),
            district_confirmations::confirmed_by.eq(by.as_str()),
            district_confirmations::confirmed_at.eq(Micros::from(now)),
            district_confirmations::by_phone.eq(by_phone),
        ))
        .on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Makes the next numbered copy. Two at once: one of them fails on the number and is tried again by the caller.
///
/// # Errors
/// [`store::Error`].
pub fn add_copy(conn: &mut Conn, unit: &UnitId, district: &str, day: &str, copy: &Copy) -> Result<()> {
    let query = diesel::insert_into(list_copies::table).values((
        list_copies::unit.eq(unit.as_str()),
        list_copies::district.eq(district),
        list_copies::day.eq(day),
        list_copies::n.eq(copy.n),
        list_copies::made_by.eq(copy.by.as_str()),
        list_copies::made_at.eq(Micros::from(copy.at)),
        list_copies::destroy_at.eq(Micros::from(copy.destroy_at)),
    ));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The copies of a list, by number.
///
/// # Errors
/// [`store::Error`].
pub fn copies(conn: &mut Conn, unit: &UnitId, district: &str, day: &str) -> Result<Vec<Copy>> {
    let query = list_copies::table
        .filter(list_copies::unit.eq(unit.as_str()))
        .filter(list_copies::district.eq(district))
        .filter(list_copies::day.eq(day))
        .order(list_copies::n)
        .select((list_copies::n, list_copies::made_by, list_copies::made_at, list_copies::destroy_at));
    let rows: Vec<(i32, String, Micros, Micros)> = on!(conn, c => query.load(c))?;
    let copy = |(n, by, at, destroy_at): (i32, String, Micros, Micros)| {
        Ok(Copy { n, by: parsed(&by)?, at: at.timestamp(), destroy_at: destroy_at.timestamp() })
    };
    rows.into_iter().map(copy).collect()
}
