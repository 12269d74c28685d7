//! Extracts of what is held about one person: made by staff, judged by two, handed over at a visit. There is no door for the
//! person, no post and no mail.
//!
//! ```text
//! list    the unit's own, and the beginning of one      compose  line by line, by one        review    the second person
//! view    an extract as a page shows it                 paper    the PDF, and its words      receipts  proofs that go with it
//! ```

mod compose;
mod list;
mod paper;
mod receipts;
mod review;
mod view;
mod words;

use ::web::Problem;
use actix_web::{
    http::StatusCode,
    web::{ServiceConfig, get, post, resource},
};
use store::Conn;

use super::{handling::Handling, problem::DoorProblem};
use crate::{ExtractId, ExtractProblem, Staff, SubjectExtract, cases, subject_extracts};

/// Mounts all of them.
pub(super) fn mount(cfg: &mut ServiceConfig) {
    cfg.service(resource("/extracts").route(get().to(list::show)).route(post().to(list::start)))
        .service(resource("/utdrag").route(get().to(list::in_swedish)))
        .service(resource("/extracts/{extract}").route(get().to(compose::show)).route(post().to(compose::save)))
        .service(resource("/extracts/{extract}/review").route(post().to(review::review)))
        .service(resource("/extracts/{extract}/paper.pdf").route(get().to(paper::download)))
        .service(resource("/extracts/{extract}/receipts/{handover}").route(get().to(receipts::download)));
}

/// The extract of a path, if it is the unit's own and the reader works with its case.
fn reached(handling: &Handling, conn: &mut Conn, id: ExtractId, staff: &Staff) -> Result<SubjectExtract, DoorProblem> {
    let found = subject_extracts::find(conn, id)?.filter(|extract| extract.unit == staff.unit).ok_or(DoorProblem::NotFound)?;
    let case = cases::find(conn, found.case)?.ok_or(DoorProblem::NotFound)?;
    handling.works_with(conn, &case, staff)?;
    Ok(found)
}

/// What a browser is told.
pub(super) fn of_extract(problem: ExtractProblem) -> Problem {
    let conflict = |slug| Problem::new(StatusCode::CONFLICT, slug);
    match problem {
        ExtractProblem::NotFound => Problem::not_found(),
        ExtractProblem::WrongState(_) => conflict("extract-state"),
        ExtractProblem::AnothersWork => Problem::new(StatusCode::FORBIDDEN, "extract-anothers"),
        ExtractProblem::OwnWork => Problem::new(StatusCode::FORBIDDEN, "extract-own"),
        ExtractProblem::Store(problem) => problem.into(),
        ExtractProblem::Asker
        | ExtractProblem::NotAllowed(_)
        | ExtractProblem::Day(_)
        | ExtractProblem::Unjudged(_)
        | ExtractProblem::Pressure
        | ExtractProblem::Reason => conflict("extract-incomplete"),
        fault @ ExtractProblem::Inside(_) => Problem::internal(fault),
    }
}
