//! A safety plan: looked at, and saved as a new version. Earlier versions stay, and his plan is never looked for beside hers.

use casework::{Case, Casework, Staff, Tie, ViewPurpose, access_entries, staff as members};
use jiff::{Timestamp, civil::Date};
use rulebook::Moment;
use store::{Conn, ErrorKind, Id};
use wire::{Category, StaffRef, StaffRole, canonical};

use super::{SafetyPlanProblem, safety_plan_due::due_of};
use crate::{
    access::HANDOVER_ROLES,
    db::{
        safety_plan_closings::{self, PlanClosing},
        safety_plan_papers,
        safety_plan_reviews::{self, PlanReview},
        safety_plans::{self, PlanVersion, SafetyPlan},
    },
    domain::{PaperChoice, PlanContent, PlanDue, PlanOf},
};

/// A plan in the clear. `Debug` prints nothing of what it says.
#[derive(Debug, Clone)]
pub struct SafetyPlanShown {
    /// The plan.
    pub plan: SafetyPlan,
    /// What the version that is shown says.
    pub content: PlanContent,
    /// The versions, the newest first: number, name, role, time. A name is empty for who has left.
    pub versions: Vec<(i64, String, StaffRole, Timestamp)>,
    /// The day of the next review.
    pub review_on: Option<Date>,
    /// When it was gone through without a new version, the newest first.
    pub reviews: Vec<PlanReview>,
    /// Who has coordinated it, the newest first: reference, name, and since when.
    pub coordinators: Vec<(StaffRef, String, Timestamp)>,
    /// Whether she gets a paper: role and time of the choice.
    pub paper: Option<(PaperChoice, StaffRole, Timestamp)>,
    /// The papers that were made, the newest first.
    pub prints: Vec<(StaffRole, Timestamp)>,
    /// The close, while it stands.
    pub closing: Option<PlanClosing>,
    /// Why it is to be gone through now.
    pub due: Vec<PlanDue>,
}

impl SafetyPlanShown {
    /// The number of the newest version.
    pub fn version(&self) -> i64 {
        self.versions.first().map_or(0, |(n, ..)| *n)
    }

    /// She gets a paper.
    pub fn may_print(&self) -> bool {
        matches!(self.paper, Some((PaperChoice::KeepsSafe, ..)))
    }
}

/// A version to be saved.
#[derive(Debug, Clone)]
pub struct NewPlanVersion {
    /// Whose plan.
    pub of: PlanOf,
    /// The version that the page showed; 0 before the first.
    pub based_on: i64,
    /// What it says.
    pub content: PlanContent,
    /// The day of the next review.
    pub review_on: Option<Date>,
    /// When the page was made that whoever saves had before them.
    pub seen_at: Timestamp,
}

/// What the access log says was seen.
const fn seen(of: PlanOf) -> &'static [Category] {
    match of {
        PlanOf::Victim => &[Category::SafeContact, Category::SupportWanted],
        PlanOf::PersonUsingViolence => &[Category::SupportWanted, Category::InTreatment],
    }
}

/// The plan of this owner, for somebody who looks at it; none before the first version. Writes who did.
///
/// # Errors
/// See [`SafetyPlanProblem`].
pub fn view_safety_plan(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    (staff, tie): (&Staff, Tie),
    of: PlanOf,
    now: Timestamp,
) -> Result<Option<SafetyPlanShown>, SafetyPlanProblem> {
    access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, seen(of), now)?;
    let Some(plan) = safety_plans::find(conn, &staff.unit, case.id, of)? else { return Ok(None) };
    let kept = safety_plans::versions_of(conn, plan.id)?;
    let newest = kept.first().ok_or(SafetyPlanProblem::Unreadable)?;
    let mut versions = Vec::new();
    for one in &kept {
        versions.push((one.n, name_of(conn, &one.staff)?, one.role, one.at));
    }
    let mut coordinators = Vec::new();
    for one in safety_plan_reviews::coordinators_of(conn, plan.id)? {
        let name = name_of(conn, &one.coordinator)?;
        coordinators.push((one.coordinator, name, one.at));
    }
    let reviews = safety_plan_reviews::of_plan(conn, plan.id)?;
    Ok(Some(SafetyPlanShown {
        content: open_version(casework, conn, case, newest)?,
        review_on: review_day(newest, &reviews),
        paper: safety_plan_papers::standing(conn, plan.id)?,
        prints: safety_plan_papers::prints_of(conn, plan.id)?,
        closing: safety_plan_closings::standing(conn, plan.id)?,
        due: due_of(casework, conn, case, (staff, tie), &plan, now)?,
        plan,
        versions,
        reviews,
        coordinators,
    }))
}

