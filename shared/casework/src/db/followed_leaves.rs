//! The log's leaves as the own witness has followed them, with what this agency may read of them.

use diesel::prelude::*;
use ledger::Commitment;
use store::{Conn, Error, ErrorKind, Hash32, Result, on};

use super::schema::followed_leaves as leaves;

/// Rows of one INSERT: far below what either database takes.
const ROWS: usize = 500;

/// A leaf that was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedLeaf {
    /// Its place.
    pub index: u64,
    /// The public leaf.
    pub commitment: Commitment,
    /// RFC 8785 bytes of the entry and the salt that opens the leaf, where this agency is a party.
    pub opened: Option<(Vec<u8>, [u8; 32])>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = leaves, treat_none_as_default_value = false)]
struct Row {
    origin: String,
    log_index: i64,
    commitment: Hash32,
    entry: Option<Vec<u8>>,
    salt: Option<Hash32>,
}

fn stored(index: u64) -> Result<i64> {
    i64::try_from(index).map_err(|error| Error::new(ErrorKind::InvalidValue, error))
}

/// Keeps leaves that were just followed, instead of any at their places: a witness that was put back follows them again.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn keep(conn: &mut Conn, origin: &str, followed: &[FollowedLeaf]) -> Result<()> {
    let Some(first) = followed.first() else { return Ok(()) };
    let before = leaves::table.filter(leaves::origin.eq(origin)).filter(leaves::log_index.ge(stored(first.index)?));
    on!(conn, c => diesel::delete(before).execute(c))?;
    for part in followed.chunks(ROWS) {
        let rows = part.iter().map(|leaf| row(origin, leaf)).collect::<Result<Vec<_>>>()?;
        on!(conn, c => diesel::insert_into(leaves::table).values(&rows).execute(c))?;
    }
    Ok(())
}

fn row(origin: &str, leaf: &FollowedLeaf) -> Result<Row> {
    let (entry, salt) = leaf.opened.clone().unzip();
    Ok(Row {
        origin: origin.to_owned(),
        log_index: stored(leaf.index)?,
        commitment: Hash32::new(*leaf.commitment.as_bytes()),
        entry,
        salt: salt.map(Hash32::new),
    })
}

/// The leaves from `start` up to but without `end` that are kept, in order.
///
/// # Errors
/// [`store::Error`].
pub fn between(conn: &mut Conn, origin: &str, start: u64, end: u64) -> Result<Vec<FollowedLeaf>> {
    let range = leaves::table
        .filter(leaves::origin.eq(origin))
        .filter(leaves::log_index.ge(stored(start)?))
        .filter(leaves::log_index.lt(stored(end)?))
        .order(leaves::log_index);
    let rows: Vec<Row> = on!(conn, c => range.select(Row::as_select()).load(c))?;
    Ok(rows.into_iter().map(leaf).collect())
}

/// The first leaves that are still open, with their entries, at most so many, in order.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn oldest_opened(conn: &mut Conn, origin: &str, limit: u16) -> Result<Vec<(u64, Vec<u8>)>> {
    let open = leaves::table
        .filter(leaves::origin.eq(origin))
        .filter(leaves::entry.is_not_null())
        .order(leaves::log_index)
        .limit(i64::from(limit))
        .select((leaves::log_index, leaves::entry.assume_not_null()));
    let rows: Vec<(i64, Vec<u8>)> = on!(conn, c => open.load(c))?;
    Ok(rows.into_iter().map(|(index, entry)| (index.unsigned_abs(), entry)).collect())
}

/// Destroys entry and salt at these places; the commitments stay.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn close(conn: &mut Conn, origin: &str, places: &[u64]) -> Result<()> {
    let places = places.iter().copied().map(stored).collect::<Result<Vec<_>>>()?;
    let here = leaves::table.filter(leaves::origin.eq(origin)).filter(leaves::log_index.eq_any(places));
    let gone = (leaves::entry.eq(None::<Vec<u8>>), leaves::salt.eq(None::<Hash32>));
    on!(conn, c => diesel::update(here).set(gone).execute(c))?;
    Ok(())
}

fn leaf(row: Row) -> FollowedLeaf {
    FollowedLeaf {
        index: row.log_index.unsigned_abs(),
        commitment: Commitment::from_bytes(*row.commitment.as_bytes()),
        opened: row.entry.zip(row.salt.map(|salt| *salt.as_bytes())),
    }
}
