//! Numbers of each pair of sending and receiving unit: a gap shows.

use diesel::prelude::*;
use store::{Conn, Result, on};
use wire::UnitId;

use super::schema::channel_sequences as channels;
use crate::domain::Way;

/// Draws the next number of a channel this agency sends on, from 1.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn draw(conn: &mut Conn, from: &UnitId, to: &UnitId) -> Result<u64> {
    let row = (
        channels::way.eq(Way::Sent.code()),
        channels::from_unit.eq(from.as_str()),
        channels::to_unit.eq(to.as_str()),
        channels::last.eq(1_i64),
    );
    // One statement: two sends at once on PostgreSQL wait for each other on the row and get different numbers.
    let query = diesel::insert_into(channels::table)
        .values(row)
        .on_conflict((channels::way, channels::from_unit, channels::to_unit))
        .do_update()
        .set(channels::last.eq(channels::last + 1_i64))
        .returning(channels::last);
    let last: i64 = on!(conn, c => query.get_result(c))?;
    Ok(last.unsigned_abs())
}

/// Notes a number that came. Gives the number that was expected when this one leaves a gap.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn note(conn: &mut Conn, from: &UnitId, to: &UnitId, number: u64) -> Result<Option<u64>> {
    let key = (Way::Received.code(), from.as_str(), to.as_str());
    let query = channels::table.find(key).select(channels::last);
    let last: Option<i64> = on!(conn, c => query.first(c).optional())?;
    let expected = last.unwrap_or(0).unsigned_abs() + 1;
    let highest = i64::try_from(number.max(expected - 1)).unwrap_or(i64::MAX);
    let row = (
        channels::way.eq(Way::Received.code()),
        channels::from_unit.eq(from.as_str()),
        channels::to_unit.eq(to.as_str()),
        channels::last.eq(highest),
    );
    let query = diesel::insert_into(channels::table)
        .values(row)
        .on_conflict((channels::way, channels::from_unit, channels::to_unit))
        .do_update()
        .set(channels::last.eq(highest));
    on!(conn, c => query.execute(c))?;
    Ok((number > expected).then_some(expected))
}
