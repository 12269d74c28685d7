//! Events that browsers follow, kept so that one who was away can catch up.
//!
//! An event is a sign that something changed (a kind and a code), never the thing itself. It is
//! appended by the transaction that made the change. In one stream ids grow in the order of
//! commits, so "all after the last I saw" misses none (HTML standard, server-sent events,
//! `Last-Event-ID`).

use diesel::{
    dsl::{exists, max, select},
    prelude::*,
    sql_types::BigInt,
};
use jiff::Timestamp;

use crate::{Conn, Hash32, Micros, Result, Topic, aftermath::AfterCommit, on, schema::stream_events};

/// One event of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = stream_events)]
pub struct Event {
    /// Grows within the stream; there are gaps.
    pub id: i64,
    /// The stream's name.
    pub stream: String,
    /// What happened, a code.
    pub kind: String,
    /// What it happened to: a code or an id, never personal data.
    pub subject: String,
    /// When.
    pub created_at: Micros,
}

/// What one who was away has missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replay {
    /// These, in order; none when nothing was missed.
    Events(Vec<Event>),
    /// The last one seen is not kept any more, so there is no telling: load the page anew.
    Gap,
}

/// Appends an event and gives its id. Listeners of [`Topic::stream`] wake after the commit.
pub fn append(conn: &mut Conn, stream: &str, kind: &str, subject: &str, now: Timestamp) -> Result<i64> {
    in_turn(conn, stream)?;
    let id = on!(conn, c => diesel::insert_into(stream_events::table)
        .values((
            stream_events::stream.eq(stream),
            stream_events::kind.eq(kind),
            stream_events::subject.eq(subject),
            stream_events::created_at.eq(Micros::from(now)),
        ))
        .returning(stream_events::id)
        .get_result(c))?;
    conn.aftermath().add(AfterCommit::Wake(Topic::stream(stream.to_owned())));
    Ok(id)
}

/// PostgreSQL draws ids when rows are inserted, not when they are committed: without a turn for
/// each stream a reader could see 6, then never look for the 5 that came later. The lock ends
/// with the transaction. SQLite's writer is alone.
fn in_turn(conn: &mut Conn, stream: &str) -> Result<()> {
    if let Conn::Pg(c, _) = conn {
        let digest = Hash32::of(format!("stafett stream {stream}").as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&digest.as_bytes()[..8]);
        diesel::sql_query("SELECT pg_advisory_xact_lock($1)").bind::<BigInt, _>(i64::from_be_bytes(first)).execute(c)?;
    }
    Ok(())
}

/// What came after the last event seen, at most `limit`. `last_id` 0 is the beginning.
pub fn after(conn: &mut Conn, stream: &str, last_id: i64, limit: u32) -> Result<Replay> {
    if last_id != 0 && !is_kept(conn, stream, last_id)? {
        return Ok(Replay::Gap);
    }
    Ok(Replay::Events(on!(conn, c => stream_events::table
        .filter(stream_events::stream.eq(stream))
        .filter(stream_events::id.gt(last_id))
        .order(stream_events::id)
        .limit(limit.into())
        .select(Event::as_select())
        .load(c))?))
}

/// The newest event's id, 0 when there is none. A page reads it in the same snapshot as what it
/// shows and follows the stream from there.
pub fn latest(conn: &mut Conn, stream: &str) -> Result<i64> {
    let newest: Option<i64> = on!(conn, c => stream_events::table
        .filter(stream_events::stream.eq(stream))
        .select(max(stream_events::id))
        .first(c))?;
    Ok(newest.unwrap_or(0))
}

/// Deletes events older than this, but never the newest of a stream: who has seen that one has
/// missed nothing. How many.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<usize> {
    let newer = diesel::alias!(stream_events as newer);
    Ok(on!(conn, c => diesel::delete(stream_events::table
            .filter(stream_events::created_at.lt(Micros::from(before)))
            .filter(exists(newer
                .filter(newer.field(stream_events::stream).eq(stream_events::stream))
                .filter(newer.field(stream_events::id).gt(stream_events::id)))))
        .execute(c))?)
}

fn is_kept(conn: &mut Conn, stream: &str, id: i64) -> Result<bool> {
    Ok(on!(conn, c => select(exists(stream_events::table
            .filter(stream_events::id.eq(id))
            .filter(stream_events::stream.eq(stream))))
        .get_result(c))?)
}
