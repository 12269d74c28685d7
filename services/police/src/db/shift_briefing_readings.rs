//! That a briefing was shown: when, to whom, on what.

use casework::Staff;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRef;

use super::{parsed, schema::shift_briefing_readings as readings};
use crate::domain::shift_briefing::ShownOn;

/// Writes that this member of staff is shown it now.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, briefing: Id, shown_on: ShownOn, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        readings::briefing.eq(briefing),
        readings::at.eq(Micros::from(now)),
        readings::staff.eq(staff.reference.as_str()),
        readings::shown_on.eq(shown_on.code()),
    );
    let query = diesel::insert_into(readings::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Who was shown a briefing, when and on what, in that order.
///
/// # Errors
/// [`store::Error`].
pub fn of_briefing(conn: &mut Conn, briefing: Id) -> Result<Vec<(Timestamp, StaffRef, ShownOn)>> {
    let query = readings::table.filter(readings::briefing.eq(briefing)).order((readings::at, readings::staff));
    let rows: Vec<(Micros, String, String)> = on!(conn, c => query.select((readings::at, readings::staff, readings::shown_on)).load(c))?;
    rows.into_iter().map(|(at, staff, on)| Ok((at.timestamp(), parsed(&staff)?, parsed(&on)?))).collect()
}
