//! The log as outsiders, witnesses and parties read it.

use std::time::{Duration, Instant};

use ledger::{
    Commitment, Entry,
    tile::{LogPath, build_tile, write_bundle},
};
use store::Conn;
use wire::{AgencyId, ProblemCode};

use super::{
    Broker, FlowError,
    broker::Patience,
    prove::{Listing, note},
};
use crate::{
    db,
    db::log::ReadableEntry,
    domain::{entry, publication::Tip},
};

/// Most leaves a witness is sent at once; beyond it reads the bundles.
const LEAVES_MAX: u64 = 1024;

/// So many leaves are looked at for one call about an agency's own entries.
const LOOKED_AT_MAX: u64 = 1024;

/// A part of the entries an agency is a party to.
pub(crate) struct OwnEntries {
    /// With their places, in order.
    pub entries: Vec<(u64, ReadableEntry)>,
    /// Where the following part begins.
    pub next: u64,
    /// Leaves of the published head.
    pub tree_size: u64,
}

/// What a witness is shown.
pub(crate) struct WitnessView {
    /// The signed note with the cosignatures at hand.
    pub note: String,
    /// Leaves of it.
    pub size: u64,
    /// Whether a parcel waits for this witness.
    pub wanted: bool,
    /// The leaves after those the witness has, when they are not too many.
    pub leaves: Vec<Commitment>,
    /// Of those leaves, what the agency may read.
    pub entries: Vec<(u64, ReadableEntry)>,
}

/// The published head with the cosignatures at hand.
pub(crate) async fn checkpoint(broker: &Broker) -> Result<String, FlowError> {
    let (Tip { size, .. }, signer) = (broker.live.published(), broker.signer.clone());
    Ok(broker.db.read(move |conn| note(conn, size, &signer)).await?)
}

/// The published head once it wants the agency's cosignature and has all that the agency has followed; else as it is in the end.
/// What an agency has followed may still want it: the call that brought its cosignature was lost.
pub(crate) async fn for_witness(broker: &Broker, agency: &AgencyId, after: u64, at_most: Duration) -> Result<WitnessView, FlowError> {
    let mut publications = broker.live.publications();
    let patience = Patience::new(broker, at_most);
    loop {
        broker.live.hear(agency, Instant::now());
        let size = broker.live.published().size;
        let wanted = size >= after && broker.live.wants(agency);
        // A witness that has seen more is told at once: this log was set back, and it will say so.
        if wanted || size < after || !patience.wait(&mut publications).await {
            return view(broker, agency, after, wanted).await;
        }
    }
}

async fn view(broker: &Broker, agency: &AgencyId, after: u64, wanted: bool) -> Result<WitnessView, FlowError> {
    let (Tip { size, .. }, signer) = (broker.live.published(), broker.signer.clone());
    let few = size.checked_sub(after).is_some_and(|missing| missing <= LEAVES_MAX);
    let read = move |conn: &mut Conn| {
        let leaves = if few { db::log::commitments(conn, after, size)? } else { Vec::new() };
        let entries = if few { db::log::entries_between(conn, after, size)? } else { Vec::new() };
        Ok(WitnessView { note: note(conn, size, &signer)?, size, wanted, leaves, entries })
    };
    let view = broker.db.read(read).await?;
    Ok(WitnessView { entries: those(view.entries, |entry| entry::may_read(entry, agency))?, ..view })
}

/// A tile or a bundle of the published tree.
pub(crate) async fn resource(broker: &Broker, path: LogPath) -> Result<Vec<u8>, FlowError> {
    if !path.exists_in(broker.live.published().size) {
        return Err(ProblemCode::NotFound.into());
    }
    broker.db.try_read(move |conn| build(conn, path)).await
}

fn build(conn: &mut Conn, path: LogPath) -> Result<Vec<u8>, FlowError> {
    match path {
        LogPath::Entries(place) => Ok(write_bundle(&db::log::commitments(conn, place.start(), place.end())?)),
        LogPath::Tile(tile) => {
            let needed = Listing::default();
            let Ok(_) = build_tile(tile, &needed);
            let nodes = db::nodes::load(conn, &needed.places())?;
            build_tile(tile, &nodes).map_err(|missing| store::Error::new(store::ErrorKind::InvalidValue, missing.to_string()).into())
        }
    }
}

/// The entries of the published tree that an agency is a party to, from a place on. Those that were destroyed at their date
/// are left out.
pub(crate) async fn own_entries(broker: &Broker, caller: &AgencyId, from: u64) -> Result<OwnEntries, FlowError> {
    let tree_size = broker.live.published().size;
    let from = from.min(tree_size);
    let next = tree_size.min(from.saturating_add(LOOKED_AT_MAX));
    let looked_at = broker.db.read(move |conn| db::log::entries_between(conn, from, next)).await?;
    let entries = those(looked_at, |entry| entry.is_party(caller.as_str()))?;
    Ok(OwnEntries { entries, next, tree_size })
}

fn those(entries: Vec<(u64, ReadableEntry)>, which: impl Fn(&Entry) -> bool) -> Result<Vec<(u64, ReadableEntry)>, FlowError> {
    let mut found = Vec::new();
    for (index, readable) in entries {
        if which(&parsed(&readable)?) {
            found.push((index, readable));
        }
    }
    Ok(found)
}

fn parsed(readable: &ReadableEntry) -> Result<Entry, FlowError> {
    Ok(serde_json::from_slice(&readable.entry).map_err(|_| db::unreadable("log entry"))?)
}

/// A readable entry, for those who may read it; for everybody else it is not there.
pub(crate) async fn readable(broker: &Broker, caller: &AgencyId, index: u64) -> Result<ReadableEntry, FlowError> {
    let found = broker.db.read(move |conn| db::log::entries(conn, &[index])).await?.pop();
    let (_, readable) = found.ok_or(ProblemCode::NotFound)?;
    if entry::may_read(&parsed(&readable)?, caller) { Ok(readable) } else { Err(ProblemCode::NotFound.into()) }
}
