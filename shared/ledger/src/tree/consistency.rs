//! Consistency: the newer tree begins with the older.

use serde::{Deserialize, Serialize};

use super::SIZE_MAX;
use super::error::{ProofError, ProveError};
use super::nodes::{NodeReader, range_root, split};
use crate::hash::{Hash, node_hash};

/// The nodes that lead from the root of `old` leaves to the root of `new` leaves (RFC 6962 section 2.1.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsistencyProof {
    /// Leaves in the older tree, at least 1.
    pub old: u64,
    /// Leaves in the newer tree.
    pub new: u64,
    /// The nodes, in the order of the RFC.
    pub hashes: Vec<Hash>,
}

/// Whether a proof between these sizes says anything.
const fn check_sizes(old: u64, new: u64) -> Result<(), ProofError> {
    if old == 0 || old > new || new > SIZE_MAX {
        return Err(ProofError::SizesOutOfOrder { old, new });
    }
    Ok(())
}

/// Builds the proof that the first `old` leaves of the tree of `new` leaves are the older tree.
///
/// # Errors
/// [`ProveError::Outside`] unless `0 < old <= new`, [`ProveError::Reader`] if a node can't be read.
pub fn prove_consistency<R: NodeReader>(reader: &R, old: u64, new: u64) -> Result<ConsistencyProof, ProveError<R::Error>> {
    check_sizes(old, new).map_err(ProveError::Outside)?;
    let read = |start, end| range_root(reader, start, end).map_err(ProveError::Reader);
    let mut hashes = Vec::new();
    let (mut start, mut end) = (0, new);
    // Down to the subtree that ends exactly where the older tree ends.
    while end != old {
        let middle = start + split(end - start);
        if old <= middle {
            hashes.push(read(middle, end)?);
            end = middle;
        } else {
            hashes.push(read(start, middle)?);
            start = middle;
        }
    }
    // From 0 that subtree is the older tree itself, whose root the verifier has.
    if start > 0 {
        hashes.push(read(start, end)?);
    }
    hashes.reverse();
    Ok(ConsistencyProof { old, new, hashes })
}

/// Checks that the tree with `new_root` begins with the tree with `old_root` (RFC 9162 section 2.1.4.2).
///
/// An older tree without leaves is refused: every tree begins with it, so such a proof would only look like one.
///
/// # Errors
/// [`ProofError`] saying what doesn't hold.
pub fn verify_consistency(proof: &ConsistencyProof, old_root: &Hash, new_root: &Hash) -> Result<(), ProofError> {
    let ConsistencyProof { old, new, ref hashes } = *proof;
    check_sizes(old, new)?;
    if old == new {
        return check_equal(hashes, old_root, new_root);
    }
    let (mut node, mut last) = (old - 1, new - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (first, rest) = match hashes.split_first() {
        _ if old.is_power_of_two() => (old_root, hashes.as_slice()),
        Some(found) => found,
        None => return Err(ProofError::WrongLength),
    };
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return Err(ProofError::WrongLength);
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    match (last, old_hash == *old_root && new_hash == *new_root) {
        (0, true) => Ok(()),
        (0, false) => Err(ProofError::WrongRoot),
        _ => Err(ProofError::WrongLength),
    }
}

fn check_equal(hashes: &[Hash], old_root: &Hash, new_root: &Hash) -> Result<(), ProofError> {
    match (hashes.is_empty(), old_root == new_root) {
        (true, true) => Ok(()),
        (true, false) => Err(ProofError::WrongRoot),
        (false, _) => Err(ProofError::WrongLength),
    }
}
