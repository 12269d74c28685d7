//! What came of a report of concern, and when that was decided: the one who reported is told when it asks (SoL 19:6).

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use wire::{CaseCode, value::InquiryOutcome};

use super::{
    case::Which,
    handling::{Frame, Handling, code_of, page_of},
    problem::DoorProblem,
};
use crate::{
    Staff,
    web::value_forms::{LineView, Typed, moment_lines, read_moment},
};

#[derive(Template)]
#[template(path = "handovers/inquiry.html")]
struct InquiryPage {
    page: Page,
    frame: Frame,
    of: String,
    errors: FieldErrors,
    outcomes: Vec<(&'static str, String, bool)>,
    decided: Vec<LineView>,
}

impl InquiryPage {
    fn of(page: Page, handling: &Handling, code: &CaseCode, typed: &Typed, errors: FieldErrors) -> Self {
        let outcome = |one: &InquiryOutcome| (one.code(), page.text(&format!("inquiry-{one}")), one.code() == typed.one("outcome"));
        Self {
            frame: Frame::of(handling, code),
            of: typed.one("of").to_owned(),
            outcomes: InquiryOutcome::ALL.iter().map(outcome).collect(),
            decided: moment_lines(&page, "decided", typed).to_vec(),
            errors,
            page: page_of(page, code),
        }
    }
}

/// `GET /cases/{code}/inquiry`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, of) = (code_of(&path)?, which.into_inner().of);
    let (own, opened_by) = ((**handling).clone(), of.clone());
    handling.casework.db().try_read(move |conn| own.find_one(conn, &code, &opened_by, &staff)).await?;
    let typed: Typed = [("of", of.as_str())].into_iter().collect();
    page::html(&InquiryPage::of(page, &handling, &code, &typed, FieldErrors::none()))
}

/// `POST /cases/{code}/inquiry`
pub(super) async fn note(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let (own, person, of) = ((**handling).clone(), staff.clone(), typed.one("of").to_owned());
    handling.casework.db().try_read(move |conn| own.find_one(conn, &code, &of, &person)).await?;
    let mut errors = FieldErrors::none();
    let outcome = typed.one("outcome").parse::<InquiryOutcome>().ok();
    if outcome.is_none() {
        errors.add("outcome", "sharing-error-choose");
    }
    let decided = match read_moment(&typed, "decided") {
        Ok(Some(at)) if at > page.now => Err("sharing-error-future"),
        Ok(Some(at)) => Ok(at),
        Ok(None) => Err("value-error-missing"),
        Err(key) => Err(key),
    };
    let decided = decided.map_err(|key| errors.add("decided", key)).ok();
    let (Some(outcome), Some(decided)) = (outcome, decided) else {
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &InquiryPage::of(page, &handling, &code, &typed, errors));
    };
    let (own, now, of) = ((**handling).clone(), page.now, typed.one("of").to_owned());
    let noted = handling.casework.db().try_write("note_inquiry", move |conn| -> Result<(), DoorProblem> {
        let case = own.find_one(conn, &code, &of, &staff)?;
        own.casework.note_inquiry(conn, &case, outcome, decided, &staff, now)?;
        Ok(())
    });
    noted.await?;
    Ok(redirect::see_other(&format!("/cases/{code}/handovers"), Some("flash-sharing-noted")))
}
