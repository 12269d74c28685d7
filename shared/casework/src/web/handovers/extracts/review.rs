//! The second person: approved, or sent back with a reason.

use ::web::{FieldErrors, Form, Page, Problem, redirect};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{compose::again, reached};
use crate::{
    ExtractId, ExtractProblem, Staff,
    web::{
        handovers::{
            handling::{Handling, id_of},
            problem::DoorProblem,
        },
        value_forms::Typed,
    },
};

/// `POST /extracts/{extract}/review`
pub(super) async fn review(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (id, typed): (ExtractId, _) = (id_of(&path)?, form.into_inner());
    let approves = match typed.one("answer") {
        "approve" => Some(true),
        "back" => Some(false),
        _ => None,
    };
    let (own, person, now, put) = ((**handling).clone(), staff.clone(), page.now, typed.clone());
    let done = handling.casework.db().try_write("review_extract", move |conn| -> Result<bool, DoorProblem> {
        reached(&own, conn, id, &person)?;
        let Some(approves) = approves else { return Ok(false) };
        let reason = (!approves).then(|| put.one("reason"));
        // What is no number is no page of ours: it stands for none of the times.
        let submission = put.one("submission").parse().unwrap_or(-1);
        own.casework.review_extract(conn, (id, submission), reason, &person, now)?;
        Ok(true)
    });
    let mut errors = FieldErrors::none();
    match done.await {
        Ok(true) => return Ok(redirect::see_other(&format!("/extracts/{id}"), Some("flash-extract-reviewed"))),
        Ok(false) => errors.add("answer", "sharing-error-answer"),
        Err(DoorProblem::Extract(ExtractProblem::Reason)) => errors.add("reason", "sharing-error-reason"),
        Err(other) => return Err(other.into()),
    }
    again(page, &handling, &staff, id, &typed, errors).await
}
