//! What is done with a plan beside saving it: gone through, given a coordinator, put on paper, closed, followed up, taken up again.

use casework::{Case, Staff};
use jiff::{Timestamp, civil::Date};
use rulebook::Moment;
use store::{Conn, ErrorKind};
use wire::StaffRef;

use super::{
    SafetyPlanProblem,
    safety_plan::{own_plan, plan_colleagues},
};
use crate::{
    db::{
        safety_plan_closings, safety_plan_papers,
        safety_plan_reviews::{self, PlanCoordinator, PlanReview},
    },
    domain::{FollowUpOutcome, PaperChoice, PlanOf, may_follow_up},
};

/// Writes that a plan was gone through as it is. What came after the page was made is not covered by it.
///
/// # Errors
/// [`SafetyPlanProblem::NotFound`].
pub fn review_safety_plan(
    conn: &mut Conn,
    case: &Case,
    (of, seen_at, next_on): (PlanOf, Timestamp, Option<Date>),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), SafetyPlanProblem> {
    let plan = own_plan(conn, case, staff, of)?;
    let review = PlanReview { next_on, seen_at: seen_at.min(now), staff: staff.reference.clone(), role: staff.role, at: now };
    Ok(safety_plan_reviews::insert(conn, plan.id, &review)?)
}

/// Names who coordinates a plan (tovholder). Who did before stays in its history.
///
/// # Errors
/// [`SafetyPlanProblem::NotFound`] for somebody of another unit.
pub fn name_coordinator(
    conn: &mut Conn,
    case: &Case,
    (of, coordinator): (PlanOf, &StaffRef),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), SafetyPlanProblem> {
    let plan = own_plan(conn, case, staff, of)?;
    if !plan_colleagues(conn, staff)?.iter().any(|member| member.reference == *coordinator) {
        return Err(SafetyPlanProblem::NotFound);
    }
    let named = PlanCoordinator { coordinator: coordinator.clone(), named_by: (staff.reference.clone(), staff.role), at: now };
    Ok(safety_plan_reviews::name_coordinator(conn, plan.id, &named)?)
}

/// Writes whether she gets a paper.
///
/// # Errors
/// [`SafetyPlanProblem::NotFound`].
pub fn choose_paper(conn: &mut Conn, case: &Case, choice: PaperChoice, staff: &Staff, now: Timestamp) -> Result<(), SafetyPlanProblem> {
    let plan = own_plan(conn, case, staff, PlanOf::Victim)?;
    Ok(safety_plan_papers::choose(conn, plan.id, choice, staff, now)?)
}

/// Writes that a paper is made.
///
/// # Errors
/// [`SafetyPlanProblem::NoPaper`] unless she gets one.
pub fn print_safety_plan(conn: &mut Conn, case: &Case, staff: &Staff, now: Timestamp) -> Result<(), SafetyPlanProblem> {
    let plan = own_plan(conn, case, staff, PlanOf::Victim)?;
    match safety_plan_papers::standing(conn, plan.id)? {
        Some((PaperChoice::KeepsSafe, ..)) => Ok(safety_plan_papers::print(conn, plan.id, staff, now)?),
        _ => Err(SafetyPlanProblem::NoPaper),
    }
}

/// Closes a plan, with the days on which it is followed up.
///
/// # Errors
/// [`SafetyPlanProblem::DoesNotFit`] for a day later than a year from now; [`SafetyPlanProblem::WrongState`] when it is closed already.
pub fn close_safety_plan(
    conn: &mut Conn,
    case: &Case,
    (of, days): (PlanOf, &[Date]),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), SafetyPlanProblem> {
    let plan = own_plan(conn, case, staff, of)?;
    let today = Moment::in_sweden(now).date();
    if !days.iter().all(|day| may_follow_up(today, *day)) {
        return Err(SafetyPlanProblem::DoesNotFit);
    }
    safety_plan_closings::close(conn, plan.id, (today, days), staff, now).map_err(|error| match error.kind() {
        ErrorKind::UniqueViolation => SafetyPlanProblem::WrongState,
        _ => error.into(),
    })
}

/// Writes what came of a follow-up.
///
/// # Errors
/// [`SafetyPlanProblem::WrongState`] for a plan that is not closed, and for a day that is not waited for.
pub fn follow_up_safety_plan(
    conn: &mut Conn,
    case: &Case,
    (of, day, outcome): (PlanOf, Date, FollowUpOutcome),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), SafetyPlanProblem> {
    let plan = own_plan(conn, case, staff, of)?;
    let closing = safety_plan_closings::standing(conn, plan.id)?.ok_or(SafetyPlanProblem::WrongState)?;
    let written = safety_plan_closings::follow_up(conn, closing.id, (day, outcome), staff, now)?;
    if written { Ok(()) } else { Err(SafetyPlanProblem::WrongState) }
}

/// Takes a closed plan up again. Its follow-ups that are left are waited for no more.
///
/// # Errors
/// [`SafetyPlanProblem::WrongState`] when it is not closed.
pub fn take_up_safety_plan(conn: &mut Conn, case: &Case, of: PlanOf, staff: &Staff, now: Timestamp) -> Result<(), SafetyPlanProblem> {
    let plan = own_plan(conn, case, staff, of)?;
    if safety_plan_closings::take_up(conn, plan.id, staff, now)? { Ok(()) } else { Err(SafetyPlanProblem::WrongState) }
}
