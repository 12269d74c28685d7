//! Meetings about a case: about the adults, about the children, with the person's own network. Each agency keeps its own minutes.
//!
//! ```text
//! list     what is planned and what was decided, with a form for the next      view   a meeting as the template shows it
//! plan     a meeting, kept or sent back, and proposed to the other agency      end    held with its minutes, or called off
//! decide   what was decided, and that it was done                              calendar   the file for a calendar
//! ```

mod calendar;
mod decide;
mod end;
mod list;
mod plan;
mod view;

use ::web::Problem;
use actix_web::{
    http::StatusCode,
    web::{ServiceConfig, get, post, resource},
};
use wire::CaseCode;

use super::problem::of_draft;
use crate::ConsultationProblem;

/// Mounts the pages.
pub(super) fn mount(cfg: &mut ServiceConfig) {
    cfg.service(resource("/cases/{code}/consultations").route(get().to(list::show)).route(post().to(plan::plan)))
        .service(resource("/cases/{code}/consultations/{consultation}/draft").route(post().to(plan::propose)))
        .service(resource("/cases/{code}/consultations/{consultation}/end").route(post().to(end::end)))
        .service(resource("/cases/{code}/consultations/{consultation}/decisions").route(post().to(decide::decide)))
        .service(resource("/cases/{code}/consultations/{consultation}/decisions/{decision}").route(post().to(decide::done)))
        .service(resource("/cases/{code}/consultations/{consultation}/calendar.ics").route(get().to(calendar::download)));
}

/// What a browser is told.
pub(super) fn of_consultation(problem: ConsultationProblem) -> Problem {
    match problem {
        ConsultationProblem::NotFound => Problem::not_found(),
        ConsultationProblem::Over => Problem::new(StatusCode::CONFLICT, "consultation-over"),
        ConsultationProblem::Draft(problem) => of_draft(problem),
        ConsultationProblem::Store(problem) => problem.into(),
        ConsultationProblem::Inside(fault) => Problem::internal(fault),
    }
}

/// The page of the case's meetings, with the agency that opened it when a person has said which.
fn path_of(code: &CaseCode, of: &str) -> String {
    if of.is_empty() { format!("/cases/{code}/consultations") } else { format!("/cases/{code}/consultations?of={of}") }
}
