//! Every view of a focus person. It goes in the same transaction as the view itself.

use casework::Staff;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};

use super::schema::focus_views;

/// Writes a view.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, focus_person: Id, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        focus_views::id.eq(Id::generate(now)),
        focus_views::focus_person.eq(focus_person),
        focus_views::staff.eq(staff.reference.as_str()),
        focus_views::role.eq(staff.role.code()),
        focus_views::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(focus_views::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}