/// One version of a plan, as it was. Writes who looked.
///
/// # Errors
/// [`SafetyPlanProblem::NotFound`].
pub fn view_plan_version(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    staff: &Staff,
    (of, n): (PlanOf, i64),
    now: Timestamp,
) -> Result<(PlanContent, PlanVersion, String), SafetyPlanProblem> {
    let plan = own_plan(conn, case, staff, of)?;
    let found = safety_plans::versions_of(conn, plan.id)?.into_iter().find(|version| version.n == n);
    let version = found.ok_or(SafetyPlanProblem::NotFound)?;
    access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, seen(of), now)?;
    Ok((open_version(casework, conn, case, &version)?, version.clone(), name_of(conn, &version.staff)?))
}

/// Saves a plan as a new version; the first one begins it.
///
/// # Errors
/// [`SafetyPlanProblem::Changed`] when somebody saved after the page was made; [`SafetyPlanProblem::WrongState`] once it is closed;
/// [`SafetyPlanProblem::DoesNotFit`].
pub fn save_safety_plan(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    new: &NewPlanVersion,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), SafetyPlanProblem> {
    if !new.content.fits(new.of, Moment::in_sweden(now).date()) {
        return Err(SafetyPlanProblem::DoesNotFit);
    }
    let plan = match safety_plans::find(conn, &staff.unit, case.id, new.of)? {
        Some(plan) => plan,
        None => begin(conn, case, new.of, staff, now)?,
    };
    if safety_plan_closings::standing(conn, plan.id)?.is_some() {
        return Err(SafetyPlanProblem::WrongState);
    }
    let newest = safety_plans::versions_of(conn, plan.id)?.first().map_or(0, |version| version.n);
    if newest != new.based_on {
        return Err(SafetyPlanProblem::Changed);
    }
    let n = newest + 1;
    let bytes = canonical::to_bytes(&new.content).map_err(|_| SafetyPlanProblem::Unreadable)?;
    let version = PlanVersion {
        sealed_content: casework.seal_for_case(conn, case.id, &label(plan.id, n), &bytes)?,
        plan: plan.id,
        n,
        review_on: new.review_on,
        seen_at: new.seen_at.min(now),
        staff: staff.reference.clone(),
        role: staff.role,
        at: now,
    };
    safety_plans::add_version(conn, &version).map_err(changed)
}

/// The members of staff who may coordinate a plan of this unit, by name.
///
/// # Errors
/// Those of the database.
pub fn plan_colleagues(conn: &mut Conn, staff: &Staff) -> Result<Vec<Staff>, SafetyPlanProblem> {
    let mut known = members::list(conn)?;
    known.retain(|member| member.unit == staff.unit && HANDOVER_ROLES.contains(&member.role));
    Ok(known)
}

fn begin(conn: &mut Conn, case: &Case, of: PlanOf, staff: &Staff, now: Timestamp) -> Result<SafetyPlan, SafetyPlanProblem> {
    let plan = SafetyPlan {
        id: Id::generate(now),
        case: case.id,
        unit: staff.unit.clone(),
        whose: of,
        begun_by: (staff.reference.clone(), staff.role),
        begun_at: now,
    };
    safety_plans::insert(conn, &plan).map_err(changed)?;
    Ok(plan)
}

/// The database refuses the second of two rows: somebody was quicker.
fn changed(error: store::Error) -> SafetyPlanProblem {
    match error.kind() {
        ErrorKind::UniqueViolation => SafetyPlanProblem::Changed,
        _ => error.into(),
    }
}

/// The plan of this owner at the person's unit. Another unit's is as good as none.
pub(super) fn own_plan(conn: &mut Conn, case: &Case, staff: &Staff, of: PlanOf) -> Result<SafetyPlan, SafetyPlanProblem> {
    safety_plans::find(conn, &staff.unit, case.id, of)?.ok_or(SafetyPlanProblem::NotFound)
}

/// The day of the next review: the one that was chosen last.
pub(super) fn review_day(newest: &PlanVersion, reviews: &[PlanReview]) -> Option<Date> {
    let later = reviews.iter().filter(|review| review.at >= newest.at).find_map(|review| review.next_on);
    later.or(newest.review_on)
}

pub(super) fn open_version(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    version: &PlanVersion,
) -> Result<PlanContent, SafetyPlanProblem> {
    let plain = casework.open_for_case(conn, case.id, &label(version.plan, version.n), &version.sealed_content)?;
    canonical::from_bytes(&plain).map_err(|_| SafetyPlanProblem::Unreadable)
}

fn name_of(conn: &mut Conn, reference: &StaffRef) -> Result<String, SafetyPlanProblem> {
    Ok(members::find(conn, reference)?.map(|member| member.name).unwrap_or_default())
}

fn label(plan: Id, n: i64) -> String {
    format!("safety_plan/{plan}/{n}")
}
