//! Taking messages under a lease.

use std::time::Duration;

use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use jiff::Timestamp;

use super::{Lease, Payload, Queue, READY, TAKEN, later};
use crate::{Conn, Id, Micros, Result, on, schema::queue_messages};

#[derive(Queryable, Selectable)]
#[diesel(table_name = queue_messages)]
struct Row {
    id: Id,
    key: String,
    payload: Vec<u8>,
    attempts: i32,
    due_at: Micros,
    trace_parent: Option<String>,
}

/// Takes up to `limit` messages whose time has come, the longest due first, for as long as
/// `lease`. Those whose earlier lease has ended are among them: a worker that crashed loses what
/// it held. Call it inside a write and work on them after it.
pub fn claim(conn: &mut Conn, queue: Queue, limit: u32, lease: Duration, now: Timestamp) -> Result<Vec<Lease>> {
    take(conn, queue, None, limit, lease, now)
}

/// The same under the name of a replica, so that its next run can take back with
/// [`give_back_of`] what this one held when it died. One name belongs to one running process.
pub fn claim_for(conn: &mut Conn, queue: Queue, owner: &str, limit: u32, lease: Duration, now: Timestamp) -> Result<Vec<Lease>> {
    take(conn, queue, Some(owner), limit, lease, now)
}

fn take(conn: &mut Conn, queue: Queue, owner: Option<&str>, limit: u32, lease: Duration, now: Timestamp) -> Result<Vec<Lease>> {
    let ids = due(conn, queue, limit, now.into())?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let until = Micros::from(later(now, lease));
    let mut rows: Vec<Row> = on!(conn, c => diesel::update(
            queue_messages::table.filter(queue_messages::id.eq_any(&ids)))
        .set((
            queue_messages::state.eq(TAKEN),
            queue_messages::attempts.eq(queue_messages::attempts + 1),
            queue_messages::due_at.eq(until),
            queue_messages::changed_at.eq(Micros::from(now)),
            queue_messages::owner.eq(owner),
        ))
        .returning(Row::as_returning())
        .get_results(c))?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows.into_iter().map(|row| row.into_lease(queue)).collect())
}

/// Ends every lease of a queue, so that what a crashed process held is due at once and not when its
/// lease would have ended. Returns how many there were. Only for a process that knows itself to be
/// the queue's only worker and has not taken anything yet, as a service with a file of its own does
/// at its start; among replicas it would take work out of others' hands.
pub fn give_back(conn: &mut Conn, queue: Queue, now: Timestamp) -> Result<usize> {
    Ok(on!(conn, c => diesel::update(
            queue_messages::table
                .filter(queue_messages::queue.eq(queue.name()))
                .filter(queue_messages::state.eq(TAKEN)))
        .set((
            queue_messages::state.eq(READY),
            queue_messages::due_at.eq(Micros::from(now)),
            queue_messages::changed_at.eq(Micros::from(now)),
        ))
        .execute(c))?)
}

/// Ends the leases of a queue that an earlier run of this replica held: they are due at once. What
/// other replicas hold is left to them. Should that earlier run still be alive, it finds its lease
/// lost, and what it does meanwhile is done twice: it must bear repeating, as always.
pub fn give_back_of(conn: &mut Conn, queue: Queue, owner: &str, now: Timestamp) -> Result<usize> {
    Ok(on!(conn, c => diesel::update(
            queue_messages::table
                .filter(queue_messages::queue.eq(queue.name()))
                .filter(queue_messages::state.eq(TAKEN))
                .filter(queue_messages::owner.eq(owner)))
        .set((
            queue_messages::state.eq(READY),
            queue_messages::due_at.eq(Micros::from(now)),
            queue_messages::changed_at.eq(Micros::from(now)),
        ))
        .execute(c))?)
}

/// PostgreSQL passes over rows another worker is just taking; SQLite's writer is alone.
fn due(conn: &mut Conn, queue: Queue, limit: u32, now: Micros) -> Result<Vec<Id>> {
    let due = queue_messages::table
        .filter(queue_messages::queue.eq(queue.name()))
        .filter(queue_messages::due_at.le(now))
        // Spelt out, so that the partial index fits whatever the planner knows.
        .filter(sql::<Bool>("state IN ('ready', 'taken')"))
        .order((queue_messages::due_at, queue_messages::id))
        .limit(limit.into())
        .select(queue_messages::id);
    Ok(match conn {
        Conn::Pg(c, _) => due.for_update().skip_locked().load(c)?,
        Conn::Sqlite(c, _) => due.load(c)?,
    })
}

impl Row {
    fn into_lease(self, queue: Queue) -> Lease {
        Lease {
            id: self.id,
            queue,
            key: self.key,
            payload: Payload(self.payload),
            attempts: self.attempts.unsigned_abs(),
            until: self.due_at.timestamp(),
            trace_parent: self.trace_parent,
        }
    }
}
