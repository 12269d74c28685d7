//! Heads of the log and their cosignatures.

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Path, Query},
};
use ledger::{Commitment, checkpoint::SignatureLine, tree::ConsistencyProof};
use serde::{Deserialize, Serialize};
use web::Problem;
use wire::{AgencyId, ProblemCode};

use super::{Caller, Signed, Waiting, entries::Readable};
use crate::{
    error::problem,
    flow::{Broker, cosign, cosigned, followed, log},
};

#[derive(Serialize)]
struct ForWitness {
    checkpoint: String,
    tree_size: u64,
    wanted: bool,
    leaves: Vec<Commitment>,
    entries: Vec<Readable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Followed {
    checkpoint: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cosignatures {
    tree_size: u64,
    lines: Vec<SignatureLine>,
}

/// From which size on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct From {
    pub(super) from: u64,
}

#[derive(Serialize)]
struct Cosigned {
    checkpoint: String,
    consistency: ConsistencyProof,
}

/// Whether the log leads to what was shown.
#[derive(Serialize)]
struct Leads {
    leads: bool,
}

#[derive(Serialize)]
struct Taken {
    tree_size: u64,
}

/// For anybody (C2SP tlog-tiles): the signed note.
pub(crate) async fn published(broker: Data<Broker>) -> Result<HttpResponse, Problem> {
    let note = log::checkpoint(&broker).await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").insert_header((header::CACHE_CONTROL, "no-store")).body(note))
}

/// For a witness: the note and the leaves it has not seen, once its cosignature is wanted.
pub(crate) async fn for_witness(broker: Data<Broker>, caller: Caller, waiting: Query<Waiting>) -> Result<HttpResponse, Problem> {
    let view = log::for_witness(&broker, &caller.0, waiting.after, waiting.at_most()).await?;
    let entries = view.entries.into_iter().map(|(index, entry)| Readable::of(index, entry)).collect();
    let answer = ForWitness { checkpoint: view.note, tree_size: view.size, wanted: view.wanted, leaves: view.leaves, entries };
    Ok(HttpResponse::Ok().json(answer))
}

/// For an agency: the newest head another has cosigned, and that it grew from the one the caller has seen.
pub(crate) async fn cosigned(
    broker: Data<Broker>,
    _caller: Caller,
    agency: Path<AgencyId>,
    from: Query<From>,
) -> Result<HttpResponse, Problem> {
    let view = cosigned::cosigned(&broker, agency.into_inner(), from.from).await?;
    Ok(HttpResponse::Ok().json(Cosigned { checkpoint: view.note, consistency: view.consistency }))
}

pub(crate) async fn cosign(broker: Data<Broker>, signed: Signed) -> Result<HttpResponse, Problem> {
    let Cosignatures { tree_size, lines } = serde_json::from_slice(&signed.body).map_err(|_| problem(ProblemCode::NotCanonical))?;
    cosign::cosign(&broker, &signed.caller, tree_size, &lines).await?;
    Ok(HttpResponse::Ok().json(Taken { tree_size }))
}

/// From a witness: a checkpoint it has followed, which this log has signed and may not lead to.
pub(crate) async fn followed(broker: Data<Broker>, signed: Signed) -> Result<HttpResponse, Problem> {
    let Followed { checkpoint } = serde_json::from_slice(&signed.body).map_err(|_| problem(ProblemCode::NotCanonical))?;
    let leads = followed::followed(&broker, &signed.caller, &checkpoint).await?;
    Ok(HttpResponse::Ok().json(Leads { leads }))
}
