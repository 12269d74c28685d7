//! The close of a plan, and the follow-ups after it.

use diesel::prelude::*;
use jiff::{Timestamp, civil::Date};
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRole;

use super::{
    parsed, parsed_option,
    schema::{safety_plan_closings, safety_plan_follow_ups},
};
use crate::domain::FollowUpOutcome;

/// A close that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanClosing {
    /// Id.
    pub id: Id,
    /// In which role it was closed.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
    /// Its follow-ups, by day.
    pub follow_ups: Vec<FollowUp>,
}

/// A follow-up, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The day it is planned for.
    pub due_on: Date,
    /// What came of it, in which role and when.
    pub done: Option<(FollowUpOutcome, StaffRole, Timestamp)>,
}

impl PlanClosing {
    /// The days of the follow-ups that nobody has done.
    pub fn days_left(&self) -> Vec<Date> {
        self.follow_ups.iter().filter(|one| one.done.is_none()).map(|one| one.due_on).collect()
    }
}

/// Day, outcome, role, time.
type Columns = (String, Option<String>, Option<String>, Option<Micros>);

/// Closes a plan. A second close before it is taken up is refused by the database, and so is a follow-up later than a year after it.
///
/// # Errors
/// [`store::Error`].
pub fn close(conn: &mut Conn, plan: Id, (closed_on, days): (Date, &[Date]), staff: &casework::Staff, at: Timestamp) -> Result<()> {
    let id = Id::generate(at);
    let row = (
        safety_plan_closings::id.eq(id),
        safety_plan_closings::plan.eq(plan),
        safety_plan_closings::staff.eq(staff.reference.as_str()),
        safety_plan_closings::role.eq(staff.role.code()),
        safety_plan_closings::at.eq(Micros::from(at)),
    );
    let query = diesel::insert_into(safety_plan_closings::table).values(row);
    on!(conn, c => query.execute(c))?;
    for day in days {
        let row = (
            safety_plan_follow_ups::closing.eq(id),
            safety_plan_follow_ups::due_on.eq(day.to_string()),
            safety_plan_follow_ups::closed_on.eq(closed_on.to_string()),
        );
        let query = diesel::insert_into(safety_plan_follow_ups::table).values(row);
        on!(conn, c => query.execute(c))?;
    }
    Ok(())
}

/// The close that stands, with its follow-ups.
///
/// # Errors
/// [`store::Error`].
pub fn standing(conn: &mut Conn, plan: Id) -> Result<Option<PlanClosing>> {
    let query = safety_plan_closings::table
        .filter(safety_plan_closings::plan.eq(plan))
        .filter(safety_plan_closings::taken_up_at.is_null())
        .select((safety_plan_closings::id, safety_plan_closings::role, safety_plan_closings::at));
    let row: Option<(Id, String, Micros)> = on!(conn, c => query.first(c).optional())?;
    let Some((id, role, at)) = row else { return Ok(None) };
    let query = safety_plan_follow_ups::table.filter(safety_plan_follow_ups::closing.eq(id)).order(safety_plan_follow_ups::due_on).select(
        (safety_plan_follow_ups::due_on, safety_plan_follow_ups::outcome, safety_plan_follow_ups::role, safety_plan_follow_ups::at),
    );
    let rows: Vec<Columns> = on!(conn, c => query.load(c))?;
    let follow_up = |(due_on, outcome, role, at): Columns| {
        let outcome: Option<FollowUpOutcome> = parsed_option(outcome.as_deref())?;
        let done = outcome.zip(parsed_option(role.as_deref())?).zip(at);
        Ok(FollowUp { due_on: parsed(&due_on)?, done: done.map(|((outcome, role), at)| (outcome, role, at.timestamp())) })
    };
    let follow_ups = rows.into_iter().map(follow_up).collect::<Result<_>>()?;
    Ok(Some(PlanClosing { id, role: parsed(&role)?, at: at.timestamp(), follow_ups }))
}

/// Writes what came of a follow-up. The first word stands; says whether one was waiting for it.
///
/// # Errors
/// [`store::Error`].
pub fn follow_up(
    conn: &mut Conn,
    closing: Id,
    (day, outcome): (Date, FollowUpOutcome),
    staff: &casework::Staff,
    at: Timestamp,
) -> Result<bool> {
    let waiting = safety_plan_follow_ups::table
        .filter(safety_plan_follow_ups::closing.eq(closing))
        .filter(safety_plan_follow_ups::due_on.eq(day.to_string()))
        .filter(safety_plan_follow_ups::outcome.is_null());
    let query = diesel::update(waiting).set((
        safety_plan_follow_ups::outcome.eq(outcome.code()),
        safety_plan_follow_ups::staff.eq(staff.reference.as_str()),
        safety_plan_follow_ups::role.eq(staff.role.code()),
        safety_plan_follow_ups::at.eq(Micros::from(at)),
    ));
    Ok(on!(conn, c => query.execute(c))? > 0)
}

/// Takes a closed plan up again; says whether it was closed.
///
/// # Errors
/// [`store::Error`].
pub fn take_up(conn: &mut Conn, plan: Id, staff: &casework::Staff, at: Timestamp) -> Result<bool> {
    let closed =
        safety_plan_closings::table.filter(safety_plan_closings::plan.eq(plan)).filter(safety_plan_closings::taken_up_at.is_null());
    let query = diesel::update(closed)
        .set((safety_plan_closings::taken_up_by.eq(staff.reference.as_str()), safety_plan_closings::taken_up_at.eq(Micros::from(at))));
    Ok(on!(conn, c => query.execute(c))? > 0)
}
