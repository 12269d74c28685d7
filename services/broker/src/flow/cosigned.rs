//! What an agency vouches for, and that it grew from what another has seen.

use ledger::tree::{ConsistencyProof, prove_consistency};
use store::Conn;
use wire::{AgencyId, ProblemCode};

use super::{
    Broker, FlowError,
    prove::{Listing, note, outside},
};
use crate::db;

/// The newest head an agency has cosigned.
pub(crate) struct CosignedView {
    /// The signed note, with that cosignature and the others at hand.
    pub note: String,
    /// That the tree of `from` leaves is the beginning of it.
    pub consistency: ConsistencyProof,
}

/// The newest head that `agency` has cosigned, when it holds at least `from` leaves; else it is not there yet.
pub(crate) async fn cosigned(broker: &Broker, agency: AgencyId, from: u64) -> Result<CosignedView, FlowError> {
    let signer = broker.signer.clone();
    let read = move |conn: &mut Conn| {
        let last = db::checkpoints::last_of(conn, &agency)?.filter(|(size, _)| from > 0 && *size >= from);
        let (size, _) = last.ok_or(ProblemCode::NotFound)?;
        Ok::<_, FlowError>(CosignedView { note: note(conn, size, &signer)?, consistency: consistency(conn, from, size)? })
    };
    broker.db.try_read(read).await
}

/// That the tree of `from` leaves, at least 1, is the beginning of the tree of `size`.
pub(super) fn consistency(conn: &mut Conn, from: u64, size: u64) -> store::Result<ConsistencyProof> {
    let needed = Listing::default();
    prove_consistency(&needed, from, size).map_err(outside)?;
    let nodes = db::nodes::load(conn, &needed.places())?;
    prove_consistency(&nodes, from, size).map_err(outside)
}
