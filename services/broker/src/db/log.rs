//! The log's head and its leaves.

use diesel::prelude::*;
use jiff::Timestamp;
use ledger::{Commitment, Hash, tree::Frontier};
use store::{Conn, Hash32, Micros, Result, on};

use super::{
    loaded,
    schema::{log_entries, log_head},
    stored, unreadable,
};
use crate::domain::log::{Head, NewEntry};

/// The only row of the head.
const ONE: i32 = 1;
/// Rows of one INSERT: far below what either database takes.
const ROWS: usize = 500;

/// An entry that has not been destroyed.
pub struct ReadableEntry {
    /// RFC 8785 bytes.
    pub entry: Vec<u8>,
    /// Salt of the commitment.
    pub salt: [u8; 32],
}

/// The head; nothing before the first start.
pub fn head(conn: &mut Conn) -> Result<Option<Head>> {
    let columns = (log_head::origin, log_head::frontier, log_head::epoch);
    let row: Option<(String, Vec<u8>, i64)> = on!(conn, c => log_head::table.find(ONE).select(columns).get_result(c).optional())?;
    row.map(|(origin, frontier, epoch)| {
        let frontier = Frontier::from_bytes(&frontier).map_err(|_| unreadable("frontier"))?;
        Ok(Head { origin, frontier, epoch })
    })
    .transpose()
}

/// Makes the head of an empty log.
pub fn create_head(conn: &mut Conn, origin: &str, now: Timestamp) -> Result<()> {
    let empty = Frontier::new();
    let row = (
        log_head::one.eq(ONE),
        log_head::origin.eq(origin.to_owned()),
        log_head::size.eq(0_i64),
        log_head::root.eq(Hash32::new(*empty.root().as_bytes())),
        log_head::frontier.eq(empty.to_bytes()),
        log_head::epoch.eq(0_i64),
        log_head::changed_at.eq(Micros::from(now)),
    );
    on!(conn, c => diesel::insert_into(log_head::table).values(row).execute(c))?;
    Ok(())
}

/// Takes the next epoch: from the commit on, whoever held an older one can't write any more.
pub fn take_epoch(conn: &mut Conn) -> Result<i64> {
    let next = log_head::epoch.eq(log_head::epoch + 1);
    on!(conn, c => diesel::update(log_head::table.find(ONE)).set(next).execute(c))?;
    Ok(on!(conn, c => log_head::table.find(ONE).select(log_head::epoch).get_result(c))?)
}

/// Moves the head from `old` leaves to the frontier's, if the epoch is still ours. False when it is not: the caller
/// must roll back everything it did in this transaction.
pub fn advance(conn: &mut Conn, old: u64, epoch: i64, frontier: &Frontier, now: Timestamp) -> Result<bool> {
    let held = log_head::table.filter(log_head::size.eq(stored(old))).filter(log_head::epoch.eq(epoch));
    let next = (
        log_head::size.eq(stored(frontier.size())),
        log_head::root.eq(Hash32::new(*frontier.root().as_bytes())),
        log_head::frontier.eq(frontier.to_bytes()),
        log_head::changed_at.eq(Micros::from(now)),
    );
    let rows = on!(conn, c => diesel::update(held).set(next).execute(c))?;
    Ok(rows == 1)
}

#[derive(Insertable)]
#[diesel(table_name = log_entries, treat_none_as_default_value = false)]
struct EntryRow<'a> {
    log_index: i64,
    entry: Option<&'a [u8]>,
    salt: Option<&'a [u8]>,
    commitment: &'a [u8],
}

/// Appends leaves.
pub fn insert_entries(conn: &mut Conn, entries: &[NewEntry]) -> Result<()> {
    for part in entries.chunks(ROWS) {
        let rows: Vec<_> = part.iter().map(row).collect();
        on!(conn, c => diesel::insert_into(log_entries::table).values(&rows).execute(c))?;
    }
    Ok(())
}

fn row(new: &NewEntry) -> EntryRow<'_> {
    let opened = new.opened.as_ref();
    EntryRow {
        log_index: stored(new.index),
        entry: opened.map(|opened| opened.entry.as_slice()),
        salt: opened.map(|opened| opened.salt.as_slice()),
        commitment: new.commitment.as_bytes(),
    }
}

/// The readable entries from `start` up to but without `end` that are still there, at most so many, in order.
pub fn readable(conn: &mut Conn, start: u64, end: u64, limit: i64) -> Result<Vec<(u64, Vec<u8>)>> {
    let range = log_entries::table
        .filter(log_entries::log_index.ge(stored(start)))
        .filter(log_entries::log_index.lt(stored(end)))
        .filter(log_entries::entry.is_not_null())
        .order(log_entries::log_index)
        .limit(limit)
        .select((log_entries::log_index, log_entries::entry.assume_not_null()));
    let rows: Vec<(i64, Vec<u8>)> = on!(conn, c => range.load(c))?;
    Ok(rows.into_iter().map(|(index, entry)| (loaded(index), entry)).collect())
}

