//! The published log: C2SP *tlog-tiles*, height 8.
//!
//! A full tile is 256 hashes. The tile at level `L` holds the tree's nodes at level `8·L`; every other node is hashed
//! from them. A full tile never changes, a partial one is named by its width.

mod address;
mod build;
mod bundle;
mod path;
mod reader;

pub use address::{LogPath, Tile, TileIndex};
pub use build::{build_tile, tiles_for_growth};
pub use bundle::{NotABundle, read_bundle, write_bundle};
pub use path::NotALogPath;
pub use reader::{TileError, TileNodes, TileReader};

/// Hashes in a full tile.
pub const WIDTH_FULL: u16 = 256;

/// Tree levels a tile spans.
pub const HEIGHT: u32 = 8;

/// The highest tile level a tree of [`SIZE_MAX`](crate::tree::SIZE_MAX) leaves can have.
pub const LEVEL_MAX: u8 = 7;
