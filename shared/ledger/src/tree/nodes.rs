//! Reading stored nodes and joining them to the root of any run of leaves.

use super::SIZE_MAX;
use super::error::{ProofError, ProveError};
use crate::hash::{Hash, node_hash};

/// The place of a complete node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeAt {
    /// Height above the leaves, 0 to 62.
    pub level: u32,
    /// Number of the node among those of its level, from 0.
    pub index: u64,
}

impl NodeAt {
    pub(super) const fn parent(self) -> Self {
        Self { level: self.level + 1, index: self.index >> 1 }
    }
}

/// Anything that can give a complete node of the tree: memory, tiles, a database.
pub trait NodeReader {
    /// Why a node couldn't be read.
    type Error;

    /// The hash at `at`. Asked only for nodes that are complete in the tree in question.
    ///
    /// # Errors
    /// When the node can't be read.
    fn node(&self, at: NodeAt) -> Result<Hash, Self::Error>;
}

/// The root of the first `size` leaves: what a checkpoint of that size must say.
///
/// # Errors
/// [`ProveError::Reader`] when a node can't be read; [`ProveError::Outside`] when `size` is beyond [`SIZE_MAX`].
pub fn root_at<R: NodeReader>(reader: &R, size: u64) -> Result<Hash, ProveError<R::Error>> {
    match size {
        0 => Ok(Hash::of_empty_tree()),
        1..=SIZE_MAX => range_root(reader, 0, size).map_err(ProveError::Reader),
        _ => Err(ProveError::Outside(ProofError::OutsideTree { index: size, size: SIZE_MAX })),
    }
}

/// `MTH(D[start:end])` for a range RFC 6962 section 2.1 splits off, so `start` is a multiple of the largest power of two
/// in the range. `start < end`.
pub(super) fn range_root<R: NodeReader>(reader: &R, start: u64, end: u64) -> Result<Hash, R::Error> {
    let length = end - start;
    if length.is_power_of_two() {
        let level = length.trailing_zeros();
        return reader.node(NodeAt { level, index: start >> level });
    }
    let middle = start + split(length);
    let left = range_root(reader, start, middle)?;
    let right = range_root(reader, middle, end)?;
    Ok(node_hash(&left, &right))
}

/// The largest power of two below `length`, for `length` of at least 2 (the `k` of RFC 6962 section 2.1).
pub(super) const fn split(length: u64) -> u64 {
    1 << (u64::BITS - 1 - (length - 1).leading_zeros())
}