/// Destroys entry and salt at these places; the commitments stay, and with them every proof.
pub fn erase(conn: &mut Conn, places: &[u64]) -> Result<()> {
    let places: Vec<i64> = places.iter().copied().map(stored).collect();
    let gone = (log_entries::entry.eq(None::<Vec<u8>>), log_entries::salt.eq(None::<Vec<u8>>));
    on!(conn, c => diesel::update(log_entries::table.filter(log_entries::log_index.eq_any(places))).set(gone).execute(c))?;
    Ok(())
}

/// The public leaves from `start` up to but without `end`.
pub fn commitments(conn: &mut Conn, start: u64, end: u64) -> Result<Vec<Commitment>> {
    let range = log_entries::table
        .filter(log_entries::log_index.ge(stored(start)))
        .filter(log_entries::log_index.lt(stored(end)))
        .order(log_entries::log_index)
        .select(log_entries::commitment);
    let rows: Vec<Hash32> = on!(conn, c => range.load(c))?;
    Ok(rows.into_iter().map(|row| Commitment::from_bytes(*row.as_bytes())).collect())
}

/// The leaf hashes at these places.
pub(super) fn leaves(conn: &mut Conn, places: &[i64]) -> Result<Vec<(u64, Hash)>> {
    let wanted = log_entries::table.filter(log_entries::log_index.eq_any(places));
    let columns = (log_entries::log_index, log_entries::commitment);
    let rows: Vec<(i64, Hash32)> = on!(conn, c => wanted.select(columns).load(c))?;
    let leaf = |commitment: Hash32| Commitment::from_bytes(*commitment.as_bytes()).leaf();
    Ok(rows.into_iter().map(|(index, commitment)| (loaded(index), leaf(commitment))).collect())
}

/// The readable entries at these places; those destroyed or not there are left out.
pub fn entries(conn: &mut Conn, places: &[u64]) -> Result<Vec<(u64, ReadableEntry)>> {
    let places: Vec<i64> = places.iter().copied().map(stored).collect();
    let wanted = log_entries::table.filter(log_entries::log_index.eq_any(places));
    let columns = (log_entries::log_index, log_entries::entry, log_entries::salt);
    let rows: Vec<StoredEntry> = on!(conn, c => wanted.select(columns).load(c))?;
    Ok(rows.into_iter().filter_map(readable_entry).collect())
}

/// The readable entries from `start` up to but without `end`, in order; those destroyed are left out.
pub fn entries_between(conn: &mut Conn, start: u64, end: u64) -> Result<Vec<(u64, ReadableEntry)>> {
    let range = log_entries::table
        .filter(log_entries::log_index.ge(stored(start)))
        .filter(log_entries::log_index.lt(stored(end)))
        .order(log_entries::log_index)
        .select((log_entries::log_index, log_entries::entry, log_entries::salt));
    let rows: Vec<StoredEntry> = on!(conn, c => range.load(c))?;
    Ok(rows.into_iter().filter_map(readable_entry).collect())
}

/// Place, entry and salt; the two are empty once they were destroyed.
type StoredEntry = (i64, Option<Vec<u8>>, Option<Hash32>);

fn readable_entry((index, entry, salt): StoredEntry) -> Option<(u64, ReadableEntry)> {
    Some((loaded(index), ReadableEntry { entry: entry?, salt: *salt?.as_bytes() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn whoever_holds_an_older_epoch_moves_nothing(db: store::Db) {
        let now: Timestamp = "2026-11-22T20:15:00Z".parse().unwrap();
        let mut grown = Frontier::new();
        grown.append(Hash::of_object(b"leaf"));
        let moved = db.write("test_epoch", move |conn| {
            create_head(conn, "samordningen-exempelstad/log/0badcafe", now)?;
            let older = take_epoch(conn)?;
            let newer = take_epoch(conn)?;
            // An older epoch, the wrong size, and then the one that holds.
            let moved = [
                advance(conn, 0, older, &grown, now)?,
                advance(conn, 1, newer, &grown, now)?,
                advance(conn, 0, newer, &grown, now)?,
                advance(conn, 0, newer, &grown, now)?,
            ];
            Ok((moved, head(conn)?.map(|head| head.frontier.size())))
        });
        assert_eq!(moved.await.unwrap(), ([false, false, true, false], Some(1)));
    }

    store::test_on_both!(crate::schema().unwrap(), whoever_holds_an_older_epoch_moves_nothing);
}
