//! Readable entries, for their parties.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde::Serialize;
use web::Problem;
use wire::{Bytes32, Octets, ProblemCode};

use super::Caller;
use crate::{
    error::problem,
    flow::{Broker, log},
};

#[derive(Serialize)]
struct Readable {
    index: u64,
    entry: Octets,
    salt: Bytes32,
}

pub(crate) async fn readable(broker: Data<Broker>, caller: Caller, index: Path<String>) -> Result<HttpResponse, Problem> {
    let index: u64 = index.parse().map_err(|_| problem(ProblemCode::NotFound))?;
    let entry = log::readable(&broker, &caller.0, index).await?;
    Ok(HttpResponse::Ok().json(Readable { index, entry: Octets(entry.entry), salt: Bytes32(entry.salt) }))
}
