//! Parcels.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use serde::Serialize;
use web::Problem;
use wire::{HandoverId, ProblemCode};

use super::{Caller, Waiting};
use crate::{
    error::problem,
    flow::{Broker, fetch, fetch::Fetched},
};

#[derive(Serialize)]
struct NotYet {
    state: &'static str,
}

pub(crate) async fn fetch(
    broker: Data<Broker>,
    caller: Caller,
    handover: Path<String>,
    waiting: Query<Waiting>,
) -> Result<HttpResponse, Problem> {
    let id: HandoverId = handover.parse().map_err(|_| problem(ProblemCode::NotFound))?;
    match fetch::fetch(&broker, &caller.0, id, waiting.at_most()).await? {
        Fetched::Parcel(parcel) => Ok(HttpResponse::Ok().content_type("application/json").body(parcel)),
        Fetched::WaitingForProof => Ok(HttpResponse::Accepted().json(NotYet { state: "waiting_for_proof" })),
    }
}
