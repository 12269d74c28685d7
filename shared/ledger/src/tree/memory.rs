//! A whole tree in memory, for small logs and for checking.

use super::{Frontier, NodeAt, NodeReader, ProofError};
use crate::hash::Hash;

/// Every complete node of a tree, level by level: 64 bytes a leaf.
#[derive(Clone, Debug, Default)]
pub struct MemoryTree {
    frontier: Frontier,
    levels: Vec<Vec<Hash>>,
}

impl MemoryTree {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one leaf, given by its leaf hash.
    pub fn append(&mut self, leaf: Hash) {
        let levels = &mut self.levels;
        self.frontier.append_reporting(leaf, |at, hash| {
            let level = at.level as usize;
            if levels.len() == level {
                levels.push(Vec::new());
            }
            levels[level].push(hash);
        });
    }

    /// Leaves in the tree.
    pub const fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The root hash.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }
}

impl FromIterator<Hash> for MemoryTree {
    fn from_iter<T: IntoIterator<Item = Hash>>(leaves: T) -> Self {
        let mut tree = Self::new();
        leaves.into_iter().for_each(|leaf| tree.append(leaf));
        tree
    }
}

impl NodeReader for MemoryTree {
    type Error = ProofError;

    fn node(&self, at: NodeAt) -> Result<Hash, ProofError> {
        let index = usize::try_from(at.index).ok();
        self.levels
            .get(at.level as usize)
            .and_then(|level| level.get(index?))
            .copied()
            .ok_or(ProofError::OutsideTree { index: at.index, size: self.size() })
    }
}
