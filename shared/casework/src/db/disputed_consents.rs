//! Handovers of which the person says that the consent they came by was never given.

use diesel::{dsl::exists, prelude::*, select};
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::HandoverId;

use super::schema::disputed_consents;
use crate::domain::Staff;

/// Writes that the person says so; again changes nothing.
///
/// # Errors
/// [`store::Error`].
pub fn put(conn: &mut Conn, handover: HandoverId, heard_by: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        disputed_consents::handover.eq(Id::from(handover.0)),
        disputed_consents::heard_by.eq(heard_by.reference.as_str()),
        disputed_consents::heard_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(disputed_consents::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The person says now that it was given.
///
/// # Errors
/// [`store::Error`].
pub fn lift(conn: &mut Conn, handover: HandoverId) -> Result<()> {
    let query = diesel::delete(disputed_consents::table.find(Id::from(handover.0)));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Whether the person says so.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn stands(conn: &mut Conn, handover: HandoverId) -> Result<bool> {
    let query = select(exists(disputed_consents::table.find(Id::from(handover.0))));
    Ok(on!(conn, c => query.get_result(c))?)
}
