//! Decisions to leave out what a duty would send.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{Category, StaffRef, StaffRole};

use super::{parsed, schema::duty_decisions};
use crate::domain::{
    concern::Judged,
    duty_decision::{DutyLeftOut, DutyReason},
};

/// A decision as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyDecision {
    /// What was left out, and why.
    pub left_out: DutyLeftOut,
    /// Who decided, and when.
    pub judged: Judged,
    /// When it was taken back.
    pub taken_back_at: Option<Timestamp>,
}

/// Writes a decision. One for the same category is taken back first: each stands in the table.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, case: Id, left_out: DutyLeftOut, judged: &Judged) -> Result<()> {
    take_back(conn, case, left_out.category, judged.at)?;
    let row = (
        duty_decisions::id.eq(Id::generate(judged.at)),
        duty_decisions::case_id.eq(case),
        duty_decisions::category.eq(left_out.category.code()),
        duty_decisions::reason.eq(left_out.reason.code()),
        duty_decisions::staff.eq(judged.staff.to_string()),
        duty_decisions::role.eq(judged.role.code()),
        duty_decisions::at.eq(Micros::from(judged.at)),
    );
    let query = diesel::insert_into(duty_decisions::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Takes back the decision on a category, if one is in force.
///
/// # Errors
/// [`store::Error`].
pub fn take_back(conn: &mut Conn, case: Id, category: Category, now: Timestamp) -> Result<()> {
    let in_force = duty_decisions::table
        .filter(duty_decisions::case_id.eq(case))
        .filter(duty_decisions::category.eq(category.code()))
        .filter(duty_decisions::taken_back_at.is_null());
    let query = diesel::update(in_force).set(duty_decisions::taken_back_at.eq(Micros::from(now)));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

type Row = (String, String, String, String, Micros, Option<Micros>);

/// Every decision of a call-out, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<DutyDecision>> {
    let query = duty_decisions::table.filter(duty_decisions::case_id.eq(case)).order((duty_decisions::at, duty_decisions::id)).select((
        duty_decisions::category,
        duty_decisions::reason,
        duty_decisions::staff,
        duty_decisions::role,
        duty_decisions::at,
        duty_decisions::taken_back_at,
    ));
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(decision).collect()
}

fn decision((category, reason, staff, role, at, taken_back_at): Row) -> Result<DutyDecision> {
    let (category, reason): (Category, DutyReason) = (parsed(&category)?, parsed(&reason)?);
    let (staff, role): (StaffRef, StaffRole) = (parsed(&staff)?, parsed(&role)?);
    Ok(DutyDecision {
        left_out: DutyLeftOut { category, reason },
        judged: Judged { at: at.timestamp(), role, staff },
        taken_back_at: taken_back_at.map(Micros::timestamp),
    })
}
