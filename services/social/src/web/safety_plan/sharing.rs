//! A draft to the police with what was chosen of her plan. It is looked through and sent on the pages of every handover.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::{
    DraftProblem, Staff,
    web::{
        handovers::Handling,
        value_forms::{self, Typed},
    },
};
use web::{FieldErrors, Form, Page, Problem, redirect};
use wire::value::{CallWindow, MeetingPlace, PhoneNumber};

use super::{
    Hers, PlanDoor, case_of, code_of,
    page::{Again, again},
};
use crate::flow::{self, PlanItems, SafetyPlanProblem};

/// `POST …/safety-plan/share`
pub(crate) async fn share(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, now) = (code_of(&path)?, form.into_inner(), page.now);
    let mut errors = FieldErrors::none();
    let items = read(&typed, &mut errors);
    let (own, person, of) = ((**handling).clone(), staff.clone(), typed.one("of").to_owned());
    let begun = handling.casework.db().try_write("share_safety_plan", move |conn| -> Result<_, PlanDoor> {
        let (case, _) = case_of(&own, conn, &code, &of, &person)?;
        let Some(items) = &items else { return Ok(None) };
        Ok(Some(flow::share_safety_plan(&own.casework, conn, &case, items, &person, now)?))
    });
    match begun.await {
        Ok(Some(draft)) => return Ok(redirect::see_other(&format!("/cases/{code}/drafts/{draft}"), None)),
        Ok(None) => {}
        Err(PlanDoor::Verb(SafetyPlanProblem::Draft(DraftProblem::Value(error)))) => errors.add("phone", value_forms::why(&error)),
        Err(PlanDoor::Verb(SafetyPlanProblem::NothingToShare)) => errors.add("items", "safety-plan-error-nothing"),
        Err(problem) => return Err(problem.into()),
    }
    again::<Hers>(page, &handling, code, &typed, &staff, Again::invalid(errors)).await
}

fn read(typed: &Typed, errors: &mut FieldErrors) -> Option<PlanItems> {
    let wants = |code: &str| typed.all("items").any(|chosen| chosen == code);
    if !wants("code_word") && !wants("help") {
        errors.add("items", "safety-plan-error-nothing");
    }
    let phone = wants("code_word").then(|| PhoneNumber::parse(typed.one("phone")).ok()).flatten();
    if wants("code_word") && phone.is_none() {
        errors.add("phone", "value-error-phone");
    }
    let place = wants("help").then(|| typed.one("place").parse::<MeetingPlace>().ok()).flatten();
    if wants("help") && place.is_none() {
        errors.add("place", "sharing-error-choose");
    }
    let may_call = typed.all("may_call").filter_map(|code| code.parse::<CallWindow>().ok()).collect();
    (!errors.any()).then(|| PlanItems { code_word: phone.map(|phone| (phone, may_call)), help: place })
}
