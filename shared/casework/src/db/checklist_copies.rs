//! Numbered copies of a checklist on paper.

use diesel::{dsl::max, prelude::*};
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{Phase, StaffRef};

use super::{parsed, schema::checklist_copies as copies};

/// A copy on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecklistCopy {
    /// Its number in the case and phase, from 1.
    pub n: i32,
    /// Who printed it.
    pub by: StaffRef,
    /// When.
    pub at: Timestamp,
    /// When it must be destroyed.
    pub destroy_at: Timestamp,
}

/// Counts another copy; gives its number.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn add(conn: &mut Conn, case: Id, phase: Phase, by: &StaffRef, (at, destroy_at): (Timestamp, Timestamp)) -> Result<i32> {
    let query = copies::table.filter(copies::case_id.eq(case)).filter(copies::phase.eq(phase.code())).select(max(copies::n));
    let last: Option<i32> = on!(conn, c => query.first(c))?;
    let n = last.unwrap_or(0) + 1;
    let row = (
        copies::case_id.eq(case),
        copies::phase.eq(phase.code()),
        copies::n.eq(n),
        copies::made_by.eq(by.to_string()),
        copies::made_at.eq(Micros::from(at)),
        copies::destroy_at.eq(Micros::from(destroy_at)),
    );
    let query = diesel::insert_into(copies::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(n)
}

/// A copy by its number.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, case: Id, phase: Phase, n: i32) -> Result<Option<ChecklistCopy>> {
    let query = copies::table.find((case, phase.code(), n)).select((copies::made_by, copies::made_at, copies::destroy_at));
    let row: Option<(String, Micros, Micros)> = on!(conn, c => query.first(c).optional())?;
    row.map(|(by, at, destroy_at)| Ok(ChecklistCopy { n, by: parsed(&by)?, at: at.timestamp(), destroy_at: destroy_at.timestamp() }))
        .transpose()
}
