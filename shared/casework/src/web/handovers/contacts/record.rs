//! One tap writes a contact. What it was about is said of it afterwards, by the same line.

use ::web::{Form, Page, Problem, redirect};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use wire::CaseCode;

use crate::{
    Concerned, ContactChannel, InteractionId, InteractionOutcome, NewInteraction, SaidOfInteraction, Staff,
    web::{
        handovers::{
            consents::{Person, Who},
            handling::{Handling, code_of, id_of},
            problem::DoorProblem,
        },
        value_forms::Typed,
    },
};

/// `POST /cases/{code}/contacts`
pub(super) async fn record(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let (own, now, of) = ((**handling).clone(), page.now, typed.one("of").to_owned());
    let recorded = handling.casework.db().try_write("record_interaction", move |conn| -> Result<InteractionId, DoorProblem> {
        let case = own.find_one(conn, &code, typed.one("of"), &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        let person = typed.one("person").parse::<Person>().map_err(|()| DoorProblem::Field("person"))?;
        let known = own.casework.persons(conn, &case)?;
        let concerned = match person.who {
            Who::Known(id) => known.into_iter().find(|subject| subject.id == id).map(Concerned::from).ok_or(DoorProblem::NotFound)?,
            Who::Further(role) => Concerned::in_role(role),
        };
        Ok(own.casework.record_interaction(conn, &case, (&staff, tie), tapped(&typed, concerned)?, now)?)
    });
    Ok(to_the_line(&code, &of, recorded.await?, "flash-contact-recorded"))
}

/// “No answer” is said of a telephone; of a talk the way is not stated before somebody says so.
fn tapped(typed: &Typed, concerned: Concerned) -> Result<NewInteraction, DoorProblem> {
    let (outcome, channel) = match typed.one("outcome").parse() {
        Ok(InteractionOutcome::Reached) => (InteractionOutcome::Reached, None),
        Ok(InteractionOutcome::Failed) => (InteractionOutcome::Failed, Some(ContactChannel::Phone)),
        _ => return Err(DoorProblem::Field("outcome")),
    };
    Ok(NewInteraction { id: typed.one("once").parse().ok(), concerned, outcome, channel })
}

/// `POST /cases/{code}/contacts/{interaction}`
pub(super) async fn correct(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id, typed) = (code_of(&path.0)?, id_of(&path.1)?, form.into_inner());
    let (own, now, of) = ((**handling).clone(), page.now, typed.one("of").to_owned());
    let corrected = handling.casework.db().try_write("correct_interaction", move |conn| -> Result<InteractionId, DoorProblem> {
        let case = own.find_one(conn, &code, typed.one("of"), &staff)?;
        own.works_with(conn, &case, &staff)?;
        Ok(own.casework.correct_interaction(conn, &case, id, said(&typed)?, &staff, now)?)
    });
    Ok(to_the_line(&code, &of, corrected.await?, "flash-contact-saved"))
}

fn said(typed: &Typed) -> Result<SaidOfInteraction, DoorProblem> {
    let channel = match typed.one("channel") {
        "" => None,
        code => Some(code.parse().map_err(|_| DoorProblem::Field("channel"))?),
    };
    let topics = typed.all("topics").map(str::parse).collect::<Result<_, _>>().map_err(|_| DoorProblem::Field("topics"))?;
    let outcome = typed.one("outcome").parse().map_err(|_| DoorProblem::Field("outcome"))?;
    Ok(SaidOfInteraction { outcome, channel, topics })
}

fn to_the_line(code: &CaseCode, of: &str, id: InteractionId, flash: &'static str) -> HttpResponse {
    redirect::see_other(&format!("{}#i-{id}", super::page_path(code, of)), Some(flash))
}
