//! The file for a calendar.

use ::web::{Page, Problem};
use actix_web::{
    HttpResponse,
    http::header::{CACHE_CONTROL, CONTENT_DISPOSITION},
    web::{Data, Path, Query},
};
use store::Id;

use crate::{
    Staff, calendar_file,
    web::handovers::{
        case::Which,
        handling::{Handling, code_of, id_of},
        problem::DoorProblem,
    },
};

/// `GET /cases/{code}/consultations/{consultation}/calendar.ics`
pub(super) async fn download(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id) = (code_of(&path.0)?, id_of::<Id>(&path.1)?);
    let (own, now) = ((**handling).clone(), page.now);
    let file = handling.casework.db().try_write("view_consultations", move |conn| -> Result<String, DoorProblem> {
        let case = own.find_one(conn, &code, &which.of, &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        let all = own.casework.view_consultations(conn, &case, (&staff, tie), now)?;
        let one = all.into_iter().find(|one| one.id == id).ok_or(DoorProblem::NotFound)?;
        Ok(calendar_file(id, &code, one.planned.planned_at, now))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"calendar.ics\""))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(file.await?))
}
