//! Safety plans, and the versions of each. A version is never changed.

use diesel::prelude::*;
use jiff::{Timestamp, civil::Date};
use store::{Conn, Id, Micros, Result, on};
use wire::{StaffRef, StaffRole, UnitId};

use super::{
    parsed, parsed_option,
    schema::{safety_plan_versions, safety_plans},
};
use crate::domain::PlanOf;

/// A plan as it is kept: what it says is in its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafetyPlan {
    /// Id.
    pub id: Id,
    /// The case.
    pub case: Id,
    /// The unit that works with it.
    pub unit: UnitId,
    /// Whose it is.
    pub whose: PlanOf,
    /// Who began it, and in which role.
    pub begun_by: (StaffRef, StaffRole),
    /// When.
    pub begun_at: Timestamp,
}

/// A version as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanVersion {
    /// The plan.
    pub plan: Id,
    /// The first is 1.
    pub n: i64,
    /// What it says, sealed with the key of the case.
    pub sealed_content: Vec<u8>,
    /// The day of the next review.
    pub review_on: Option<Date>,
    /// The page that whoever saved had before them.
    pub seen_at: Timestamp,
    /// Who saved it.
    pub staff: StaffRef,
    /// In which role.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = safety_plans)]
struct PlanRow {
    id: Id,
    case_id: Id,
    unit: String,
    whose: String,
    begun_by: String,
    begun_role: String,
    begun_at: Micros,
}

impl PlanRow {
    fn into_plan(self) -> Result<SafetyPlan> {
        Ok(SafetyPlan {
            id: self.id,
            case: self.case_id,
            unit: parsed(&self.unit)?,
            whose: parsed(&self.whose)?,
            begun_by: (parsed(&self.begun_by)?, parsed(&self.begun_role)?),
            begun_at: self.begun_at.timestamp(),
        })
    }
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = safety_plan_versions)]
struct VersionRow {
    plan: Id,
    n: i64,
    sealed_content: Vec<u8>,
    review_on: Option<String>,
    seen_at: Micros,
    staff: String,
    role: String,
    at: Micros,
}

/// Begins a plan. A second one of the same owner in the case at the unit is refused by the database.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, plan: &SafetyPlan) -> Result<()> {
    let row = PlanRow {
        id: plan.id,
        case_id: plan.case,
        unit: plan.unit.to_string(),
        whose: plan.whose.to_string(),
        begun_by: plan.begun_by.0.to_string(),
        begun_role: plan.begun_by.1.to_string(),
        begun_at: plan.begun_at.into(),
    };
    let query = diesel::insert_into(safety_plans::table).values(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The plan of this owner in a case at one unit.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, unit: &UnitId, case: Id, whose: PlanOf) -> Result<Option<SafetyPlan>> {
    let query = safety_plans::table
        .filter(safety_plans::case_id.eq(case))
        .filter(safety_plans::unit.eq(unit.as_str()))
        .filter(safety_plans::whose.eq(whose.code()))
        .select(safety_plans::all_columns);
    let row: Option<PlanRow> = on!(conn, c => query.first(c).optional())?;
    row.map(PlanRow::into_plan).transpose()
}

/// The plans of these owners at one unit, the oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_unit(conn: &mut Conn, unit: &UnitId, whose: PlanOf) -> Result<Vec<SafetyPlan>> {
    let query = safety_plans::table
        .filter(safety_plans::unit.eq(unit.as_str()))
        .filter(safety_plans::whose.eq(whose.code()))
        .order((safety_plans::begun_at, safety_plans::id))
        .select(safety_plans::all_columns);
    let rows: Vec<PlanRow> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(PlanRow::into_plan).collect()
}

/// Adds a version. A second one with the same number is refused by the database.
///
/// # Errors
/// [`store::Error`].
pub fn add_version(conn: &mut Conn, version: &PlanVersion) -> Result<()> {
    let row = VersionRow {
        plan: version.plan,
        n: version.n,
        sealed_content: version.sealed_content.clone(),
        review_on: version.review_on.map(|day| day.to_string()),
        seen_at: version.seen_at.into(),
        staff: version.staff.to_string(),
        role: version.role.to_string(),
        at: version.at.into(),
    };
    let query = diesel::insert_into(safety_plan_versions::table).values(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The versions of a plan, the newest first.
///
/// # Errors
/// [`store::Error`].
pub fn versions_of(conn: &mut Conn, plan: Id) -> Result<Vec<PlanVersion>> {
    let query = safety_plan_versions::table
        .filter(safety_plan_versions::plan.eq(plan))
        .order(safety_plan_versions::n.desc())
        .select(safety_plan_versions::all_columns);
    let rows: Vec<VersionRow> = on!(conn, c => query.load(c))?;
    let version = |row: VersionRow| {
        Ok(PlanVersion {
            plan: row.plan,
            n: row.n,
            sealed_content: row.sealed_content,
            review_on: parsed_option(row.review_on.as_deref())?,
            seen_at: row.seen_at.timestamp(),
            staff: parsed(&row.staff)?,
            role: parsed(&row.role)?,
            at: row.at.timestamp(),
        })
    };
    rows.into_iter().map(version).collect()
}
