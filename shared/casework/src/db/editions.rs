//! Editions of the rule book, kept on disk so that previews work when the broker is down.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Hash32, Micros, Result, on};
use wire::EditionRef;

use super::schema::known_editions as known;

/// The file of the active edition.
///
/// # Errors
/// [`store::Error`].
pub fn active(conn: &mut Conn) -> Result<Option<Vec<u8>>> {
    let query = known::table.filter(known::active.eq(true)).order(known::seen_at.desc()).select(known::file);
    Ok(on!(conn, c => query.first(c).optional())?)
}

/// Keeps an edition and makes it the active one.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn activate(conn: &mut Conn, edition: &EditionRef, file: &[u8], now: Timestamp) -> Result<()> {
    let query = diesel::update(known::table).set(known::active.eq(false));
    on!(conn, c => query.execute(c))?;
    let row = (
        known::id.eq(edition.id.as_str()),
        known::hash.eq(Hash32::new(edition.hash.0)),
        known::file.eq(file),
        known::active.eq(true),
        known::seen_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(known::table)
        .values(row)
        .on_conflict(known::id)
        .do_update()
        .set((known::active.eq(true), known::seen_at.eq(Micros::from(now))));
    on!(conn, c => query.execute(c))?;
    Ok(())
}
