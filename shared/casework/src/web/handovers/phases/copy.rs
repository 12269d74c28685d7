//! A numbered copy on paper: the page of the board, with its number, who made it and when it is destroyed.

use ::web::{Form, Page, Problem, redirect};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use wire::Phase;

use super::{
    super::{
        handling::{Handling, code_of},
        problem::DoorProblem,
    },
    board::place,
};
use crate::{Staff, web::value_forms::Typed};

/// `POST /cases/{code}/phases/copies`
pub(super) async fn make(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let phase = typed.one("phase").parse::<Phase>().map_err(|_| Problem::not_found())?;
    let (own, of, now) = ((**handling).clone(), typed.one("of").to_owned(), page.now);
    let made = handling.casework.db().try_write("copy_checklist", move |conn| -> Result<i32, DoorProblem> {
        let case = own.find_one(conn, &code, &of, &staff)?;
        Ok(own.casework.copy_checklist(conn, &case, phase, &staff, now)?)
    });
    let n = made.await?;
    Ok(redirect::see_other(&place(&code, typed.one("of"), phase, &format!("&copy={n}")), Some("flash-phase-copied")))
}
