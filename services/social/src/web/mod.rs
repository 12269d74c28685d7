//! Doors: from a request to a verb and back. Pages and API call the same verbs.

pub(crate) mod answers;
pub(crate) mod api;
pub(crate) mod assign;
mod board_view;
pub(crate) mod care;
mod case_door;
mod case_view;
pub(crate) mod cases;
mod clock_view;
pub(crate) mod concern;
pub(crate) mod contact;
pub(crate) mod custody_talk;
pub(crate) mod declining;
mod desk_view;
pub(crate) mod duty;
pub(crate) mod keys;
pub(crate) mod morning;
pub(crate) mod notes;
pub(crate) mod operations;
pub(crate) mod partner_contacts;
mod presence;
pub(crate) mod referrals;
pub(crate) mod safety_plan;
mod sender;
pub(crate) mod services;
pub(crate) mod sharing;
pub(crate) mod shells;
pub(crate) mod shifts;
pub(crate) mod side;
pub(crate) mod start;
mod switch_view;
pub(crate) mod taking_back;
pub(crate) mod treatments;
pub(crate) mod ways_back;
mod work_view;

use actix_web::web::Path;
use web::Problem;
use wire::HandoverId;

/// The handover of a path; what is no id is as good as unknown.
fn handover_of(path: &Path<String>) -> Result<HandoverId, Problem> {
    path.parse().map_err(|_| Problem::not_found())
}
