//! A question that gets no answer: noted inside, nothing leaves.

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;
use wire::HandoverId;

use super::{
    handling::{Frame, Handling, code_of, id_of, page_of},
    problem::DoorProblem,
};
use crate::{DraftProblem, Staff, domain::REASON_CHARACTERS_MAX};

/// Why.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Why {
    reason: String,
}

#[derive(Template)]
#[template(path = "handovers/unanswered.html")]
struct UnansweredPage {
    page: Page,
    frame: Frame,
    handover: HandoverId,
    errors: FieldErrors,
    reason: String,
}

/// `GET /cases/{code}/handovers/{handover}/no-answer`
pub(super) async fn ask(page: Page, staff: Staff, path: Path<(String, String)>, handling: Data<Handling>) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id) = (code_of(&path.0)?, id_of(&path.1)?);
    known(&handling, code, id, &staff).await?;
    let errors = FieldErrors::none();
    page::html(&UnansweredPage {
        frame: Frame::of(&handling, &code),
        handover: id,
        errors,
        reason: String::new(),
        page: page_of(page, &code),
    })
}

async fn known(handling: &Handling, code: wire::CaseCode, id: HandoverId, staff: &Staff) -> Result<(), DoorProblem> {
    let (own, staff) = (handling.clone(), staff.clone());
    let found = handling.casework.db().try_read(move |conn| -> Result<(), DoorProblem> { own.handover(conn, &code, id, &staff).map(drop) });
    found.await
}

/// `POST /cases/{code}/handovers/{handover}/no-answer`
pub(super) async fn close(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Why>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id): (_, HandoverId) = (code_of(&path.0)?, id_of(&path.1)?);
    known(&handling, code, id, &staff).await?;
    let reason = form.into_inner().reason;
    let (own, now, typed) = (handling.casework.clone(), page.now, reason.clone());
    let done = handling.casework.db().try_write("close_request", move |conn| own.close_request(conn, id, &typed, &staff, now));
    match done.await {
        Ok(()) => {}
        Err(DraftProblem::Reason) => {
            let long = reason.trim().chars().count() > REASON_CHARACTERS_MAX;
            let mut errors = FieldErrors::none();
            errors.add("reason", if long { "value-error-long" } else { "sharing-error-reason" });
            let again = UnansweredPage { frame: Frame::of(&handling, &code), handover: id, errors, reason, page: page_of(page, &code) };
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &again);
        }
        Err(other) => return Err(DoorProblem::from(other).into()),
    }
    Ok(redirect::see_other(&format!("/cases/{code}/handovers"), Some("flash-sharing-closed")))
}
