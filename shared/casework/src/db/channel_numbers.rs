//! Numbers the broker gave on each pair of sending and receiving unit, as this agency was told.

use diesel::{dsl::max, prelude::*};
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{HandoverId, UnitId};

use super::{handovers::Handover, schema::channel_numbers as numbers};
use crate::domain::{Told, Way};

/// A pair of units, seen from this agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Whether this agency sends or receives on it.
    pub way: Way,
    /// The sending unit.
    pub from: UnitId,
    /// The receiving unit.
    pub to: UnitId,
}

impl Channel {
    /// The channel a handover of this agency went on.
    pub(crate) fn of_sent(handover: &Handover) -> Self {
        Self { way: Way::Sent, from: handover.from.unit.clone(), to: handover.to.unit.clone() }
    }

    /// The channel something comes on.
    pub(crate) fn received(from: &UnitId, to: &UnitId) -> Self {
        Self { way: Way::Received, from: from.clone(), to: to.clone() }
    }
}

/// What is known of a number and a handover before this telling.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn known(conn: &mut Conn, channel: &Channel, number: u64, handover: HandoverId) -> Result<Told> {
    let own = numbers::table
        .filter(numbers::way.eq(channel.way.code()))
        .filter(numbers::from_unit.eq(channel.from.as_str()))
        .filter(numbers::to_unit.eq(channel.to.as_str()));
    let highest: Option<i64> = on!(conn, c => own.select(max(numbers::number)).get_result(c))?;
    let holder = own.filter(numbers::number.eq(stored(number))).select(numbers::handover);
    let holder: Option<Id> = on!(conn, c => holder.get_result(c).optional())?;
    let before = numbers::table.filter(numbers::way.eq(channel.way.code())).filter(numbers::handover.eq(Id::from(handover.0))).select((
        numbers::from_unit,
        numbers::to_unit,
        numbers::number,
    ));
    let before: Option<(String, String, i64)> = on!(conn, c => before.get_result(c).optional())?;
    let here = |(from, to, number): (String, String, i64)| {
        // The same handover under the name of another channel is as wrong as another number.
        if from == channel.from.as_str() && to == channel.to.as_str() { number.unsigned_abs() } else { 0 }
    };
    Ok(Told { highest: highest.unwrap_or(0).unsigned_abs(), holder: holder.map(|id| HandoverId(id.into())), before: before.map(here) })
}

/// Notes a number; the first telling stays.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, channel: &Channel, number: u64, handover: HandoverId, now: Timestamp) -> Result<()> {
    let row = (
        numbers::way.eq(channel.way.code()),
        numbers::from_unit.eq(channel.from.as_str()),
        numbers::to_unit.eq(channel.to.as_str()),
        numbers::number.eq(stored(number)),
        numbers::handover.eq(Id::from(handover.0)),
        numbers::told_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(numbers::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The number of a handover, when the broker has given one.
///
/// # Errors
/// [`store::Error`].
pub fn of_handover(conn: &mut Conn, way: Way, handover: HandoverId) -> Result<Option<u64>> {
    let query =
        numbers::table.filter(numbers::way.eq(way.code())).filter(numbers::handover.eq(Id::from(handover.0))).select(numbers::number);
    let number: Option<i64> = on!(conn, c => query.get_result(c).optional())?;
    Ok(number.map(i64::unsigned_abs))
}

fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
