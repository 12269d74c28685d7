//! The taps of a talk, in their order.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{StaffRef, StaffRole};

use super::{parsed, schema::custody_talk_events};

/// A tap as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptTap {
    /// The talk.
    pub talk: Id,
    /// Its place: 1 is the first.
    pub n: i64,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub staff: StaffRef,
    /// In which role.
    pub role: StaffRole,
    /// Its code, sealed with the key of the case.
    pub sealed_code: Vec<u8>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = custody_talk_events)]
struct Row {
    talk: Id,
    n: i64,
    at: Micros,
    staff: String,
    role: String,
    sealed_code: Vec<u8>,
}

/// Writes a tap. Another one in the same place is refused by the database.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, tap: &KeptTap) -> Result<()> {
    let row = Row {
        talk: tap.talk,
        n: tap.n,
        at: tap.at.into(),
        staff: tap.staff.to_string(),
        role: tap.role.to_string(),
        sealed_code: tap.sealed_code.clone(),
    };
    let query = diesel::insert_into(custody_talk_events::table).values(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The taps of a talk, the first one first.
///
/// # Errors
/// [`store::Error`].
pub fn of_talk(conn: &mut Conn, talk: Id) -> Result<Vec<KeptTap>> {
    let query = custody_talk_events::table
        .filter(custody_talk_events::talk.eq(talk))
        .order(custody_talk_events::n)
        .select(custody_talk_events::all_columns);
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    let tap = |row: Row| {
        Ok(KeptTap {
            talk: row.talk,
            n: row.n,
            at: row.at.timestamp(),
            staff: parsed(&row.staff)?,
            role: parsed(&row.role)?,
            sealed_code: row.sealed_code,
        })
    };
    rows.into_iter().map(tap).collect()
}
