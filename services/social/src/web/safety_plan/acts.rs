//! What is done with a plan beside saving it.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::{
    Case, Staff,
    web::{handovers::Handling, value_forms::Typed},
};
use jiff::{Timestamp, civil::Date};
use store::Conn;
use web::{FieldErrors, Form, Page, Problem, moment, redirect};
use wire::{CaseCode, StaffRef};

use super::{
    Hers, PlanDoor, Side, case_of, code_of,
    form::{day, day_ahead, seen_at},
    page::{Again, again},
    path_of,
};
use crate::{
    domain::{FOLLOW_UPS_MOST, FollowUpOutcome, PaperChoice, may_follow_up},
    flow::{self, SafetyPlanProblem},
};

/// What a door does, once the case is known to be the person's unit's.
type Act<T> = fn(&mut Conn, &Case, &T, &Staff, Timestamp) -> Result<(), SafetyPlanProblem>;

/// The case, then the act; what was not right is shown on the page of the plan.
async fn do_it<W: Side, T: Send + Sync + 'static>(
    page: Page,
    handling: &Handling,
    (staff, code): (Staff, CaseCode),
    typed: &Typed,
    (wanted, act): (Result<T, FieldErrors>, (&'static str, Act<T>)),
) -> Result<HttpResponse, Problem> {
    let (name, act) = act;
    let (right, errors) = match wanted {
        Ok(right) => (Some(right), FieldErrors::none()),
        Err(errors) => (None, errors),
    };
    let (own, person, of, now) = (handling.clone(), staff.clone(), typed.one("of").to_owned(), page.now);
    let done = handling.casework.db().try_write(name, move |conn| -> Result<bool, PlanDoor> {
        let (case, _) = case_of(&own, conn, &code, &of, &person)?;
        let Some(right) = &right else { return Ok(false) };
        act(conn, &case, right, &person, now)?;
        Ok(true)
    });
    if done.await? {
        return Ok(redirect::see_other(&path_of(&code, W::OF, typed.one("of")), Some("flash-kept")));
    }
    again::<W>(page, handling, code, typed, &staff, Again::invalid(errors)).await
}

/// What was read, unless something is wrong.
fn right<T>(read: Option<T>, errors: FieldErrors) -> Result<T, FieldErrors> {
    read.filter(|_| !errors.any()).ok_or(errors)
}

/// `POST …/safety-plan/reviewed`: it was gone through, and stays as it is.
pub(crate) async fn review<W: Side>(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let mut errors = FieldErrors::none();
    let next = day_ahead(&typed, "next", moment::today(page.now), &mut errors);
    let read = right(Some((seen_at(&typed), next)), errors);
    let act: Act<(Timestamp, Option<Date>)> =
        |conn, case, (seen_at, next), staff, now| flow::review_safety_plan(conn, case, (W::OF, *seen_at, *next), staff, now);
    do_it::<W, _>(page, &handling, (staff, code), &typed, (read, ("review_safety_plan", act))).await
}

/// `POST …/safety-plan/coordinator`
pub(crate) async fn name_coordinator<W: Side>(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let read = chosen::<StaffRef>(&typed, "coordinator");
    let act: Act<StaffRef> = |conn, case, coordinator, staff, now| flow::name_coordinator(conn, case, (W::OF, coordinator), staff, now);
    do_it::<W, _>(page, &handling, (staff, code), &typed, (read, ("name_coordinator", act))).await
}

/// `POST …/safety-plan/paper`: whether she gets one.
pub(crate) async fn choose_paper(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let read = chosen::<PaperChoice>(&typed, "paper");
    let act: Act<PaperChoice> = |conn, case, choice, staff, now| flow::choose_paper(conn, case, *choice, staff, now);
    do_it::<Hers, _>(page, &handling, (staff, code), &typed, (read, ("choose_paper", act))).await
}

/// `POST …/safety-plan/close`
pub(crate) async fn close<W: Side>(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, today) = (code_of(&path)?, form.into_inner(), moment::today(page.now));
    let (mut errors, mut days) = (FieldErrors::none(), Vec::new());
    for name in (1..=FOLLOW_UPS_MOST).map(|n| format!("follow-up-{n}")) {
        let text = typed.one(&name).trim();
        match day(text).filter(|day| may_follow_up(today, *day)) {
            Some(day) => days.push(day),
            None if text.is_empty() => {}
            None => errors.add(name, "safety-plan-error-day"),
        }
    }
    days.sort();
    days.dedup();
    let act: Act<Vec<Date>> = |conn, case, days, staff, now| flow::close_safety_plan(conn, case, (W::OF, days.as_slice()), staff, now);
    do_it::<W, _>(page, &handling, (staff, code), &typed, (right(Some(days), errors), ("close_safety_plan", act))).await
}

/// `POST …/safety-plan/follow-ups`: what came of one.
pub(crate) async fn follow_up<W: Side>(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let read = chosen::<FollowUpOutcome>(&typed, "outcome").and_then(|outcome| {
        let mut errors = FieldErrors::none();
        errors.add("outcome", "safety-plan-error-day");
        day(typed.one("day")).map(|day| (day, outcome)).ok_or(errors)
    });
    let act: Act<(Date, FollowUpOutcome)> =
        |conn, case, (day, outcome), staff, now| flow::follow_up_safety_plan(conn, case, (W::OF, *day, *outcome), staff, now);
    do_it::<W, _>(page, &handling, (staff, code), &typed, (read, ("follow_up_safety_plan", act))).await
}

/// `POST …/safety-plan/take-up`: a closed plan is taken up again.
pub(crate) async fn take_up<W: Side>(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let act: Act<()> = |conn, case, (), staff, now| flow::take_up_safety_plan(conn, case, W::OF, staff, now);
    do_it::<W, _>(page, &handling, (staff, code), &typed, (Ok(()), ("take_up_safety_plan", act))).await
}

fn chosen<T: std::str::FromStr>(typed: &Typed, name: &str) -> Result<T, FieldErrors> {
    typed.one(name).parse().map_err(|_| {
        let mut errors = FieldErrors::none();
        errors.add(name, "sharing-error-choose");
        errors
    })
}
