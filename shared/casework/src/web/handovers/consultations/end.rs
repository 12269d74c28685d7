//! What became of a meeting.

use ::web::{FieldErrors, Form, Page, Problem, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use store::Id;

use super::{
    list::{Back, again},
    view::line,
};
use crate::{
    ConsultationEnd, MINUTES_CHARACTERS_MAX, Staff,
    web::{
        handovers::{
            handling::{Handling, code_of, id_of},
            problem::DoorProblem,
        },
        value_forms::Typed,
    },
};

/// `POST /cases/{code}/consultations/{consultation}/end`
pub(super) async fn end(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id, typed) = (code_of(&path.0)?, id_of::<Id>(&path.1)?, form.into_inner());
    let mut errors = FieldErrors::none();
    let ended = typed.one("ended").parse::<ConsultationEnd>().map_err(|_| errors.add("ended", "sharing-error-choose")).ok();
    if typed.one("minutes").chars().count() > MINUTES_CHARACTERS_MAX {
        errors.add("minutes", "consultation-error-long");
    }
    let Some(ended) = ended.filter(|_| !errors.any()) else {
        let back = Back { status: StatusCode::UNPROCESSABLE_ENTITY, typed, errors, of_meeting: Some(id) };
        return again(page, &handling, code, staff, back).await;
    };
    let (own, now, of) = ((**handling).clone(), page.now, typed.one("of").to_owned());
    let written = handling.casework.db().try_write("end_consultation", move |conn| -> Result<(), DoorProblem> {
        let case = own.find_one(conn, &code, typed.one("of"), &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        Ok(own.casework.end_consultation(conn, &case, id, (ended, typed.one("minutes")), (&staff, tie), now)?)
    });
    written.await?;
    Ok(redirect::see_other(&line(&code, &of, id), Some("flash-sharing-noted")))
}
