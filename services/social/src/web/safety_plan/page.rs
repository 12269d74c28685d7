//! The page of a plan, and saving it. Two who save at once: the second is told, and keeps what was typed.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use casework::{
    Staff,
    web::{handovers::Handling, value_forms::Typed},
};
use web::{FieldErrors, Form, Page, Problem, moment, page, redirect};
use wire::CaseCode;

use super::{
    PlanDoor, Side, Which,
    aside::{AsideView, aside},
    base_of, case_of, code_of,
    form::{fill, read},
    path_of, title_of,
    words::{self, FormView, ReadSection, Reader},
};
use crate::{
    access::DESK_ROLES,
    domain::PlanOf,
    flow::{self, SafetyPlanProblem, SafetyPlanShown},
};

#[derive(Template)]
#[template(path = "safety_plan/page.html")]
struct PlanPage {
    page: Page,
    errors: FieldErrors,
    spoken: String,
    of: String,
    /// Where this plan is, and where its case is for this reader.
    base: String,
    back: String,
    heading: String,
    is_hers: bool,
    /// Somebody else saved meanwhile: who and when.
    changed: Option<String>,
    /// None once the plan is closed.
    form: Option<FormView>,
    /// What a closed plan says.
    read: Vec<ReadSection>,
    /// None before the first version.
    aside: Option<AsideView>,
}

/// What the page says anew.
pub(super) struct Again {
    pub(super) status: StatusCode,
    pub(super) errors: FieldErrors,
    /// Somebody else saved meanwhile.
    pub(super) changed: bool,
    /// What was typed is the plan itself.
    pub(super) is_plan: bool,
}

impl Again {
    fn shown() -> Self {
        Self { status: StatusCode::OK, errors: FieldErrors::none(), changed: false, is_plan: false }
    }

    /// Something beside the plan is wrong.
    pub(super) fn invalid(errors: FieldErrors) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors, ..Self::shown() }
    }
}

/// `GET …/safety-plan`
pub(crate) async fn show<W: Side>(
    page: Page,
    staff: Staff,
    path: Path<String>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let code = code_of(&path)?;
    let typed: Typed = [("of", which.of.as_str())].into_iter().collect();
    again::<W>(page, &handling, code, &typed, &staff, Again::shown()).await
}

/// The plan as it is kept now, with what was typed and what is wrong with it.
pub(super) async fn again<W: Side>(
    page: Page,
    handling: &Handling,
    code: CaseCode,
    typed: &Typed,
    staff: &Staff,
    said: Again,
) -> Result<HttpResponse, Problem> {
    let page = Page { path: base_of(&code, W::OF), ..page };
    let (own, person, of, now) = (handling.clone(), staff.clone(), typed.one("of").to_owned(), page.now);
    let seen = handling.casework.db().try_write("view_safety_plan", move |conn| -> Result<_, PlanDoor> {
        let (case, tie) = case_of(&own, conn, &code, &of, &person)?;
        let shown = flow::view_safety_plan(&own.casework, conn, &case, (&person, tie), W::OF, now)?;
        Ok((shown, flow::plan_colleagues(conn, &person)?))
    });
    let (shown, colleagues) = seen.await?;
    // Days of a close that was made meanwhile: there is no form for them to go back to.
    let is_closed = shown.as_ref().is_some_and(|shown| shown.closing.is_some());
    if is_closed && said.errors.all().iter().any(|error| error.field.starts_with("follow-up-")) {
        return Err(SafetyPlanProblem::WrongState.into());
    }
    let status = said.status;
    page::html_with(status, &drawn::<W>(page, (code, staff), (typed, said), shown.as_ref(), &colleagues))
}

fn drawn<W: Side>(
    page: Page,
    (code, staff): (CaseCode, &Staff),
    (typed, said): (&Typed, Again),
    shown: Option<&SafetyPlanShown>,
    colleagues: &[Staff],
) -> PlanPage {
    let today = moment::today(page.now);
    let kept = shown.map(|shown| fill(shown, today)).unwrap_or_default();
    let version = shown.map_or(0, SafetyPlanShown::version);
    let closed = shown.filter(|shown| shown.closing.is_some());
    let changed = shown.filter(|_| said.changed).and_then(|shown| shown.versions.first());
    let spoken = code.pairing().spoken();
    PlanPage {
        of: typed.one("of").to_owned(),
        base: base_of(&code, W::OF),
        back: case_page(&code, typed.one("of"), staff),
        heading: page.text(title_of(W::OF)),
        is_hers: W::OF == PlanOf::Victim,
        changed: changed.map(|(_, name, role, at)| super::aside::by(&page, name, *role, at)),
        form: match closed {
            Some(_) => None,
            None => Some(words::form(&page, W::OF, version, if said.is_plan { typed } else { &kept }, &said.errors)),
        },
        read: closed.map(|shown| words::read(&page, &shown.content, W::OF, Reader::Unit)).unwrap_or_default(),
        aside: shown.map(|shown| aside(&page, shown, colleagues, typed)),
        errors: said.errors,
        page: page.titled(&spoken),
        spoken,
    }
}

/// The page of the case that this reader may open.
fn case_page(code: &CaseCode, of: &str, staff: &Staff) -> String {
    let of = if of.is_empty() { String::new() } else { format!("?of={of}") };
    if DESK_ROLES.contains(&staff.role) { format!("/cases/{code}") } else { format!("/cases/{code}/handovers{of}") }
}

/// `POST …/safety-plan`
pub(crate) async fn save<W: Side>(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, now) = (code_of(&path)?, form.into_inner(), page.now);
    let (new, errors) = match read(W::OF, &typed, moment::today(now)) {
        Ok(new) => (Some(new), FieldErrors::none()),
        Err(errors) => (None, errors),
    };
    let (own, person, of) = ((**handling).clone(), staff.clone(), typed.one("of").to_owned());
    let saved = handling.casework.db().try_write("save_safety_plan", move |conn| -> Result<bool, PlanDoor> {
        let (case, _) = case_of(&own, conn, &code, &of, &person)?;
        let Some(new) = &new else { return Ok(false) };
        flow::save_safety_plan(&own.casework, conn, &case, new, &person, now)?;
        Ok(true)
    });
    let said = match saved.await {
        Ok(true) => return Ok(redirect::see_other(&path_of(&code, W::OF, typed.one("of")), Some("flash-kept"))),
        Ok(false) => Again { is_plan: true, ..Again::invalid(errors) },
        Err(PlanDoor::Verb(SafetyPlanProblem::Changed)) => {
            Again { status: StatusCode::CONFLICT, changed: true, is_plan: true, ..Again::shown() }
        }
        Err(problem) => return Err(problem.into()),
    };
    again::<W>(page, &handling, code, &typed, &staff, said).await
}
