//! Outcomes of risk assessments: what somebody concluded with which instrument, looked at again on its day. No level is computed.
//!
//! ```text
//! list     what was recorded, what it is worth today      choice   whom, with what
//! form     the outcome, kept or sent back                 review   it stays, it changes, or another day
//! call     the support line, at once                      coming   the unit's days of review, by code alone
//! ```

mod call;
mod choice;
mod coming;
mod form;
mod list;
mod review;
mod view;

use ::web::Problem;
use actix_web::{
    http::StatusCode,
    web::{ServiceConfig, get, post, resource},
};

pub(super) use call::CallView;

use crate::RiskProblem;

/// Mounts the pages.
pub(super) fn mount(cfg: &mut ServiceConfig) {
    cfg.service(resource("/cases/{code}/risks").route(get().to(list::show)).route(post().to(form::record)))
        .service(resource("/cases/{code}/risks/new").route(get().to(choice::ask)).route(post().to(choice::form)))
        .service(resource("/cases/{code}/risks/{risk}/review").route(get().to(review::ask)).route(post().to(review::end)))
        .service(resource("/cases/{code}/risks/{risk}/call").route(post().to(call::answer)))
        .service(resource("/risk-reviews").route(get().to(coming::list)));
}

/// What a browser is told.
pub(super) fn of_risk(problem: RiskProblem) -> Problem {
    match problem {
        RiskProblem::NotFound => Problem::not_found(),
        RiskProblem::Replaced => Problem::new(StatusCode::CONFLICT, "risk-replaced"),
        RiskProblem::Store(problem) => problem.into(),
        other => Problem::internal(other),
    }
}
