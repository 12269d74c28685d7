//! Readable entries, for their parties.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use serde::Serialize;
use web::Problem;
use wire::{Bytes32, Octets, ProblemCode};

use super::{Caller, checkpoints::From};
use crate::{
    db::log::ReadableEntry,
    error::problem,
    flow::{Broker, log},
};

/// An entry with the salt that opens its leaf.
#[derive(Serialize)]
pub(super) struct Readable {
    index: u64,
    entry: Octets,
    salt: Bytes32,
}

impl Readable {
    pub(super) fn of(index: u64, entry: ReadableEntry) -> Self {
        Self { index, entry: Octets(entry.entry), salt: Bytes32(entry.salt) }
    }
}

/// A part of an agency's own entries. `next` is where the following part begins: at `tree_size` there is no more.
#[derive(Serialize)]
struct OwnEntries {
    entries: Vec<Readable>,
    next: u64,
    tree_size: u64,
}

/// For an agency: the entries it is a party to, in their order, to be compared with what it has itself.
pub(crate) async fn own(broker: Data<Broker>, caller: Caller, from: Query<From>) -> Result<HttpResponse, Problem> {
    let part = log::own_entries(&broker, &caller.0, from.from).await?;
    let entries = part.entries.into_iter().map(|(index, entry)| Readable::of(index, entry)).collect();
    Ok(HttpResponse::Ok().json(OwnEntries { entries, next: part.next, tree_size: part.tree_size }))
}

pub(crate) async fn readable(broker: Data<Broker>, caller: Caller, index: Path<String>) -> Result<HttpResponse, Problem> {
    let index: u64 = index.parse().map_err(|_| problem(ProblemCode::NotFound))?;
    let entry = log::readable(&broker, &caller.0, index).await?;
    Ok(HttpResponse::Ok().json(Readable::of(index, entry)))
}
