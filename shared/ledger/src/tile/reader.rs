//! Proofs from nothing but published tiles.

use std::cell::RefCell;
use std::collections::HashMap;

use super::{HEIGHT, Tile};
use crate::hash::{Hash, node_hash};
use crate::tree::{NodeAt, NodeReader};

/// Anything that can give the bytes of a tile: a database, a directory, HTTP.
pub trait TileReader {
    /// Why a tile couldn't be read.
    type Error;

    /// The bytes of `tile`, 32 for each hash of its width.
    ///
    /// # Errors
    /// When the tile can't be read.
    fn tile(&self, tile: Tile) -> Result<Vec<u8>, Self::Error>;
}

/// Why a node couldn't be had from tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileError<E> {
    /// The tile couldn't be read.
    #[error("a tile could not be read")]
    Reader(#[source] E),
    /// The tile has another length than its width says.
    #[error("a tile has the wrong length")]
    WrongLength,
    /// The node is not complete in a tree of this size.
    #[error("the node is not in the tree")]
    OutsideTree,
}

/// The nodes of the tree of `size` leaves, read through its tiles; each tile is asked for once.
///
/// What it reads is not checked here: a proof made from it is believed only after it was verified against the root of
/// a signed checkpoint, and a false tile makes a proof that fails there.
#[derive(Debug)]
pub struct TileNodes<'a, R> {
    reader: &'a R,
    size: u64,
    tiles: RefCell<HashMap<Tile, Vec<[u8; 32]>>>,
}

impl<'a, R: TileReader> TileNodes<'a, R> {
    /// Reads through `reader` as of a checkpoint of `size` leaves.
    pub fn new(reader: &'a R, size: u64) -> Self {
        Self { reader, size, tiles: RefCell::default() }
    }

    fn load(&self, tile: Tile) -> Result<(), TileError<R::Error>> {
        if self.tiles.borrow().contains_key(&tile) {
            return Ok(());
        }
        let bytes = self.reader.tile(tile).map_err(TileError::Reader)?;
        let (hashes, loose) = bytes.as_chunks::<32>();
        if !loose.is_empty() || hashes.len() != usize::from(tile.place().width()) {
            return Err(TileError::WrongLength);
        }
        self.tiles.borrow_mut().insert(tile, hashes.to_vec());
        Ok(())
    }
}

impl<R: TileReader> NodeReader for TileNodes<'_, R> {
    type Error = TileError<R::Error>;

    fn node(&self, at: NodeAt) -> Result<Hash, Self::Error> {
        let level = u8::try_from(at.level / HEIGHT).map_err(|_| TileError::OutsideTree)?;
        let within = at.level % HEIGHT;
        // The hashes of the tile this node is the root of.
        let first = at.index << within;
        let count = 1_usize << within;
        let tile = Tile::in_tree(level, first / 256, self.size).ok_or(TileError::OutsideTree)?;
        self.load(tile)?;
        let tiles = self.tiles.borrow();
        let offset = (first % 256) as usize;
        tiles.get(&tile).and_then(|hashes| hashes.get(offset..offset + count)).map(perfect_root).ok_or(TileError::OutsideTree)
    }
}

/// The root over a power of two of hashes.
fn perfect_root(hashes: &[[u8; 32]]) -> Hash {
    if let [only] = hashes {
        return Hash::from_bytes(*only);
    }
    let (left, right) = hashes.split_at(hashes.len() / 2);
    node_hash(&perfect_root(left), &perfect_root(right))
}
