//! Putting a message in, once.

use diesel::prelude::*;
use jiff::Timestamp;

use super::{Message, Queue, READY};
use crate::{Conn, Error, ErrorKind, Hash32, Id, Micros, Result, aftermath::AfterCommit, on, schema::queue_messages};

/// What became of a message that was put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enqueued {
    /// It is there now.
    New(Id),
    /// It was there already, perhaps done.
    Repeated(Id),
}

#[derive(Insertable)]
#[diesel(table_name = queue_messages)]
struct NewRow<'a> {
    id: Id,
    queue: &'a str,
    key: &'a str,
    payload: &'a [u8],
    payload_digest: Hash32,
    state: &'a str,
    due_at: Micros,
    trace_parent: Option<&'a str>,
    created_at: Micros,
    changed_at: Micros,
}

/// Puts a message in. The same key with the same payload changes nothing; listeners wake after
/// the commit.
///
/// Errors: [`ErrorKind::KeyReused`] when the key came with another payload before.
pub fn enqueue(conn: &mut Conn, queue: Queue, message: &Message, now: Timestamp) -> Result<Enqueued> {
    let digest = Hash32::of(message.payload.as_bytes());
    let row = NewRow {
        id: Id::generate(now),
        queue: queue.name(),
        key: &message.key,
        payload: message.payload.as_bytes(),
        payload_digest: digest,
        state: READY,
        due_at: message.available_at.unwrap_or(now).into(),
        trace_parent: message.trace_parent.as_deref(),
        created_at: now.into(),
        changed_at: now.into(),
    };
    let inserted = on!(conn, c => diesel::insert_into(queue_messages::table)
        .values(&row)
        .on_conflict((queue_messages::queue, queue_messages::key))
        .do_nothing()
        .execute(c))?;
    if inserted == 0 {
        return repeated(conn, queue, &message.key, digest);
    }
    conn.aftermath().add(AfterCommit::Wake(queue.into()));
    Ok(Enqueued::New(row.id))
}

fn repeated(conn: &mut Conn, queue: Queue, key: &str, digest: Hash32) -> Result<Enqueued> {
    let (id, before): (Id, Hash32) = on!(conn, c => queue_messages::table
        .filter(queue_messages::queue.eq(queue.name()))
        .filter(queue_messages::key.eq(key))
        .select((queue_messages::id, queue_messages::payload_digest))
        .first(c))?;
    if before != digest {
        let what = format!("queue {}: the key of {id} came with another payload", queue.name());
        return Err(Error::new(ErrorKind::KeyReused, what));
    }
    Ok(Enqueued::Repeated(id))
}
