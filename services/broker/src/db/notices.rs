//! What waits for an agency, numbered from 1. Only a repair of the log leaves a gap: above what was heard before it.

use diesel::{dsl::max, prelude::*};
use jiff::Timestamp;
use store::{Conn, Micros, Result, on};
use wire::{AgencyId, Notice};

use super::{loaded, schema::notices, stored, unreadable};

/// Number of an agency's newest notice, 0 when there is none.
pub fn last(conn: &mut Conn, agency: &AgencyId) -> Result<u64> {
    let own = notices::table.filter(notices::agency.eq(agency.as_str().to_owned()));
    let number: Option<i64> = on!(conn, c => own.select(max(notices::number)).get_result(c))?;
    Ok(number.map_or(0, loaded))
}

#[derive(Insertable)]
#[diesel(table_name = notices)]
struct NoticeRow<'a> {
    agency: &'a str,
    number: i64,
    body: Vec<u8>,
    made_at: Micros,
}

/// Keeps notices; their numbers follow on the last.
pub fn insert(conn: &mut Conn, agency: &AgencyId, new: &[Notice], now: Timestamp) -> Result<()> {
    let rows = new.iter().map(|notice| {
        let body = wire::canonical::to_bytes(notice).map_err(|_| unreadable("notice"))?;
        Ok(NoticeRow { agency: agency.as_str(), number: stored(notice.number), body, made_at: now.into() })
    });
    let rows = rows.collect::<Result<Vec<_>>>()?;
    on!(conn, c => diesel::insert_into(notices::table).values(&rows).execute(c))?;
    Ok(())
}

/// An agency's notices after a number, oldest first.
pub fn after(conn: &mut Conn, agency: &AgencyId, number: u64, limit: i64) -> Result<Vec<Notice>> {
    let own = notices::table.filter(notices::agency.eq(agency.as_str().to_owned()));
    let later = own.filter(notices::number.gt(stored(number))).order(notices::number).limit(limit).select(notices::body);
    let rows: Vec<Vec<u8>> = on!(conn, c => later.load(c))?;
    rows.iter().map(|body| wire::canonical::from_bytes(body).map_err(|_| unreadable("notice"))).collect()
}
