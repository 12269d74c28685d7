//! A meeting is planned; the other agency is asked for the time by a draft.

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
    DraftId, NewConsultation, Staff,
    web::{
        handovers::{
            handling::{Handling, code_of, id_of},
            problem::DoorProblem,
        },
        value_forms::{Typed, read_moment},
    },
};

/// `POST /cases/{code}/consultations`
pub(super) async fn plan(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let new = match read(&typed) {
        Ok(new) => new,
        Err(errors) => {
            let back = Back { status: StatusCode::UNPROCESSABLE_ENTITY, typed, errors, of_meeting: None };
            return again(page, &handling, code, staff, back).await;
        }
    };
    let (own, now, of) = ((**handling).clone(), page.now, typed.one("of").to_owned());
    let planned = handling.casework.db().try_write("plan_consultation", move |conn| -> Result<Id, DoorProblem> {
        let case = own.find_one(conn, &code, typed.one("of"), &staff)?;
        own.works_with(conn, &case, &staff)?;
        Ok(own.casework.plan_consultation(conn, &case, &new, &staff, now)?)
    });
    Ok(redirect::see_other(&line(&code, &of, planned.await?), Some("flash-sharing-noted")))
}

fn read(typed: &Typed) -> Result<NewConsultation, FieldErrors> {
    let mut errors = FieldErrors::none();
    let kind = typed.one("kind").parse().map_err(|_| errors.add("kind", "sharing-error-choose")).ok();
    let planned_at = match read_moment(typed, "planned") {
        Ok(Some(at)) => Some(at),
        Ok(None) => {
            errors.add("planned", "value-error-missing");
            None
        }
        Err(key) => {
            errors.add("planned", key);
            None
        }
    };
    let agenda: std::collections::BTreeSet<_> = typed.all("agenda").filter_map(|code| code.parse().ok()).collect();
    let participants: std::collections::BTreeSet<_> = typed.all("participants").filter_map(|code| code.parse().ok()).collect();
    for (name, is_empty) in [("agenda", agenda.is_empty()), ("participants", participants.is_empty())] {
        if is_empty {
            errors.add(name, "consultation-error-some");
        }
    }
    match (kind, planned_at) {
        (Some(kind), Some(planned_at)) if !errors.any() => Ok(NewConsultation { kind, planned_at, agenda, participants }),
        _ => Err(errors),
    }
}

/// `POST /cases/{code}/consultations/{consultation}/draft`
pub(super) async fn propose(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id, typed) = (code_of(&path.0)?, id_of::<Id>(&path.1)?, form.into_inner());
    let (own, now) = ((**handling).clone(), page.now);
    let begun = handling.casework.db().try_write("propose_consultation", move |conn| -> Result<DraftId, DoorProblem> {
        let case = own.find_one(conn, &code, typed.one("of"), &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        Ok(own.casework.propose_consultation(conn, &case, id, (&staff, tie), now)?)
    });
    Ok(redirect::see_other(&format!("/cases/{code}/drafts/{}/review", begun.await?), None))
}
