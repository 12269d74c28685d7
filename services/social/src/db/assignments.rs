//! Cases that went from one colleague to another.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRef;

use super::{parsed, schema::assignments};
use crate::domain::Assignment;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = assignments)]
struct Row {
    id: Id,
    case_id: Id,
    case_code: String,
    unit: String,
    from_staff: String,
    to_staff: String,
    by_staff: String,
    at: Micros,
}

impl Row {
    fn into_assignment(self) -> Result<Assignment> {
        Ok(Assignment {
            id: self.id,
            case: self.case_id,
            code: parsed(&self.case_code)?,
            unit: parsed(&self.unit)?,
            from: parsed(&self.from_staff)?,
            to: parsed(&self.to_staff)?,
            by: parsed(&self.by_staff)?,
            at: self.at.timestamp(),
        })
    }
}

/// Writes one.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, assignment: &Assignment) -> Result<()> {
    let row = Row {
        id: assignment.id,
        case_id: assignment.case,
        case_code: assignment.code.to_string(),
        unit: assignment.unit.to_string(),
        from_staff: assignment.from.to_string(),
        to_staff: assignment.to.to_string(),
        by_staff: assignment.by.to_string(),
        at: assignment.at.into(),
    };
    on!(conn, c => diesel::insert_into(assignments::table).values(&row).execute(c))?;
    Ok(())
}

/// What a person has got and not yet said that they know, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn untold(conn: &mut Conn, to: &StaffRef) -> Result<Vec<Assignment>> {
    let query = assignments::table
        .filter(assignments::to_staff.eq(to.as_str()))
        .filter(assignments::seen_at.is_null())
        .order((assignments::at, assignments::id));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_assignment).collect()
}

/// The person knows; says whether it was theirs to know.
///
/// # Errors
/// [`store::Error`].
pub fn set_seen(conn: &mut Conn, id: Id, to: &StaffRef, now: Timestamp) -> Result<bool> {
    let own = assignments::table.filter(assignments::id.eq(id)).filter(assignments::to_staff.eq(to.as_str()));
    let query = diesel::update(own).set(assignments::seen_at.eq(Micros::from(now)));
    Ok(on!(conn, c => query.execute(c))? == 1)
}
