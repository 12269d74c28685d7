//! That a patrol passed by an address.

use casework::Staff;
use diesel::{dsl::max, prelude::*};
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};

use super::schema::focus_passings;

/// Writes that this member of staff passed by now.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, item: Id, by: &Staff, now: Timestamp) -> Result<()> {
    let row = (focus_passings::item.eq(item), focus_passings::at.eq(Micros::from(now)), focus_passings::staff.eq(by.reference.as_str()));
    let query = diesel::insert_into(focus_passings::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The last time somebody passed by.
///
/// # Errors
/// [`store::Error`].
pub fn last(conn: &mut Conn, item: Id) -> Result<Option<Timestamp>> {
    let query = focus_passings::table.filter(focus_passings::item.eq(item)).select(max(focus_passings::at));
    let at: Option<Micros> = on!(conn, c => query.first(c))?;
    Ok(at.map(Micros::timestamp))
}
