//! Making tiles from the tree's nodes.

use super::{LEVEL_MAX, Tile};
use crate::tree::NodeReader;

/// The bytes of a tile: its hashes one after another, 32 bytes each.
///
/// # Errors
/// What the reader says when a node can't be read; the caller has asked [`Tile::exists_in`] before.
pub fn build_tile<R: NodeReader>(tile: Tile, reader: &R) -> Result<Vec<u8>, R::Error> {
    let mut bytes = Vec::with_capacity(usize::from(tile.place().width()) * 32);
    for at in tile.nodes() {
        bytes.extend_from_slice(reader.node(at)?.as_bytes());
    }
    Ok(bytes)
}

/// The tiles that are new or wider when a log of `old` leaves has grown to `new`: what a publisher has to write.
pub fn tiles_for_growth(old: u64, new: u64) -> Vec<Tile> {
    let mut tiles = Vec::new();
    for level in 0..=LEVEL_MAX {
        let shift = u32::from(level) * super::HEIGHT;
        let (before, after) = (old >> shift, new >> shift);
        if after <= before {
            break;
        }
        let touched = before / 256..=(after - 1) / 256;
        tiles.extend(touched.filter_map(|index| Tile::in_tree(level, index, new)));
    }
    tiles
}
