//! Whether the exposed person gets a paper, and each one that was made. What was on it is not kept.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRole;

use super::{
    parsed,
    schema::{safety_plan_papers, safety_plan_prints},
};
use crate::domain::PaperChoice;

/// Writes what was chosen. The newest choice stands.
///
/// # Errors
/// [`store::Error`].
pub fn choose(conn: &mut Conn, plan: Id, choice: PaperChoice, staff: &casework::Staff, at: Timestamp) -> Result<()> {
    let row = (
        safety_plan_papers::id.eq(Id::generate(at)),
        safety_plan_papers::plan.eq(plan),
        safety_plan_papers::choice.eq(choice.code()),
        safety_plan_papers::staff.eq(staff.reference.as_str()),
        safety_plan_papers::role.eq(staff.role.code()),
        safety_plan_papers::at.eq(Micros::from(at)),
    );
    let query = diesel::insert_into(safety_plan_papers::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// What was chosen last, in which role and when; none when nobody has chosen.
///
/// # Errors
/// [`store::Error`].
pub fn standing(conn: &mut Conn, plan: Id) -> Result<Option<(PaperChoice, StaffRole, Timestamp)>> {
    let query = safety_plan_papers::table
        .filter(safety_plan_papers::plan.eq(plan))
        .order((safety_plan_papers::at.desc(), safety_plan_papers::id.desc()))
        .select((safety_plan_papers::choice, safety_plan_papers::role, safety_plan_papers::at));
    let row: Option<(String, String, Micros)> = on!(conn, c => query.first(c).optional())?;
    row.map(|(choice, role, at)| Ok((parsed(&choice)?, parsed(&role)?, at.timestamp()))).transpose()
}

/// Writes that a paper was made.
///
/// # Errors
/// [`store::Error`].
pub fn print(conn: &mut Conn, plan: Id, staff: &casework::Staff, at: Timestamp) -> Result<()> {
    let row = (
        safety_plan_prints::id.eq(Id::generate(at)),
        safety_plan_prints::plan.eq(plan),
        safety_plan_prints::staff.eq(staff.reference.as_str()),
        safety_plan_prints::role.eq(staff.role.code()),
        safety_plan_prints::at.eq(Micros::from(at)),
    );
    let query = diesel::insert_into(safety_plan_prints::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The papers that were made, the newest first: role and time.
///
/// # Errors
/// [`store::Error`].
pub fn prints_of(conn: &mut Conn, plan: Id) -> Result<Vec<(StaffRole, Timestamp)>> {
    let query = safety_plan_prints::table
        .filter(safety_plan_prints::plan.eq(plan))
        .order((safety_plan_prints::at.desc(), safety_plan_prints::id.desc()))
        .select((safety_plan_prints::role, safety_plan_prints::at));
    let rows: Vec<(String, Micros)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(role, at)| Ok((parsed(&role)?, at.timestamp()))).collect()
}
