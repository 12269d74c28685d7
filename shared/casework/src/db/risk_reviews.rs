//! When outcomes are looked at again, and what came of it. A day that was planned stays as it was planned.

use diesel::prelude::*;
use jiff::{Timestamp, civil::Date};
use store::{Conn, Id, Micros, Result, on};
use wire::{AgencyId, CaseCode, StaffRole, UnitId};

use super::{
    parsed, parsed_option,
    schema::{cases, risk_reviews, risks},
};
use crate::domain::{ReviewOutcome, RiskId, Staff};

/// The day that was planned, what came of it, in which role and when.
type Columns = (Option<String>, Option<String>, Option<String>, Option<Micros>);

/// One review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskReview {
    /// The day it was planned for; none when it was held without a plan.
    pub planned_on: Option<Date>,
    /// What came of it, in which role and when; none while it is to come.
    pub ended: Option<(ReviewOutcome, StaffRole, Timestamp)>,
}

/// A review to come, without anything of what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComingReview {
    /// The case.
    pub case_code: CaseCode,
    /// The agency that opened it.
    pub opened_by: AgencyId,
    /// The day.
    pub planned_on: Date,
}

/// Plans the next one. There is one at most.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn plan(conn: &mut Conn, risk: RiskId, day: Date, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        risk_reviews::id.eq(Id::generate(now)),
        risk_reviews::risk.eq(risk.0),
        risk_reviews::planned_on.eq(day.to_string()),
        risk_reviews::planned_by.eq(staff.reference.as_str()),
        risk_reviews::planned_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(risk_reviews::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Ends the one to come; says whether there was one.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn end(conn: &mut Conn, risk: RiskId, outcome: ReviewOutcome, staff: &Staff, now: Timestamp) -> Result<bool> {
    let open = risk_reviews::table.filter(risk_reviews::risk.eq(risk.0)).filter(risk_reviews::outcome.is_null());
    let query = diesel::update(open).set((
        risk_reviews::outcome.eq(outcome.code()),
        risk_reviews::ended_by.eq(staff.reference.as_str()),
        risk_reviews::ended_role.eq(staff.role.code()),
        risk_reviews::ended_at.eq(Micros::from(now)),
    ));
    Ok(on!(conn, c => query.execute(c))? > 0)
}

/// Writes one that was held without a plan.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn held(conn: &mut Conn, risk: RiskId, outcome: ReviewOutcome, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        risk_reviews::id.eq(Id::generate(now)),
        risk_reviews::risk.eq(risk.0),
        risk_reviews::planned_by.eq(staff.reference.as_str()),
        risk_reviews::planned_at.eq(Micros::from(now)),
        risk_reviews::outcome.eq(outcome.code()),
        risk_reviews::ended_by.eq(staff.reference.as_str()),
        risk_reviews::ended_role.eq(staff.role.code()),
        risk_reviews::ended_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(risk_reviews::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Those of an outcome, the latest first.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn of_risk(conn: &mut Conn, risk: RiskId) -> Result<Vec<RiskReview>> {
    let query = risk_reviews::table
        .filter(risk_reviews::risk.eq(risk.0))
        .order((risk_reviews::planned_at.desc(), risk_reviews::id.desc()))
        .select((risk_reviews::planned_on, risk_reviews::outcome, risk_reviews::ended_role, risk_reviews::ended_at));
    let rows: Vec<Columns> = on!(conn, c => query.load(c))?;
    let review = |(planned, outcome, role, at): Columns| {
        let outcome: Option<ReviewOutcome> = parsed_option(outcome.as_deref())?;
        let ended = outcome.zip(parsed_option(role.as_deref())?).zip(at);
        Ok(RiskReview {
            planned_on: parsed_option(planned.as_deref())?,
            ended: ended.map(|((outcome, role), at)| (outcome, role, at.timestamp())),
        })
    };
    rows.into_iter().map(review).collect()
}

/// Those to come of a unit, the most overdue first. An outcome that was replaced is reviewed no more.
///
/// # Errors
/// [`store::Error`].
pub fn coming(conn: &mut Conn, unit: &UnitId) -> Result<Vec<ComingReview>> {
    diesel::alias!(risks as laters: Later);
    let replacing = laters.filter(laters.field(risks::replaces).eq(risks::id.nullable()));
    let query = risk_reviews::table
        .inner_join(risks::table.on(risks::id.eq(risk_reviews::risk)))
        .inner_join(cases::table.on(cases::id.eq(risks::case_id)))
        .filter(risk_reviews::outcome.is_null())
        .filter(risk_reviews::planned_on.is_not_null())
        .filter(risks::unit.eq(unit.as_str()))
        .filter(diesel::dsl::not(diesel::dsl::exists(replacing)))
        .order((risk_reviews::planned_on, cases::code))
        .select((cases::code, cases::opened_by, risk_reviews::planned_on.assume_not_null()));
    let rows: Vec<(String, String, String)> = on!(conn, c => query.load(c))?;
    let coming = |(code, opened_by, planned): (String, String, String)| {
        Ok(ComingReview { case_code: parsed(&code)?, opened_by: parsed(&opened_by)?, planned_on: parsed(&planned)? })
    };
    rows.into_iter().map(coming).collect()
}
