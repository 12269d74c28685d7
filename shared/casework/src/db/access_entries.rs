//! Every view of a person.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{Category, HandoverId, StaffRef, StaffRole};

use super::{joined, parsed, schema::access_entries, split};
use crate::domain::{Staff, ViewPurpose};

/// One view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessEntry {
    /// The case.
    pub case: Id,
    /// The handover, when it was one.
    pub handover: Option<HandoverId>,
    /// Who.
    pub staff: StaffRef,
    /// In which role.
    pub role: StaffRole,
    /// What for.
    pub purpose: ViewPurpose,
    /// What was seen.
    pub categories: Vec<Category>,
    /// When.
    pub at: Timestamp,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = access_entries)]
struct Row {
    id: Id,
    case_id: Id,
    handover: Option<Id>,
    staff: String,
    role: String,
    purpose: String,
    categories: String,
    at: Micros,
}

/// Writes a view. It goes in the same transaction as the view itself: no view without an entry.
///
/// # Errors
/// [`store::Error`].
pub fn insert(
    conn: &mut Conn,
    case: Id,
    handover: Option<HandoverId>,
    staff: &Staff,
    purpose: ViewPurpose,
    categories: &[Category],
    now: Timestamp,
) -> Result<()> {
    let row = Row {
        id: Id::generate(now),
        case_id: case,
        handover: handover.map(|id| id.0.into()),
        staff: staff.reference.to_string(),
        role: staff.role.to_string(),
        purpose: purpose.to_string(),
        categories: joined(categories),
        at: now.into(),
    };
    let query = diesel::insert_into(access_entries::table).values(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The views of a case, newest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<AccessEntry>> {
    let rows: Vec<Row> = on!(conn, c => access_entries::table
        .filter(access_entries::case_id.eq(case))
        .order((access_entries::at.desc(), access_entries::id.desc()))
        .select(Row::as_select()).load(c))?;
    let entry = |row: Row| {
        Ok(AccessEntry {
            case: row.case_id,
            handover: row.handover.map(|id| HandoverId(id.into())),
            staff: parsed(&row.staff)?,
            role: parsed(&row.role)?,
            purpose: parsed(&row.purpose)?,
            categories: split(&row.categories)?,
            at: row.at.timestamp(),
        })
    };
    rows.into_iter().map(entry).collect()
}
