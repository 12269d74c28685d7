//! That a plan was gone through, and who coordinates it. Rows are added: the newest stands.

use diesel::prelude::*;
use jiff::{Timestamp, civil::Date};
use store::{Conn, Id, Micros, Result, on};
use wire::{StaffRef, StaffRole};

use super::{
    parsed, parsed_option,
    schema::{safety_plan_coordinators, safety_plan_reviews},
};

/// A plan was gone through, with or without a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanReview {
    /// The day of the next one, when one was chosen.
    pub next_on: Option<Date>,
    /// The page that whoever did had before them.
    pub seen_at: Timestamp,
    /// Who.
    pub staff: StaffRef,
    /// In which role.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
}

/// Somebody was named as coordinator (tovholder).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanCoordinator {
    /// Who coordinates.
    pub coordinator: StaffRef,
    /// Who wrote it, and in which role.
    pub named_by: (StaffRef, StaffRole),
    /// When.
    pub at: Timestamp,
}

/// Writes that a plan was gone through.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, plan: Id, review: &PlanReview) -> Result<()> {
    let row = (
        safety_plan_reviews::id.eq(Id::generate(review.at)),
        safety_plan_reviews::plan.eq(plan),
        safety_plan_reviews::next_on.eq(review.next_on.map(|day| day.to_string())),
        safety_plan_reviews::seen_at.eq(Micros::from(review.seen_at)),
        safety_plan_reviews::staff.eq(review.staff.as_str()),
        safety_plan_reviews::role.eq(review.role.code()),
        safety_plan_reviews::at.eq(Micros::from(review.at)),
    );
    let query = diesel::insert_into(safety_plan_reviews::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The times that a plan was gone through, the newest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_plan(conn: &mut Conn, plan: Id) -> Result<Vec<PlanReview>> {
    let query = safety_plan_reviews::table
        .filter(safety_plan_reviews::plan.eq(plan))
        .order((safety_plan_reviews::at.desc(), safety_plan_reviews::id.desc()))
        .select((
            safety_plan_reviews::next_on,
            safety_plan_reviews::seen_at,
            safety_plan_reviews::staff,
            safety_plan_reviews::role,
            safety_plan_reviews::at,
        ));
    let rows: Vec<(Option<String>, Micros, String, String, Micros)> = on!(conn, c => query.load(c))?;
    let review = |(next, seen_at, staff, role, at): (Option<String>, Micros, String, String, Micros)| {
        Ok(PlanReview {
            next_on: parsed_option(next.as_deref())?,
            seen_at: seen_at.timestamp(),
            staff: parsed(&staff)?,
            role: parsed(&role)?,
            at: at.timestamp(),
        })
    };
    rows.into_iter().map(review).collect()
}

/// Names a coordinator.
///
/// # Errors
/// [`store::Error`].
pub fn name_coordinator(conn: &mut Conn, plan: Id, named: &PlanCoordinator) -> Result<()> {
    let row = (
        safety_plan_coordinators::id.eq(Id::generate(named.at)),
        safety_plan_coordinators::plan.eq(plan),
        safety_plan_coordinators::coordinator.eq(named.coordinator.as_str()),
        safety_plan_coordinators::staff.eq(named.named_by.0.as_str()),
        safety_plan_coordinators::role.eq(named.named_by.1.code()),
        safety_plan_coordinators::at.eq(Micros::from(named.at)),
    );
    let query = diesel::insert_into(safety_plan_coordinators::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Who has coordinated a plan, the newest first: the first of them does.
///
/// # Errors
/// [`store::Error`].
pub fn coordinators_of(conn: &mut Conn, plan: Id) -> Result<Vec<PlanCoordinator>> {
    let query = safety_plan_coordinators::table
        .filter(safety_plan_coordinators::plan.eq(plan))
        .order((safety_plan_coordinators::at.desc(), safety_plan_coordinators::id.desc()))
        .select((
            safety_plan_coordinators::coordinator,
            safety_plan_coordinators::staff,
            safety_plan_coordinators::role,
            safety_plan_coordinators::at,
        ));
    let rows: Vec<(String, String, String, Micros)> = on!(conn, c => query.load(c))?;
    let named = |(coordinator, staff, role, at): (String, String, String, Micros)| {
        Ok(PlanCoordinator { coordinator: parsed(&coordinator)?, named_by: (parsed(&staff)?, parsed(&role)?), at: at.timestamp() })
    };
    rows.into_iter().map(named).collect()
}
