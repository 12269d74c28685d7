//! How far the notices are read.

use diesel::prelude::*;
use store::{Conn, Result, on};

use super::schema::broker_cursor as cursor;

const ONLY: i32 = 1;

/// The number to ask from; 0 at first.
///
/// # Errors
/// [`store::Error`].
pub fn next(conn: &mut Conn) -> Result<u64> {
    let query = cursor::table.find(ONLY).select(cursor::next);
    let next: Option<i64> = on!(conn, c => query.get_result(c).optional())?;
    Ok(next.unwrap_or(0).unsigned_abs())
}

/// Moves on, in the transaction that took in the notices.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn move_to(conn: &mut Conn, next: u64) -> Result<()> {
    let next = i64::try_from(next).unwrap_or(i64::MAX);
    let query = diesel::insert_into(cursor::table)
        .values((cursor::id.eq(ONLY), cursor::next.eq(next)))
        .on_conflict(cursor::id)
        .do_update()
        .set(cursor::next.eq(next));
    on!(conn, c => query.execute(c))?;
    Ok(())
}
