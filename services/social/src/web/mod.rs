//! Doors: from a request to a verb and back. Pages and API call the same verbs.

pub(crate) mod answers;
pub(crate) mod api;
mod board_view;
mod case_view;
pub(crate) mod cases;
pub(crate) mod duty;
mod sender;
pub(crate) mod start;
pub(crate) mod taking_back;

use actix_web::web::Path;
use web::Problem;
use wire::HandoverId;

/// The handover of a path; what is no id is as good as unknown.
fn handover_of(path: &Path<String>) -> Result<HandoverId, Problem> {
    path.parse().map_err(|_| Problem::not_found())
}
