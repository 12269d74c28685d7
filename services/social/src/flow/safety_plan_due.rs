//! What makes a plan due: what the unit holds of its case since somebody looked, and the days that were planned.

use casework::{Case, Casework, Staff, Tie, Way, cases, held_categories};
use jiff::Timestamp;
use store::Conn;
use wire::{AgencyId, CaseCode, Category, Value, value::Participation};

use super::{
    SafetyPlanProblem,
    safety_plan::{open_version, review_day},
};
use crate::{
    db::{
        safety_plan_closings, safety_plan_reviews,
        safety_plans::{self, SafetyPlan},
    },
    domain::{PlanDue, PlanEvent, PlanEventKind, PlanLookedAt, PlanOf, plan_due},
};

/// A plan of a unit that is to be gone through. Nothing of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanToReview {
    /// The case.
    pub code: CaseCode,
    /// The agency that opened it.
    pub opened_by: AgencyId,
    /// Why.
    pub due: Vec<PlanDue>,
}

/// What ties a person's unit to a case; none when it does not work with it.
pub type AskPlanTie<'a> = &'a dyn Fn(&mut Conn, &Case, &Staff) -> store::Result<Option<Tie>>;

/// Why her plan of a case is to be gone through now; nothing when there is none.
///
/// # Errors
/// See [`SafetyPlanProblem`].
pub fn safety_plan_due(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    who: (&Staff, Tie),
    now: Timestamp,
) -> Result<Vec<PlanDue>, SafetyPlanProblem> {
    match safety_plans::find(conn, &who.0.unit, case.id, PlanOf::Victim)? {
        Some(plan) => due_of(casework, conn, case, who, &plan, now),
        None => Ok(Vec::new()),
    }
}

/// The plans of these owners at the person's unit that are to be gone through, the oldest plan first.
///
/// # Errors
/// See [`SafetyPlanProblem`].
pub fn plans_to_review(
    casework: &Casework,
    conn: &mut Conn,
    of: PlanOf,
    (staff, tie): (&Staff, AskPlanTie<'_>),
    now: Timestamp,
) -> Result<Vec<PlanToReview>, SafetyPlanProblem> {
    let mut found = Vec::new();
    for plan in safety_plans::of_unit(conn, &staff.unit, of)? {
        let case = cases::find(conn, plan.case)?.ok_or(SafetyPlanProblem::Unreadable)?;
        let Some(tie) = tie(conn, &case, staff)? else { continue };
        let due = due_of(casework, conn, &case, (staff, tie), &plan, now)?;
        if !due.is_empty() {
            found.push(PlanToReview { code: case.code, opened_by: case.opened_by, due });
        }
    }
    Ok(found)
}

/// Why one plan is to be gone through.
pub(super) fn due_of(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    who: (&Staff, Tie),
    plan: &SafetyPlan,
    now: Timestamp,
) -> Result<Vec<PlanDue>, SafetyPlanProblem> {
    let versions = safety_plans::versions_of(conn, plan.id)?;
    let newest = versions.first().ok_or(SafetyPlanProblem::Unreadable)?;
    let reviews = safety_plan_reviews::of_plan(conn, plan.id)?;
    let closing = safety_plan_closings::standing(conn, plan.id)?;
    let is_open = closing.is_none();
    let looked = PlanLookedAt {
        seen_at: reviews.iter().map(|review| review.seen_at).chain([newest.seen_at]).max().unwrap_or(newest.seen_at),
        review_on: review_day(newest, &reviews).filter(|_| is_open),
        goal_days: match is_open {
            true => open_version(casework, conn, case, newest)?.goal_days().collect(),
            false => Vec::new(),
        },
        follow_ups: closing.map(|closing| closing.days_left()).unwrap_or_default(),
    };
    let events = events(casework, conn, case, who, plan.whose, now)?;
    Ok(plan_due(plan.whose, &looked, &events, now))
}

/// What the unit holds of a case that may concern a plan. Of a treatment the value says whether it was missed or broken off, so that a look
/// at it is in the access log; nothing else is opened.
fn events(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    who: (&Staff, Tie),
    of: PlanOf,
    now: Timestamp,
) -> Result<Vec<PlanEvent>, SafetyPlanProblem> {
    let mut events = Vec::new();
    for held in held_categories(conn, case, who)? {
        let kinds = held.categories.iter().filter_map(|category| kind_of(*category, held.way)).filter(|kind| kind.concerns(of));
        events.extend(kinds.map(|kind| PlanEvent { kind, at: held.since }));
    }
    for told in casework.told_values(conn, case, who, &[Category::TreatmentEvent], now)? {
        let Value::TreatmentEvent(event) = told.value else { continue };
        if matches!(event.participation, Participation::Missed | Participation::EndedEarly) {
            events.push(PlanEvent { kind: PlanEventKind::Treatment, at: told.came_at });
        }
    }
    Ok(events)
}

/// New violence is an event whether the unit heard of it or told of it; the rest is what others tell.
const fn kind_of(category: Category, way: Way) -> Option<PlanEventKind> {
    match (category, way) {
        (Category::Release, Way::Received) => Some(PlanEventKind::Release),
        (Category::Incident | Category::NewViolence, _) => Some(PlanEventKind::NewEvent),
        (Category::InvestigationStep, Way::Received) => Some(PlanEventKind::Step),
        _ => None,
    }
}
