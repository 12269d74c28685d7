//! What was done on the scene and after: one line for each tap.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{StaffRef, StaffRole, SubjectId, UnitId};

use super::{parsed, schema::care_entries};
use crate::domain::CareTopic;

/// A line as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareEntry {
    /// Id.
    pub id: Id,
    /// The case.
    pub case: Id,
    /// The unit it was noted at.
    pub unit: UnitId,
    /// What it is about.
    pub topic: CareTopic,
    /// The child that was talked with.
    pub child: Option<SubjectId>,
    /// What it says, sealed with the key of the case.
    pub sealed_detail: Vec<u8>,
    /// Who noted it.
    pub staff: StaffRef,
    /// In which role.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
    /// The line that it corrects.
    pub corrects: Option<Id>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = care_entries)]
struct Row {
    id: Id,
    case_id: Id,
    unit: String,
    topic: String,
    child: Option<Id>,
    sealed_detail: Vec<u8>,
    staff: String,
    role: String,
    at: Micros,
    corrects: Option<Id>,
}

/// Writes a line. A second correction of one line is refused by the database.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, entry: &CareEntry) -> Result<()> {
    let row = Row {
        id: entry.id,
        case_id: entry.case,
        unit: entry.unit.to_string(),
        topic: entry.topic.to_string(),
        child: entry.child.map(|child| child.0.into()),
        sealed_detail: entry.sealed_detail.clone(),
        staff: entry.staff.to_string(),
        role: entry.role.to_string(),
        at: entry.at.into(),
        corrects: entry.corrects,
    };
    let query = diesel::insert_into(care_entries::table).values(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The lines of a case at one unit, as they were written.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, unit: &UnitId, case: Id) -> Result<Vec<CareEntry>> {
    let query = care_entries::table
        .filter(care_entries::case_id.eq(case))
        .filter(care_entries::unit.eq(unit.as_str()))
        .order((care_entries::at, care_entries::id))
        .select(care_entries::all_columns);
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    let entry = |row: Row| {
        Ok(CareEntry {
            id: row.id,
            case: row.case_id,
            unit: parsed(&row.unit)?,
            topic: parsed(&row.topic)?,
            child: row.child.map(|child| SubjectId(child.into())),
            sealed_detail: row.sealed_detail,
            staff: parsed(&row.staff)?,
            role: parsed(&row.role)?,
            at: row.at.timestamp(),
            corrects: row.corrects,
        })
    };
    rows.into_iter().map(entry).collect()
}
