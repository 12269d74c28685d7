//! Inclusion: this leaf is in that tree.

use serde::{Deserialize, Serialize};

use super::SIZE_MAX;
use super::error::{ProofError, ProveError};
use super::nodes::{NodeReader, range_root, split};
use crate::hash::{Hash, node_hash};

/// The siblings from leaf `index` up to the root of the tree of `size` leaves (RFC 6962 section 2.1.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InclusionProof {
    /// The leaf's place, from 0.
    pub index: u64,
    /// Leaves in the tree the proof leads to.
    pub size: u64,
    /// Siblings, the lowest first.
    pub hashes: Vec<Hash>,
}

/// Builds the proof that leaf `index` is in the tree of the first `size` leaves.
///
/// # Errors
/// [`ProveError::Outside`] if `index` is not below `size`, [`ProveError::Reader`] if a node can't be read.
pub fn prove_inclusion<R: NodeReader>(reader: &R, index: u64, size: u64) -> Result<InclusionProof, ProveError<R::Error>> {
    if index >= size || size > SIZE_MAX {
        return Err(ProveError::Outside(ProofError::OutsideTree { index, size }));
    }
    let mut hashes = Vec::new();
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let middle = start + split(end - start);
        let sibling = if index < middle { (middle, end) } else { (start, middle) };
        hashes.push(range_root(reader, sibling.0, sibling.1).map_err(ProveError::Reader)?);
        (start, end) = if index < middle { (start, middle) } else { (middle, end) };
    }
    hashes.reverse();
    Ok(InclusionProof { index, size, hashes })
}

/// Checks that `leaf` (a leaf hash) is in the tree with this root (RFC 9162 section 2.1.3.2).
///
/// # Errors
/// [`ProofError`] saying what doesn't hold.
pub fn verify_inclusion(leaf: &Hash, proof: &InclusionProof, root: &Hash) -> Result<(), ProofError> {
    let InclusionProof { index, size, ref hashes } = *proof;
    if index >= size || size > SIZE_MAX {
        return Err(ProofError::OutsideTree { index, size });
    }
    let (mut node, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in hashes {
        if last == 0 {
            return Err(ProofError::WrongLength);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            // A right edge without a sibling rises until it is a right child.
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    match (last, hash == *root) {
        (0, true) => Ok(()),
        (0, false) => Err(ProofError::WrongRoot),
        _ => Err(ProofError::WrongLength),
    }
}
