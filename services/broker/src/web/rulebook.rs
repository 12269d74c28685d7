//! The active edition of the rule book.

use actix_web::{HttpResponse, web::Data};
use serde::Serialize;
use web::Problem;
use wire::{Bytes32, EditionId, ProblemCode};

use super::Caller;
use crate::{error::problem, flow::Broker};

#[derive(Serialize)]
struct Active<'a> {
    id: &'a EditionId,
    hash: Bytes32,
    log_index: u64,
    file: &'a str,
}

pub(crate) async fn active(broker: Data<Broker>, _caller: Caller) -> Result<HttpResponse, Problem> {
    let edition = broker.live.edition().ok_or_else(|| problem(ProblemCode::NotFound))?;
    let file = std::str::from_utf8(&edition.file).map_err(Problem::internal)?;
    let active = Active { id: &edition.reference.id, hash: edition.reference.hash, log_index: edition.log_index, file };
    Ok(HttpResponse::Ok().json(active))
}
