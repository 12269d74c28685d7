//! The RFC 6962 tree: growing it, proving with it, checking proofs.
//!
//! A *node* at level `l` and index `i` is the root of the perfect subtree over the leaves `i·2^l … (i+1)·2^l − 1`. A
//! perfect subtree never changes once it is complete, so nodes can be stored and served for ever.

mod consistency;
mod error;
mod frontier;
mod inclusion;
mod memory;
mod nodes;

pub use consistency::{ConsistencyProof, prove_consistency, verify_consistency};
pub use error::{ProofError, ProveError};
pub use frontier::{Frontier, NotAFrontier};
pub use inclusion::{InclusionProof, prove_inclusion, verify_inclusion};
pub use memory::MemoryTree;
pub use nodes::{NodeAt, NodeReader, root_at};

/// The largest tree this crate speaks of, in leaves. Keeps every shift and every addition inside 64 bits.
pub const SIZE_MAX: u64 = 1 << 62;
