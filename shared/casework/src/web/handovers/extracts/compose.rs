//! The page of one extract: judged line by line by who composes it, and read by the second person.

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use jiff::{Timestamp, civil::Date};
use store::Conn;
use wire::CaseCode;

use super::{
    reached,
    view::{ExtractView, Opened},
};
use crate::{
    ComposedExtract, ExtractId, ExtractProblem, ExtractState, LineChoice, Staff, handovers,
    web::{
        handovers::{
            handling::{Frame, Handling, id_of, page_of},
            problem::DoorProblem,
        },
        value_forms::Typed,
    },
};

#[derive(Template)]
#[template(path = "handovers/extract.html")]
struct ExtractPage {
    page: Page,
    frame: Frame,
    errors: FieldErrors,
    extract: ExtractView,
    reason: String,
}

/// `GET /extracts/{extract}`
pub(super) async fn show(page: Page, staff: Staff, path: Path<String>, handling: Data<Handling>) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let id = id_of(&path)?;
    match look(&handling, id, &staff, page.now).await {
        Ok(opened) => page::html(&shown(page, &handling, &staff, opened, &Typed::default(), FieldErrors::none())),
        Err(problem) => say_why(&handling, id, &staff, problem).await,
    }
}

/// Whoever has not said what a colleague's case is to them is led to the page that asks.
async fn say_why(handling: &Handling, id: ExtractId, staff: &Staff, problem: DoorProblem) -> Result<HttpResponse, Problem> {
    if !matches!(problem, DoorProblem::NoRelation) {
        return Err(problem.into());
    }
    let unit = staff.unit.clone();
    let found = handling.casework.db().read(move |conn| crate::subject_extracts::find(conn, id)).await?;
    let code: CaseCode = found.filter(|extract| extract.unit == unit).ok_or_else(Problem::not_found)?.case_code;
    Ok(redirect::see_other(&(handling.case_page)(&code), None))
}

fn shown(page: Page, handling: &Handling, staff: &Staff, opened: Opened, typed: &Typed, errors: FieldErrors) -> impl Template {
    let code = opened.extract.case_code;
    ExtractPage {
        frame: Frame::of(handling, &code),
        extract: ExtractView::of(&page, opened, staff, typed),
        reason: typed.one("reason").to_owned(),
        errors,
        page: page_of(page, &code),
    }
}

/// The extract with its handovers. Writes that it was seen.
async fn look(handling: &Handling, id: ExtractId, staff: &Staff, now: Timestamp) -> Result<Opened, DoorProblem> {
    let (own, staff) = (handling.clone(), staff.clone());
    handling.casework.db().try_write("view_extract", move |conn| opened(&own, conn, id, &staff, now)).await
}

fn opened(handling: &Handling, conn: &mut Conn, id: ExtractId, staff: &Staff, now: Timestamp) -> Result<Opened, DoorProblem> {
    reached(handling, conn, id, staff)?;
    let (extract, known) = handling.casework.open_extract(conn, id, staff, now)?;
    let mut lines = Vec::new();
    for line in known {
        let handover = handovers::find(conn, line.handover)?.ok_or(DoorProblem::NotFound)?;
        lines.push((line, handover));
    }
    let composes = extract.state == ExtractState::Composing && extract.composed_by == staff.reference;
    let sent_back = if composes { handling.casework.sent_back_because(conn, &extract)? } else { None };
    let receipts = match extract.state {
        ExtractState::Approved => {
            let approved = handling.casework.approved_extract(conn, id, staff, now)?;
            handling.casework.extract_receipts(conn, &approved, now)?
        }
        ExtractState::Composing | ExtractState::InReview => Vec::new(),
    };
    Ok(Opened { extract, lines, sent_back, receipts })
}

/// `POST /extracts/{extract}`
pub(super) async fn save(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (id, typed): (ExtractId, _) = (id_of(&path)?, form.into_inner());
    let (own, person, now, put) = ((**handling).clone(), staff.clone(), page.now, typed.clone());
    let done = handling.casework.db().try_write("compose_extract", move |conn| keep(&own, conn, id, &put, &person, now)).await;
    let mut errors = FieldErrors::none();
    match done {
        Ok(submitted) => {
            let flash = if submitted { "flash-extract-submitted" } else { "flash-extract-saved" };
            return Ok(redirect::see_other(&format!("/extracts/{id}"), Some(flash)));
        }
        Err(DoorProblem::Extract(ExtractProblem::Unjudged(place))) => errors.add(format!("line-{place}"), "extract-error-unjudged"),
        Err(DoorProblem::Extract(ExtractProblem::Day(place))) => errors.add(format!("line-{place}"), "extract-error-day"),
        Err(DoorProblem::Extract(ExtractProblem::NotAllowed(place))) => errors.add(format!("line-{place}"), "extract-error-not-allowed"),
        Err(DoorProblem::Extract(ExtractProblem::Pressure)) => errors.add("pressure", "extract-error-pressure"),
        Err(other) => return Err(other.into()),
    }
    again(page, &handling, &staff, id, &typed, errors).await
}

/// The page with what was typed and what is wrong with it.
pub(super) async fn again(
    page: Page,
    handling: &Handling,
    staff: &Staff,
    id: ExtractId,
    typed: &Typed,
    errors: FieldErrors,
) -> Result<HttpResponse, Problem> {
    let opened = look(handling, id, staff, page.now).await?;
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &shown(page, handling, staff, opened, typed, errors))
}

/// Keeps what is chosen; says whether it was handed on.
fn keep(handling: &Handling, conn: &mut Conn, id: ExtractId, typed: &Typed, staff: &Staff, now: Timestamp) -> Result<bool, DoorProblem> {
    reached(handling, conn, id, staff)?;
    let (_, lines) = handling.casework.open_extract(conn, id, staff, now)?;
    let mut composed = ComposedExtract {
        lines: Vec::new(),
        pressure: typed.one("pressure").parse().ok(),
        form: typed.one("form").parse().ok(),
        delivery: typed.one("delivery").parse().ok(),
    };
    for line in lines {
        if let Ok(choice) = typed.one(&format!("line-{}", line.place)).parse::<LineChoice>() {
            let until = typed.one(&format!("until-{}", line.place)).parse::<Date>().ok();
            composed.lines.push((line.place, choice, until));
        }
    }
    handling.casework.compose_extract(conn, id, &composed, staff, now)?;
    let submits = typed.one("act") == "submit";
    if submits {
        handling.casework.submit_extract(conn, id, staff, now)?;
    }
    Ok(submits)
}
