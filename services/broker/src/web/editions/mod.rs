//! Pages of the rule book, for those who answer for it.

pub(crate) mod approve;
mod case_view;
pub(crate) mod cases;
pub(crate) mod decision;
mod edition_fault;
pub(crate) mod files;
pub(crate) mod list;
mod marked;
pub(crate) mod open;
pub(crate) mod propose;
pub(crate) mod replay;
mod row_view;
mod rule_view;
pub(crate) mod rules;
mod said_view;
pub(crate) mod texts;
mod way_view;
pub(crate) mod withdraw;

use actix_web::web::Path;
use web::Problem;
use wire::EditionId;

use crate::flow::{
    Broker,
    editions::{self, EditionView},
};

/// The edition of a path; what is no id is as good as unknown.
fn edition_of(path: &Path<String>) -> Result<EditionId, Problem> {
    path.parse().map_err(|_| Problem::not_found())
}

/// Everything about the edition of a path.
async fn view_of(broker: &Broker, path: &Path<String>) -> Result<EditionView, Problem> {
    editions::read(broker, &edition_of(path)?).await?.ok_or_else(Problem::not_found)
}
