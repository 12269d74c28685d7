//! Editions of the rule book, for agencies.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use web::Problem;
use wire::{EditionId, ProblemCode};

use super::Caller;
use crate::{
    error::problem,
    flow::{Broker, rulebook},
};

/// The edition in force.
pub(crate) async fn active(broker: Data<Broker>, caller: Caller) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(rulebook::active(&broker, &caller.0).await?))
}

/// One that was ever in force: for an agency that was away while it was.
pub(crate) async fn ever_active(broker: Data<Broker>, caller: Caller, id: Path<String>) -> Result<HttpResponse, Problem> {
    let id: EditionId = id.parse().map_err(|_| problem(ProblemCode::NotFound))?;
    Ok(HttpResponse::Ok().json(rulebook::ever_active(&broker, &caller.0, id).await?))
}
