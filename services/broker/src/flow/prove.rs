//! Proofs of parcels: fixed in the transaction that takes the last cosignature, so that a parcel has the same bytes
//! for ever.

use std::collections::BTreeSet;

use ledger::{
    Hash,
    checkpoint::LogSigner,
    tree::{InclusionProof, NodeAt, NodeReader, prove_inclusion},
};
use store::{Conn, Error, ErrorKind, Result};
use wire::{AgencyId, Bytes32, LogEvidence, Octets};

use crate::{
    db,
    domain::disclosure::{Disclosure, Evidence},
};

/// Proves every fetched parcel that this size's cosignatures suffice for. Gives the indexes of their fetches.
pub(crate) fn prove_at(conn: &mut Conn, size: u64, newest: &AgencyId, signer: &LogSigner) -> Result<Vec<u64>> {
    let cosignatures = db::checkpoints::cosignatures_of(conn, size)?;
    let cosigned = |agency: &AgencyId| cosignatures.iter().any(|cosignature| cosignature.agency == *agency);
    let mut waiting = db::disclosures::unproven(conn, size, Some(newest))?;
    waiting.retain(|disclosure| disclosure.cosigners().iter().all(cosigned));
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let note = note(conn, size, signer)?;
    let indexes: BTreeSet<u64> = waiting.iter().flat_map(indexes).collect();
    let evidence = evidence(conn, size, &indexes, &note)?;
    let mut proved = Vec::new();
    for disclosure in &waiting {
        let find = |index: u64| evidence.iter().find(|one| one.index == index).cloned().ok_or_else(|| db::unreadable("log entry"));
        let fetched = disclosure.fetched_index.ok_or_else(|| db::unreadable("fetch"))?;
        let both = Evidence { released: find(disclosure.decided_index)?, fetched: find(fetched)? };
        let bytes = wire::canonical::to_bytes(&both).map_err(|_| db::unreadable("proof"))?;
        db::disclosures::prove(conn, disclosure.handover, &bytes)?;
        proved.push(fetched);
    }
    Ok(proved)
}

/// The signed note of a size, with every cosignature at hand: of agencies, and of witnesses outside them.
pub(crate) fn note(conn: &mut Conn, size: u64, signer: &LogSigner) -> Result<String> {
    let checkpoint = db::checkpoints::find(conn, size)?.ok_or(ErrorKind::NotFound)?;
    let mut note = signer.sign(checkpoint.size, checkpoint.root);
    let of_agencies = db::checkpoints::cosignatures_of(conn, size)?.into_iter().map(|cosignature| cosignature.line);
    for line in of_agencies.chain(db::outside_cosignatures::lines_of(conn, size)?) {
        note = note.with(line.parse().map_err(|_| db::unreadable("cosignature"))?);
    }
    Ok(note.to_string())
}

fn indexes(disclosure: &Disclosure) -> impl Iterator<Item = u64> + use<> {
    [Some(disclosure.decided_index), disclosure.fetched_index].into_iter().flatten()
}

/// Entries and paths for several leaves at once: two look-ups of entries and nodes, no scan.
pub(crate) fn evidence(conn: &mut Conn, size: u64, indexes: &BTreeSet<u64>, note: &str) -> Result<Vec<LogEvidence>> {
    let places: Vec<u64> = indexes.iter().copied().collect();
    let entries = db::log::entries(conn, &places)?;
    let paths = paths(conn, size, &places)?;
    let with_path = |(index, entry): (u64, db::log::ReadableEntry)| {
        let path = paths.iter().find(|path| path.index == index).ok_or_else(|| db::unreadable("proof"))?;
        Ok(LogEvidence {
            index,
            entry: Octets(entry.entry),
            salt: Bytes32(entry.salt),
            tree_size: size,
            path: path.hashes.iter().map(|hash| Bytes32(*hash.as_bytes())).collect(),
            checkpoint: note.to_owned(),
        })
    };
    entries.into_iter().map(with_path).collect()
}

fn paths(conn: &mut Conn, size: u64, places: &[u64]) -> Result<Vec<InclusionProof>> {
    let needed = Listing::default();
    for index in places {
        prove_inclusion(&needed, *index, size).map_err(outside)?;
    }
    let nodes = db::nodes::load(conn, &needed.places())?;
    places.iter().map(|index| prove_inclusion(&nodes, *index, size).map_err(outside)).collect()
}

/// A proof was asked for that no tree of this log gives.
pub(super) fn outside<E: std::fmt::Debug>(error: E) -> Error {
    Error::new(ErrorKind::InvalidValue, format!("no proof can be made: {error:?}"))
}

/// Writes down which nodes a proof asks for, so that they can be read together.
#[derive(Default)]
pub(crate) struct Listing(std::cell::RefCell<BTreeSet<NodeAt>>);

impl Listing {
    /// What was asked for.
    pub(crate) fn places(self) -> BTreeSet<NodeAt> {
        self.0.into_inner()
    }
}

impl NodeReader for Listing {
    type Error = std::convert::Infallible;

    fn node(&self, at: NodeAt) -> std::result::Result<Hash, Self::Error> {
        self.0.borrow_mut().insert(at);
        Ok(Hash::of_empty_tree())
    }
}
