//! A paper for her, when she wants one and can keep it safe: “Att komma ihåg”, with what was chosen item by item. No agency, no code, no name
//! and no title that tells what it is. What was on it is not kept, only that it was made.

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
use web::{FieldErrors, Form, Page, Problem, page};
use wire::CaseCode;

use super::{
    Choice, PlanDoor, Which, base_of, case_of, code_of, path_of,
    words::{self, ReadSection, Reader},
};
use crate::{
    domain::PlanOf,
    flow::{self, SafetyPlanProblem, SafetyPlanShown},
};

#[derive(Template)]
#[template(path = "safety_plan/print.html")]
struct AskPage {
    page: Page,
    errors: FieldErrors,
    spoken: String,
    of: String,
    base: String,
    back: String,
    sections: Vec<Choice>,
}

/// The paper: its template is its own, without the frame of the agency.
#[derive(Template)]
#[template(path = "safety_plan/sheet.html")]
struct Sheet {
    page: Page,
    sections: Vec<ReadSection>,
}

impl AskPage {
    fn of(page: Page, code: &CaseCode, of: &str, shown: &SafetyPlanShown, errors: FieldErrors) -> Self {
        // Nothing is chosen beforehand: each line on paper is somebody's choice.
        let sections = words::read(&page, &shown.content, PlanOf::Victim, Reader::Aloud);
        let spoken = code.pairing().spoken();
        Self {
            sections: sections.into_iter().map(|section| (section.code, section.title, false)).collect(),
            of: of.to_owned(),
            base: base_of(code, PlanOf::Victim),
            back: path_of(code, PlanOf::Victim, of),
            errors,
            page: page.titled(&spoken),
            spoken,
        }
    }
}

/// Her plan, when she gets a paper.
async fn printable(page: &Page, handling: &Handling, code: CaseCode, of: &str, staff: &Staff) -> Result<SafetyPlanShown, Problem> {
    let (own, person, of, now) = (handling.clone(), staff.clone(), of.to_owned(), page.now);
    let seen = handling.casework.db().try_write("view_safety_plan", move |conn| -> Result<_, PlanDoor> {
        let (case, tie) = case_of(&own, conn, &code, &of, &person)?;
        let shown = flow::view_safety_plan(&own.casework, conn, &case, (&person, tie), PlanOf::Victim, now)?;
        let shown = shown.ok_or(SafetyPlanProblem::NotFound)?;
        if shown.may_print() { Ok(shown) } else { Err(SafetyPlanProblem::NoPaper.into()) }
    });
    Ok(seen.await?)
}

/// `GET …/safety-plan/print`: what is to be on the paper.
pub(crate) async fn ask_what(
    page: Page,
    staff: Staff,
    path: Path<String>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let code = code_of(&path)?;
    let shown = printable(&page, &handling, code, &which.of, &staff).await?;
    page::html(&AskPage::of(page, &code, &which.of, &shown, FieldErrors::none()))
}

/// `POST …/safety-plan/print`: the paper, and that it was made.
pub(crate) async fn print(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed, now) = (code_of(&path)?, form.into_inner(), page.now);
    let shown = printable(&page, &handling, code, typed.one("of"), &staff).await?;
    let mut sections = words::read(&page, &shown.content, PlanOf::Victim, Reader::Paper);
    sections.retain(|section| typed.all("sections").any(|chosen| chosen == section.code));
    if sections.is_empty() {
        let mut errors = FieldErrors::none();
        errors.add("sections", "safety-plan-error-nothing");
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &AskPage::of(page, &code, typed.one("of"), &shown, errors));
    }
    let (own, of) = ((**handling).clone(), typed.one("of").to_owned());
    let printed = handling.casework.db().try_write("print_safety_plan", move |conn| -> Result<(), PlanDoor> {
        let (case, _) = case_of(&own, conn, &code, &of, &staff)?;
        Ok(flow::print_safety_plan(conn, &case, &staff, now)?)
    });
    printed.await?;
    page::html(&Sheet { sections, page })
}
