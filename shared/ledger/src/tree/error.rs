//! Why a proof can't be made or is not believed.

/// A proof that doesn't hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf's index is not below the tree's size.
    #[error("the index {index} is outside a tree of {size}")]
    OutsideTree {
        /// Index of the leaf, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The older size is 0 or larger than the newer: nothing can be proved of it.
    #[error("no consistency from {old} to {new} can be proved")]
    SizesOutOfOrder {
        /// Leaves in the older tree.
        old: u64,
        /// Leaves in the newer tree.
        new: u64,
    },
    /// The proof has more or fewer hashes than its place in the tree needs.
    #[error("the proof has the wrong length")]
    WrongLength,
    /// The hashes don't lead to the root.
    #[error("the proof leads to another root")]
    WrongRoot,
}

impl ProofError {
    /// A stable code for logs and for looking up the words a person reads.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OutsideTree { .. } => "proof-outside-tree",
            Self::SizesOutOfOrder { .. } => "proof-sizes-out-of-order",
            Self::WrongLength => "proof-wrong-length",
            Self::WrongRoot => "proof-wrong-root",
        }
    }
}

/// A proof that can't be made: asked for something outside the tree, or a node couldn't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProveError<E> {
    /// The question has no answer in this tree.
    #[error(transparent)]
    Outside(ProofError),
    /// A node couldn't be read.
    #[error("a node of the tree could not be read")]
    Reader(#[source] E),
}
