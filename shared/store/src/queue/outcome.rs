//! What became of a message that was taken.

use std::time::Duration;

use diesel::prelude::*;
use jiff::Timestamp;

use super::{DONE, Lease, PARKED, READY, TAKEN, later};
use crate::{Conn, Error, ErrorKind, Micros, Result, aftermath::AfterCommit, on, schema::queue_messages};

#[derive(AsChangeset)]
#[diesel(table_name = queue_messages)]
struct Outcome<'a> {
    state: &'a str,
    changed_at: Micros,
    due_at: Option<Micros>,
    last_error: Option<&'a str>,
    payload: Option<&'a [u8]>,
}

/// The work is done. The payload is emptied; key and digest stay, so that a repetition is
/// recognised.
///
/// Errors: [`ErrorKind::LeaseLost`] when someone else took it since.
pub fn complete(conn: &mut Conn, lease: &Lease, now: Timestamp) -> Result<()> {
    let outcome = Outcome { state: DONE, changed_at: now.into(), due_at: None, last_error: None, payload: Some(&[]) };
    settle(conn, lease, &outcome)
}

/// It did not work now: free for anyone again after this long, see [`super::backoff`].
/// `error_code` is a code of the caller's, never free text.
///
/// Errors: [`ErrorKind::LeaseLost`] when someone else took it since.
pub fn retry_later(conn: &mut Conn, lease: &Lease, after: Duration, error_code: &'static str, now: Timestamp) -> Result<()> {
    let outcome = Outcome {
        state: READY,
        changed_at: now.into(),
        due_at: Some(later(now, after).into()),
        last_error: Some(error_code),
        payload: None,
    };
    settle(conn, lease, &outcome)?;
    if after.is_zero() {
        conn.aftermath().add(AfterCommit::Wake(lease.queue.into()));
    }
    Ok(())
}

/// It can't work: set aside with all it holds until a person has looked. Counts as
/// `queue_parked_total{queue}` after the commit, which an alarm should watch.
///
/// Errors: [`ErrorKind::LeaseLost`] when someone else took it since.
pub fn park(conn: &mut Conn, lease: &Lease, error_code: &'static str, now: Timestamp) -> Result<()> {
    let outcome = Outcome { state: PARKED, changed_at: now.into(), due_at: None, last_error: Some(error_code), payload: None };
    settle(conn, lease, &outcome)?;
    conn.aftermath().add(AfterCommit::Parked(lease.queue.name()));
    Ok(())
}

/// The count of attempts is the fence: whoever took it later counted it up.
fn settle(conn: &mut Conn, lease: &Lease, outcome: &Outcome<'_>) -> Result<()> {
    let attempts = i32::try_from(lease.attempts).unwrap_or(i32::MAX);
    let changed = on!(conn, c => diesel::update(queue_messages::table
            .filter(queue_messages::id.eq(lease.id))
            .filter(queue_messages::state.eq(TAKEN))
            .filter(queue_messages::attempts.eq(attempts)))
        .set(outcome)
        .execute(c))?;
    match changed {
        0 => Err(Error::new(ErrorKind::LeaseLost, format!("message {}", lease.id))),
        _ => Ok(()),
    }
}
