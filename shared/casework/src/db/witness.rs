//! What the witness has vouched for.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Error, ErrorKind, Micros, Result, on};

use super::schema::witness_state as state;

/// The state of the witness for a log, as JSON; `None` before its first step.
///
/// # Errors
/// [`store::Error`].
pub fn load(conn: &mut Conn, origin: &str) -> Result<Option<Vec<u8>>> {
    let query = state::table.find(origin).select(state::state);
    Ok(on!(conn, c => query.get_result(c).optional())?)
}

/// How many leaves of the log the witness has followed; none before its first step.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn size(conn: &mut Conn, origin: &str) -> Result<u64> {
    let query = state::table.find(origin).select(state::size);
    let found: Option<i64> = on!(conn, c => query.get_result(c).optional())?;
    Ok(found.and_then(|size| u64::try_from(size).ok()).unwrap_or_default())
}

/// The signed checkpoint that the witness followed last; `None` before its first step, and when that was before notes were kept.
///
/// # Errors
/// [`store::Error`].
pub fn note(conn: &mut Conn, origin: &str) -> Result<Option<String>> {
    let query = state::table.find(origin).select(state::note);
    let found: Option<Option<String>> = on!(conn, c => query.get_result(c).optional())?;
    Ok(found.flatten())
}

/// What a witness knows after a step.
pub(crate) struct Stepped<'a> {
    /// Leaves it has followed now.
    pub(crate) size: u64,
    /// Its state, as JSON.
    pub(crate) state: &'a [u8],
    /// The signed checkpoint it followed.
    pub(crate) note: &'a str,
}

/// Replaces the state of size `old`. Says whether it was still `old`: two processes may witness at once and only one may go on.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn replace(conn: &mut Conn, origin: &str, old: Option<u64>, new: &Stepped<'_>, now: Timestamp) -> Result<bool> {
    let size = |size: u64| i64::try_from(size).map_err(|error| Error::new(ErrorKind::InvalidValue, error));
    let (next, now) = ((state::size.eq(size(new.size)?), state::state.eq(new.state), state::note.eq(new.note)), Micros::from(now));
    let rows = match old {
        None => {
            let row = (state::origin.eq(origin), next, state::stepped_at.eq(now));
            let query = diesel::insert_into(state::table).values(row).on_conflict_do_nothing();
            on!(conn, c => query.execute(c))?
        }
        Some(old) => {
            let row = state::table.filter(state::origin.eq(origin)).filter(state::size.eq(size(old)?));
            let query = diesel::update(row).set((next, state::stepped_at.eq(now)));
            on!(conn, c => query.execute(c))?
        }
    };
    Ok(rows == 1)
}
