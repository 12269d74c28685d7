//! Why a member of staff works on a call-out.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRef;

use super::{parsed, schema::call_out_relations};
use crate::domain::relation::Relation;

/// Writes a relation; the first that was said stays.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, case: Id, staff: &StaffRef, relation: Relation, now: Timestamp) -> Result<()> {
    let row = (
        call_out_relations::case_id.eq(case),
        call_out_relations::staff.eq(staff.to_string()),
        call_out_relations::relation.eq(relation.code()),
        call_out_relations::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(call_out_relations::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The relation of a member of staff to a call-out, and since when.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, case: Id, staff: &StaffRef) -> Result<Option<(Relation, Timestamp)>> {
    let query = call_out_relations::table.find((case, staff.to_string())).select((call_out_relations::relation, call_out_relations::at));
    let row: Option<(String, Micros)> = on!(conn, c => query.get_result(c).optional())?;
    row.map(|(relation, at)| Ok((parsed(&relation)?, at.timestamp()))).transpose()
}
