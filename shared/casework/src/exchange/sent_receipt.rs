//! The receipt of what was sent from here: the entry of its release, proved from the published tiles.
//!
//! The parcel with its proof is at the recipient. The sender asks the log for the same, and checks it before it is given out.

use std::{cell::RefCell, collections::HashMap};

use ledger::{
    EntryKind, EntryProof, Hash,
    checkpoint::{SignedNote, open},
    tile::{LogPath, Tile, TileError, TileNodes, TileReader},
    tree::{InclusionProof, ProveError, prove_inclusion},
};
use wire::{HandoverId, ProblemCode};

use super::{
    alarm,
    broker_client::CallError,
    entries::{Salted, entry_at},
};
use crate::{Casework, db::offers};

/// Why there is no receipt to give out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoReceipt {
    /// The broker did not answer, or has not published so far: later.
    #[error("the log can't be asked now: {0}")]
    NotNow(String),
    /// What the broker tells does not prove what was sent from here.
    #[error("what the log holds does not prove what was sent")]
    NotProved,
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<CallError> for NoReceipt {
    fn from(error: CallError) -> Self {
        Self::NotNow(error.to_string())
    }
}

impl Casework {
    /// The receipt of a handover that was sent from here and released, as [`Casework::receipt_file`] gives that of one that
    /// came. `None` when nothing of it was released.
    ///
    /// # Errors
    /// [`NoReceipt`].
    pub(crate) async fn receipt_of_sent(&self, handover: HandoverId) -> Result<Option<Vec<u8>>, NoReceipt> {
        let Some(place) = self.db().read(move |conn| offers::place(conn, handover)).await? else { return Ok(None) };
        let salted = match entry_at(self, place.index).await {
            // Destroyed at its date.
            Err(CallError::Problem(ProblemCode::NotFound)) => return Ok(None),
            told => told?,
        };
        if salted.entry.fields().kind != EntryKind::OfferReleased {
            return Ok(None);
        }
        let proof = proved(self, place.index, salted).await?;
        if proof.entry.fields().object_hash != Hash::from_bytes(place.offer_hash) || proof.verify(&self.0.log_key, &[]).is_err() {
            tracing::error!(%handover, "the log does not prove what was sent from here");
            alarm("log-differs");
            return Err(NoReceipt::NotProved);
        }
        serde_json::to_vec_pretty(&proof).map(Some).map_err(|error| NoReceipt::NotNow(error.to_string()))
    }
}

/// The entry under the published head.
async fn proved(casework: &Casework, index: u64, salted: Salted) -> Result<EntryProof, NoReceipt> {
    let note = casework.get("/log/checkpoint", None).await?.ok()?;
    let note = String::from_utf8(note).map_err(|_| CallError::Form)?;
    let head = open(&note, &casework.0.log_key, &[]).map_err(|_| NoReceipt::NotProved)?;
    if head.size() <= index {
        return Err(NoReceipt::NotNow("its entry is not published yet".to_owned()));
    }
    let inclusion = inclusion(casework, index, head.size()).await?;
    let checkpoint: SignedNote = note.parse().map_err(|_| CallError::Form)?;
    Ok(EntryProof { entry: salted.entry, salt: salted.salt, inclusion, checkpoint })
}

/// Tiles that were fetched; one that was not is told as the error.
#[derive(Default)]
struct Fetched(RefCell<HashMap<Tile, Vec<u8>>>);

impl TileReader for Fetched {
    type Error = Tile;

    fn tile(&self, tile: Tile) -> Result<Vec<u8>, Tile> {
        self.0.borrow().get(&tile).cloned().ok_or(tile)
    }
}

/// The path from the leaf to the root: each tile that is missing is fetched, and there are few.
async fn inclusion(casework: &Casework, index: u64, size: u64) -> Result<InclusionProof, NoReceipt> {
    let mut tiles = HashMap::new();
    loop {
        let fetched = Fetched(RefCell::new(tiles));
        let missing = match prove_inclusion(&TileNodes::new(&fetched, size), index, size) {
            Ok(proof) => return Ok(proof),
            Err(ProveError::Reader(TileError::Reader(tile))) => tile,
            Err(_) => return Err(NoReceipt::NotProved),
        };
        tiles = fetched.0.into_inner();
        let bytes = casework.get(&format!("/log/{}", LogPath::Tile(missing)), None).await?.ok()?;
        tiles.insert(missing, bytes);
    }
}
