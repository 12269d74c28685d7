//! What every decision on an offer depended on.

use diesel::{dsl::count_star, prelude::*};
use rulebook::PastDecision;
use store::{Conn, Result, on};

use super::{loaded, schema::past_decisions, stored, unreadable};

/// Rows of one INSERT: far below what either database takes.
const ROWS: usize = 500;

#[derive(Insertable)]
#[diesel(table_name = past_decisions)]
struct Row {
    log_index: i64,
    record: Vec<u8>,
}

/// Keeps decisions, each beside its place in the log.
pub fn insert(conn: &mut Conn, new: &[(u64, PastDecision)]) -> Result<()> {
    for part in new.chunks(ROWS) {
        let row = |(index, past): &(u64, PastDecision)| {
            let record = wire::canonical::to_bytes(past).map_err(|_| unreadable("decision"))?;
            Ok(Row { log_index: stored(*index), record })
        };
        let rows = part.iter().map(row).collect::<Result<Vec<_>>>()?;
        on!(conn, c => diesel::insert_into(past_decisions::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// The newest ones with their places in the log, newest first.
pub fn newest(conn: &mut Conn, limit: u32) -> Result<Vec<(u64, PastDecision)>> {
    let newest = past_decisions::table.order(past_decisions::log_index.desc()).limit(i64::from(limit));
    let rows: Vec<(i64, Vec<u8>)> = on!(conn, c => newest.load(c))?;
    rows.into_iter().map(|(index, record)| Ok((loaded(index), read(&record)?))).collect()
}

/// The decision at a place in the log.
pub fn find(conn: &mut Conn, index: u64) -> Result<Option<PastDecision>> {
    let row = past_decisions::table.find(stored(index)).select(past_decisions::record);
    let record: Option<Vec<u8>> = on!(conn, c => row.get_result(c).optional())?;
    record.map(|record| read(&record)).transpose()
}

/// How many are kept.
pub fn count(conn: &mut Conn) -> Result<u64> {
    let rows: i64 = on!(conn, c => past_decisions::table.select(count_star()).get_result(c))?;
    Ok(loaded(rows))
}

fn read(record: &[u8]) -> Result<PastDecision> {
    wire::canonical::from_bytes(record).map_err(|_| unreadable("decision"))
}
