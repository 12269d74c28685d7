//! What was decided at a meeting, with who does it and until when; and that it was done.

use ::web::{FieldErrors, Form, Page, Problem, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use jiff::civil::Date;
use store::Id;

use super::{
    list::{Back, again},
    view::line,
};
use crate::{
    NewDecision, Participant, Staff,
    web::{
        handovers::{
            handling::{Handling, code_of, id_of},
            problem::DoorProblem,
        },
        value_forms::{Typed, read_day},
    },
};

/// `POST /cases/{code}/consultations/{consultation}/decisions`
pub(super) async fn decide(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id, typed) = (code_of(&path.0)?, id_of::<Id>(&path.1)?, form.into_inner());
    let new = match read(&typed) {
        Ok(new) => new,
        Err(errors) => {
            let back = Back { status: StatusCode::UNPROCESSABLE_ENTITY, typed, errors, of_meeting: Some(id) };
            return again(page, &handling, code, staff, back).await;
        }
    };
    let (own, now, of) = ((**handling).clone(), page.now, typed.one("of").to_owned());
    let written = handling.casework.db().try_write("decide_at_consultation", move |conn| -> Result<(), DoorProblem> {
        let case = own.find_one(conn, &code, typed.one("of"), &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        Ok(own.casework.decide_at_consultation(conn, &case, id, &new, (&staff, tie), now)?)
    });
    written.await?;
    Ok(redirect::see_other(&line(&code, &of, id), Some("flash-sharing-noted")))
}

fn read(typed: &Typed) -> Result<NewDecision, FieldErrors> {
    let mut errors = FieldErrors::none();
    let owner = typed.one("owner").parse::<Participant>().map_err(|_| errors.add("owner", "sharing-error-choose")).ok();
    let due_on = read_day(typed.one("due_on").trim());
    if due_on.is_none() {
        errors.add("due_on", "consultation-error-day");
    }
    // The words alone are judged here, so that all that is wrong is said at once.
    if NewDecision::parse(typed.one("words"), Participant::Person, Date::MIN).is_err() {
        errors.add("words", "consultation-error-words");
    }
    let new = owner.zip(due_on).and_then(|(owner, due_on)| NewDecision::parse(typed.one("words"), owner, due_on).ok());
    new.filter(|_| !errors.any()).ok_or(errors)
}

/// `POST /cases/{code}/consultations/{consultation}/decisions/{decision}`
pub(super) async fn done(
    page: Page,
    staff: Staff,
    path: Path<(String, String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id, decision) = (code_of(&path.0)?, id_of::<Id>(&path.1)?, id_of::<Id>(&path.2)?);
    let (own, now, typed) = ((**handling).clone(), page.now, form.into_inner());
    let of = typed.one("of").to_owned();
    let written = handling.casework.db().try_write("decision_done", move |conn| -> Result<(), DoorProblem> {
        let case = own.find_one(conn, &code, typed.one("of"), &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        Ok(own.casework.decision_done(conn, &case, (id, decision), (&staff, tie), now)?)
    });
    written.await?;
    Ok(redirect::see_other(&line(&code, &of, id), Some("flash-sharing-noted")))
}
