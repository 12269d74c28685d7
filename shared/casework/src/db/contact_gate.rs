//! Answers before any contact with the person who uses violence. Rows are added, never changed.

use diesel::prelude::*;
use store::{Conn, Id, Micros, Result, on};
use wire::UnitId;

use super::{parsed, schema::contact_gate_answers};
use crate::domain::{GateAnswered, Staff};

/// Writes an answer.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, case: Id, answered: &GateAnswered, staff: &Staff) -> Result<()> {
    let row = (
        contact_gate_answers::id.eq(Id::generate(answered.at)),
        contact_gate_answers::case_id.eq(case),
        contact_gate_answers::unit.eq(staff.unit.as_str()),
        contact_gate_answers::question.eq(answered.question.code()),
        contact_gate_answers::answer.eq(answered.answer.code()),
        contact_gate_answers::staff.eq(staff.reference.as_str()),
        contact_gate_answers::staff_role.eq(answered.staff_role.code()),
        contact_gate_answers::at.eq(Micros::from(answered.at)),
    );
    let query = diesel::insert_into(contact_gate_answers::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The answers of a case, each with the unit that gave it, the oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<(UnitId, GateAnswered)>> {
    let query = contact_gate_answers::table
        .filter(contact_gate_answers::case_id.eq(case))
        .order((contact_gate_answers::at, contact_gate_answers::id))
        .select((
            contact_gate_answers::unit,
            contact_gate_answers::question,
            contact_gate_answers::answer,
            contact_gate_answers::staff_role,
            contact_gate_answers::at,
        ));
    let rows: Vec<(String, String, String, String, Micros)> = on!(conn, c => query.load(c))?;
    let answered = |(unit, question, answer, role, at): (String, String, String, String, Micros)| {
        let (question, answer, staff_role) = (parsed(&question)?, parsed(&answer)?, parsed(&role)?);
        Ok((parsed(&unit)?, GateAnswered { question, answer, staff_role, at: at.timestamp() }))
    };
    rows.into_iter().map(answered).collect()
}
