//! States to the other agency: those that were shown and chosen, to the unit that was shown, or nothing.

use ::web::{FieldErrors, Form, Page, Problem, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use wire::{
    Phase, UnitId,
    value::{ItemState, PhaseItem, PhaseState},
};

use super::{
    super::{
        handling::{Handling, code_of},
        problem::DoorProblem,
    },
    board::{Again, Wanted, place, shown},
};
use crate::{BoardGround, BoardProblem, ShownStates, Staff, web::value_forms::Typed};

/// `POST /cases/{code}/phases/tell`
pub(super) async fn states(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let phase = typed.one("phase").parse::<Phase>().unwrap_or(Phase::Alarm);
    let wanted = Wanted { of: typed.one("of").to_owned(), phase: phase.to_string(), copy: None };
    let Some(told) = read(&typed) else {
        let mut errors = FieldErrors::none();
        errors.add("told", "sharing-error-choose");
        let again = Again { status: StatusCode::UNPROCESSABLE_ENTITY, meanwhile: false, errors, typed };
        return shown(page, &handling, code, staff, &wanted, again).await;
    };
    let (own, person, of, now) = ((**handling).clone(), staff.clone(), wanted.of.clone(), page.now);
    let sent = handling.casework.db().try_write("tell_states", move |conn| -> Result<(), DoorProblem> {
        let case = own.find_one(conn, &code, &of, &person)?;
        let tie = own.works_with(conn, &case, &person)?;
        let known = (own.flags)(&own.casework, conn, &case, &person)?;
        Ok(own.casework.tell_states(conn, &case, BoardGround { library: &own.library, known: &known }, &told, (&person, tie), now)?)
    });
    match sent.await {
        Ok(()) => Ok(redirect::see_other(&place(&code, &wanted.of, phase, ""), Some("flash-phase-told"))),
        Err(DoorProblem::Board(BoardProblem::Changed | BoardProblem::NobodyToTell)) => {
            let again = Again { status: StatusCode::CONFLICT, meanwhile: true, errors: FieldErrors::none(), typed: Typed::default() };
            shown(page, &handling, code, staff, &wanted, again).await
        }
        Err(problem) => Err(problem.into()),
    }
}

fn read(typed: &Typed) -> Option<ShownStates> {
    let states: Vec<PhaseState> = typed.all("told").map(state_of).collect::<Option<_>>()?;
    let to = typed.one("to").parse::<UnitId>().ok()?;
    (!states.is_empty()).then_some(ShownStates { states, to })
}

/// `children_mapped.done`
fn state_of(text: &str) -> Option<PhaseState> {
    let (item, state) = text.split_once('.')?;
    Some(PhaseState::new(item.parse::<PhaseItem>().ok()?, state.parse::<ItemState>().ok()?))
}
