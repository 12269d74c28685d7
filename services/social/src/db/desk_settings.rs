//! What each person has chosen for the desk.

use diesel::prelude::*;
use store::{Conn, Result, on};
use wire::StaffRef;

use super::schema::desk_settings;

/// Whether the person has switched the keys off (WCAG 2.1, 2.1.4).
///
/// # Errors
/// [`store::Error`].
pub fn keys_off(conn: &mut Conn, staff: &StaffRef) -> Result<bool> {
    let query = desk_settings::table.find(staff.as_str()).select(desk_settings::keys_off);
    let off: Option<bool> = on!(conn, c => query.first(c).optional())?;
    Ok(off.unwrap_or(false))
}

/// Keeps the choice.
///
/// # Errors
/// [`store::Error`].
pub fn set_keys_off(conn: &mut Conn, staff: &StaffRef, off: bool) -> Result<()> {
    let query = diesel::insert_into(desk_settings::table)
        .values((desk_settings::staff.eq(staff.as_str()), desk_settings::keys_off.eq(off)))
        .on_conflict(desk_settings::staff)
        .do_update()
        .set(desk_settings::keys_off.eq(off));
    on!(conn, c => query.execute(c))?;
    Ok(())
}
