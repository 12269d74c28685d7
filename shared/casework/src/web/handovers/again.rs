//! The rule book changed under way: the one way on.

use ::web::{Form, Page, Problem, redirect};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{
    handling::{Handling, code_of, id_of},
    handover::Pressed,
    problem::DoorProblem,
};
use crate::{HandoverDraft, Staff};

/// `POST /cases/{code}/handovers/{handover}/review-again`: a draft under the edition in force, with a preview of its own.
pub(super) async fn review(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id) = (code_of(&path.0)?, id_of(&path.1)?);
    let (own, now) = ((**handling).clone(), page.now);
    let begun = handling.casework.db().try_write("review_again", move |conn| -> Result<HandoverDraft, DoorProblem> {
        own.handover(conn, &code, id, &staff)?;
        Ok(own.casework.review_again(conn, id, &staff, now)?)
    });
    Ok(redirect::see_other(&format!("/cases/{code}/drafts/{}/review", begun.await?.id), None))
}
