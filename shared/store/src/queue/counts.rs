//! Looking at a queue, and tidying it.

use diesel::{dsl::count_star, prelude::*};
use jiff::Timestamp;

use super::{DONE, PARKED, Queue, READY, TAKEN};
use crate::{Conn, ErrorKind, Id, Micros, Result, aftermath::AfterCommit, on, schema::queue_messages};

/// How many messages of a queue are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Free to be taken, now or later.
    pub ready: u64,
    /// Under a lease, perhaps one that has ended.
    pub taken: u64,
    /// Done and kept to recognise repetitions.
    pub done: u64,
    /// Set aside until a person has looked.
    pub parked: u64,
}

/// A message that was set aside. Its payload stays in the table.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = queue_messages)]
pub struct Parked {
    /// The message.
    pub id: Id,
    /// Its key in the queue.
    pub key: String,
    /// How many times it was taken.
    pub attempts: i32,
    /// The code it was parked with.
    pub last_error: Option<String>,
    /// When it was parked.
    pub changed_at: Micros,
}

/// Counts a queue's messages.
pub fn counts(conn: &mut Conn, queue: Queue) -> Result<Counts> {
    let rows: Vec<(String, i64)> = on!(conn, c => queue_messages::table
        .filter(queue_messages::queue.eq(queue.name()))
        .group_by(queue_messages::state)
        .select((queue_messages::state, count_star()))
        .load(c))?;
    let count = |state| {
        let row = rows.iter().find(|(name, _)| name == state);
        row.map_or(0, |(_, count)| count.unsigned_abs())
    };
    Ok(Counts { ready: count(READY), taken: count(TAKEN), done: count(DONE), parked: count(PARKED) })
}

/// Lists what was set aside, the oldest first.
pub fn parked(conn: &mut Conn, queue: Queue, limit: u32) -> Result<Vec<Parked>> {
    Ok(on!(conn, c => queue_messages::table
        .filter(queue_messages::queue.eq(queue.name()))
        .filter(queue_messages::state.eq(PARKED))
        .order((queue_messages::changed_at, queue_messages::id))
        .limit(limit.into())
        .select(Parked::as_select())
        .load(c))?)
}

/// Lets a parked message be tried again, at once.
///
/// Errors: [`ErrorKind::NotFound`] when it is not parked in this queue.
pub fn release_parked(conn: &mut Conn, queue: Queue, id: Id, now: Timestamp) -> Result<()> {
    let now = Micros::from(now);
    let changed = on!(conn, c => diesel::update(queue_messages::table
            .filter(queue_messages::id.eq(id))
            .filter(queue_messages::queue.eq(queue.name()))
            .filter(queue_messages::state.eq(PARKED)))
        .set((
            queue_messages::state.eq(READY),
            queue_messages::due_at.eq(now),
            queue_messages::changed_at.eq(now),
        ))
        .execute(c))?;
    if changed == 0 {
        return Err(ErrorKind::NotFound.into());
    }
    conn.aftermath().add(AfterCommit::Wake(queue.into()));
    Ok(())
}

/// Ends a message that must never be worked on again, whether it waits, is parked or under a lease:
/// done without having been done. A worker that holds it finds its lease lost. False when there is
/// no such message, or it was done before.
pub fn drop_message(conn: &mut Conn, queue: Queue, key: &str, now: Timestamp) -> Result<bool> {
    let changed = on!(conn, c => diesel::update(queue_messages::table
            .filter(queue_messages::queue.eq(queue.name()))
            .filter(queue_messages::key.eq(key))
            .filter(queue_messages::state.ne(DONE)))
        .set((
            queue_messages::state.eq(DONE),
            queue_messages::payload.eq(Vec::new()),
            queue_messages::last_error.eq(Some("dropped")),
            queue_messages::changed_at.eq(Micros::from(now)),
        ))
        .execute(c))?;
    Ok(changed == 1)
}

/// Deletes what was done before this moment: its keys are free again. How many.
pub fn prune_done(conn: &mut Conn, queue: Queue, before: Timestamp) -> Result<usize> {
    Ok(on!(conn, c => diesel::delete(queue_messages::table
            .filter(queue_messages::queue.eq(queue.name()))
            .filter(queue_messages::state.eq(DONE))
            .filter(queue_messages::changed_at.lt(Micros::from(before))))
        .execute(c))?)
}
