//! A checkpoint that this log has signed and does not lead to: while it is here, nothing is written.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Micros, Result, on};
use wire::AgencyId;

use super::{schema::log_behind, stored};

/// The only row.
const ONE: i32 = 1;

/// Keeps what shows that the log is behind; the first stays.
pub fn put(conn: &mut Conn, size: u64, note: &str, shown_by: &AgencyId, now: Timestamp) -> Result<()> {
    let row = (
        log_behind::one.eq(ONE),
        log_behind::size.eq(stored(size)),
        log_behind::note.eq(note.to_owned()),
        log_behind::shown_by.eq(shown_by.as_str().to_owned()),
        log_behind::shown_at.eq(Micros::from(now)),
    );
    on!(conn, c => diesel::insert_into(log_behind::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// Whether the log is behind.
pub fn is_behind(conn: &mut Conn) -> Result<bool> {
    let rows: i64 = on!(conn, c => log_behind::table.count().get_result(c))?;
    Ok(rows > 0)
}

/// The log leads to everything again.
pub fn clear(conn: &mut Conn) -> Result<()> {
    on!(conn, c => diesel::delete(log_behind::table).execute(c))?;
    Ok(())
}
