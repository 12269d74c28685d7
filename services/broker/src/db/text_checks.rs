//! Comparisons of the law in editions with the law as it stands.

use diesel::{dsl::max, prelude::*};
use store::{Conn, Hash32, Micros, Result, on};

use super::{schema::text_checks, unreadable};
use crate::domain::text_check::TextCheck;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = text_checks)]
struct Row {
    number: i64,
    edition: String,
    source: String,
    text_hash: Hash32,
    checked_on: String,
    checked_by: String,
    outcome: String,
    note: String,
    at: Micros,
}

/// All there ever were, the oldest first: some for each provision and year.
pub fn all(conn: &mut Conn) -> Result<Vec<TextCheck>> {
    let rows: Vec<Row> = on!(conn, c => text_checks::table.order(text_checks::number).select(Row::as_select()).load(c))?;
    rows.into_iter().map(check).collect()
}

fn check(row: Row) -> Result<TextCheck> {
    Ok(TextCheck {
        edition: row.edition.parse().map_err(|_| unreadable("edition"))?,
        source: row.source,
        text_hash: row.text_hash,
        checked_on: row.checked_on.parse().map_err(|_| unreadable("day"))?,
        checked_by: row.checked_by,
        outcome: row.outcome.parse().map_err(|_| unreadable("outcome"))?,
        note: row.note,
        at: row.at.timestamp(),
    })
}

/// Keeps comparisons.
pub fn insert(conn: &mut Conn, new: &[TextCheck]) -> Result<()> {
    let last: Option<i64> = on!(conn, c => text_checks::table.select(max(text_checks::number)).get_result(c))?;
    let row = |(check, number): (&TextCheck, i64)| Row {
        number,
        edition: check.edition.to_string(),
        source: check.source.clone(),
        text_hash: check.text_hash,
        checked_on: check.checked_on.to_string(),
        checked_by: check.checked_by.clone(),
        outcome: check.outcome.code().to_owned(),
        note: check.note.clone(),
        at: check.at.into(),
    };
    let rows: Vec<Row> = new.iter().zip(last.unwrap_or_default() + 1..).map(row).collect();
    on!(conn, c => diesel::insert_into(text_checks::table).values(&rows).execute(c))?;
    Ok(())
}
