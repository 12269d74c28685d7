//! How far what is kept here was compared with the log.

use diesel::prelude::*;
use jiff::Timestamp;
use ledger::tree::Frontier;
use store::{Conn, Error, ErrorKind, Micros, Result, on};

use super::schema::reconciliations as done;

/// The last comparison.
#[derive(Debug, Clone)]
pub(crate) struct Reconciled {
    /// The tree up to where it was compared.
    pub(crate) frontier: Frontier,
    /// When.
    pub(crate) at: Timestamp,
}

/// The last comparison with a log; `None` before the first.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn last(conn: &mut Conn, origin: &str) -> Result<Option<Reconciled>> {
    let query = done::table.find(origin).select((done::frontier, done::reconciled_at));
    let row: Option<(Vec<u8>, Micros)> = on!(conn, c => query.get_result(c).optional())?;
    row.map(|(bytes, at)| {
        let frontier = Frontier::from_bytes(&bytes).map_err(|error| Error::new(ErrorKind::InvalidValue, error))?;
        Ok(Reconciled { frontier, at: at.timestamp() })
    })
    .transpose()
}

/// Goes on from `old` leaves to the frontier's. Says whether it was still `old`: two processes may compare at once.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn replace(conn: &mut Conn, origin: &str, old: Option<u64>, next: &Reconciled, entries: usize) -> Result<bool> {
    let stored = |number: u64| i64::try_from(number).map_err(|error| Error::new(ErrorKind::InvalidValue, error));
    let columns = (
        done::size.eq(stored(next.frontier.size())?),
        done::frontier.eq(next.frontier.to_bytes()),
        done::entries.eq(stored(entries as u64)?),
        done::reconciled_at.eq(Micros::from(next.at)),
    );
    let rows = match old {
        None => {
            let query = diesel::insert_into(done::table).values((done::origin.eq(origin), columns)).on_conflict_do_nothing();
            on!(conn, c => query.execute(c))?
        }
        Some(old) => {
            let row = done::table.filter(done::origin.eq(origin)).filter(done::size.eq(stored(old)?));
            on!(conn, c => diesel::update(row).set(columns).execute(c))?
        }
    };
    Ok(rows == 1)
}
