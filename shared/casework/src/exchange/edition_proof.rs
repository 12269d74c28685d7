//! Is the activation of an edition in the log? Proved from tiles under a checkpoint of the pinned log.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use ledger::{
    Entry, EntryKind, EntryProof, Salt,
    checkpoint::{SignedNote, open},
    tile::{LogPath, Tile, TileNodes, TileReader},
    tree::prove_inclusion,
};
use serde::Deserialize;
use wire::{Bytes32, EditionRef, Octets};

use super::broker_client::CallError;
use crate::Casework;

/// Most tiles a proof can need: one at each level, and a path beside it.
const TILES_MAX: usize = 32;

#[derive(Deserialize)]
struct EntryBody {
    index: u64,
    entry: Octets,
    salt: Bytes32,
}

/// Whether the entry at this index says that this edition was activated, and is in the log.
pub(super) async fn is_activated(casework: &Casework, edition: &EditionRef, index: u64) -> Result<bool, CallError> {
    let body: EntryBody = casework.get(&format!("/log/entries/{index}"), None).await?.json()?;
    let entry: Entry = wire::canonical::from_bytes(&body.entry.0).map_err(|_| CallError::Form)?;
    let note = String::from_utf8(casework.get("/log/checkpoint", None).await?.ok()?).map_err(|_| CallError::Form)?;
    let size = open(&note, &casework.0.log_key, &[]).map_err(|_| CallError::Form)?.size();
    let checkpoint: SignedNote = note.parse().map_err(|_| CallError::Form)?;
    let fields = entry.fields();
    let says_so = fields.kind == EntryKind::EditionActivated
        && fields.edition.as_deref() == Some(edition.id.as_str())
        && *fields.object_hash.as_bytes() == edition.hash.0;
    if !says_so || body.index != index {
        return Ok(false);
    }
    let inclusion = inclusion(casework, index, size).await?;
    let proof = EntryProof { entry, salt: Salt::from_bytes(body.salt.0), inclusion, checkpoint };
    Ok(proof.verify(&casework.0.log_key, &[]).is_ok())
}

/// Builds the proof from tiles, fetching each that turns out to be needed.
async fn inclusion(casework: &Casework, index: u64, size: u64) -> Result<ledger::tree::InclusionProof, CallError> {
    let mut tiles = Tiles::default();
    for _ in 0..TILES_MAX {
        let tried = prove_inclusion(&TileNodes::new(&tiles, size), index, size);
        match (tried, tiles.take_missing()) {
            (Ok(proof), _) => return Ok(proof),
            (Err(_), Some(tile)) => {
                let bytes = casework.get(&format!("/log/{}", LogPath::Tile(tile)), None).await?.ok()?;
                tiles.fetched.insert(tile, bytes);
            }
            (Err(_), None) => return Err(CallError::Form),
        }
    }
    Err(CallError::Form)
}

/// Tiles fetched so far, and the one that was asked for and is not there.
#[derive(Default)]
struct Tiles {
    fetched: HashMap<Tile, Vec<u8>>,
    missing: Mutex<Option<Tile>>,
}

impl Tiles {
    fn take_missing(&self) -> Option<Tile> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl TileReader for Tiles {
    type Error = ();

    fn tile(&self, tile: Tile) -> Result<Vec<u8>, ()> {
        let found = self.fetched.get(&tile).cloned();
        if found.is_none() {
            *self.missing.lock().unwrap_or_else(PoisonError::into_inner) = Some(tile);
        }
        found.ok_or(())
    }
}
