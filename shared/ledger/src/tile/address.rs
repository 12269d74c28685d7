//! Which tile.

use super::{HEIGHT, LEVEL_MAX, WIDTH_FULL};
use crate::tree::NodeAt;

/// Number and width of a tile or bundle: hashes `256·n … 256·n + width − 1` of its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileIndex {
    index: u64,
    width: u16,
}

impl TileIndex {
    /// `width` is 1 to 256; 256 is the full tile. `None` for any other width or an index beyond the largest tree.
    pub const fn new(index: u64, width: u16) -> Option<Self> {
        let possible = width >= 1 && width <= WIDTH_FULL && index < crate::tree::SIZE_MAX / 256;
        if possible { Some(Self { index, width }) } else { None }
    }

    /// The number of the tile within its level, from 0.
    pub const fn index(self) -> u64 {
        self.index
    }

    /// Hashes (or entries) in it, 1 to 256.
    pub const fn width(self) -> u16 {
        self.width
    }

    /// Whether it can still grow.
    pub const fn is_partial(self) -> bool {
        self.width < WIDTH_FULL
    }

    /// First hash (or entry) in it, counted over the whole level.
    pub const fn start(self) -> u64 {
        self.index * 256
    }

    /// The hash (or entry) after its last, counted over the whole level.
    pub const fn end(self) -> u64 {
        self.start() + self.width as u64
    }

    /// What tile `index` of a level with `total` hashes looks like, if it isn't empty.
    pub(super) fn of_level(index: u64, total: u64) -> Option<Self> {
        let start = index.checked_mul(256)?;
        let there = total.checked_sub(start)?.min(256);
        Self::new(index, u16::try_from(there).ok()?)
    }
}

/// A tile of hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    level: u8,
    place: TileIndex,
}

impl Tile {
    /// A tile at `level` 0 to 7. `None` for a level no tree can reach.
    pub const fn new(level: u8, place: TileIndex) -> Option<Self> {
        if level <= LEVEL_MAX { Some(Self { level, place }) } else { None }
    }

    /// The tile `index` at `level` as it stands in a tree of `size` leaves: full, partial, or `None` if it is empty.
    pub fn in_tree(level: u8, index: u64, size: u64) -> Option<Self> {
        let total = size >> (u32::from(level.min(LEVEL_MAX)) * HEIGHT);
        Self::new(level, TileIndex::of_level(index, total)?)
    }

    /// Level of the tile; its hashes are nodes at level `8 × level` of the tree.
    pub const fn level(self) -> u8 {
        self.level
    }

    /// Number and width.
    pub const fn place(self) -> TileIndex {
        self.place
    }

    /// Whether every hash of it is complete in a tree of `size` leaves. Only such tiles may be served.
    pub const fn exists_in(self, size: u64) -> bool {
        self.place.end() <= size >> (self.level as u32 * HEIGHT)
    }

    /// The nodes of the tree in it, in order.
    pub fn nodes(self) -> impl Iterator<Item = NodeAt> {
        let level = u32::from(self.level) * HEIGHT;
        (self.place.start()..self.place.end()).map(move |index| NodeAt { level, index })
    }
}

/// A resource of the published log, named by its path below the log's prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LogPath {
    /// `tile/<L>/<N>[.p/<W>]`
    Tile(Tile),
    /// `tile/entries/<N>[.p/<W>]`
    Entries(TileIndex),
}

impl LogPath {
    /// The bundle that holds entry `256·index` and up in a log of `size` leaves, or `None` if it is empty.
    pub fn entries_in(index: u64, size: u64) -> Option<Self> {
        TileIndex::of_level(index, size).map(Self::Entries)
    }

    /// Whether the resource is complete in a log of `size` leaves. Only such may be served.
    pub const fn exists_in(self, size: u64) -> bool {
        match self {
            Self::Tile(tile) => tile.exists_in(size),
            Self::Entries(place) => place.end() <= size,
        }
    }
}
