//! Who has seen on the list what was told of custody.

use std::collections::HashSet;

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{HandoverId, StaffRef};

use super::schema::list_views;

/// Which of these handovers the person has an entry for.
///
/// # Errors
/// [`store::Error`].
pub fn seen(conn: &mut Conn, staff: &StaffRef, of: &[HandoverId]) -> Result<HashSet<HandoverId>> {
    let ids: Vec<Id> = of.iter().map(|handover| handover.0.into()).collect();
    let query = list_views::table
        .filter(list_views::staff.eq(staff.as_str()))
        .filter(list_views::handover_id.eq_any(ids))
        .select(list_views::handover_id);
    let rows: Vec<Id> = on!(conn, c => query.load(c))?;
    Ok(rows.into_iter().map(|id| HandoverId(id.into())).collect())
}

/// Notes that the person sees it now; says whether it is the first time.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, staff: &StaffRef, handover: HandoverId, now: Timestamp) -> Result<bool> {
    let query = diesel::insert_into(list_views::table)
        .values((
            list_views::handover_id.eq(Id::from(handover.0)),
            list_views::staff.eq(staff.as_str()),
            list_views::at.eq(Micros::from(now)),
        ))
        .on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}
