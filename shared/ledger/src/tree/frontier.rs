//! The frontier: all one must remember of a tree to grow it.

use serde::{Deserialize, Serialize};

use super::{NodeAt, SIZE_MAX};
use crate::hash::{Hash, node_hash};

/// The peaks of the perfect subtrees a tree of `size` leaves consists of, largest first: one for each 1 bit of `size`.
///
/// At most 62 hashes. Appending a leaf costs one node hash on average. The sequencer grows the log with it; a witness
/// keeps one of its own, and that its frontier reaches the published root from what it held before *is* the proof that
/// the log only grew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

/// The stored form is not a frontier: number of peaks and size don't agree, or the size is beyond [`SIZE_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a frontier of a tree")]
pub struct NotAFrontier;

impl Frontier {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes what [`Frontier::size`] and [`Frontier::peaks`] gave.
    ///
    /// # Errors
    /// [`NotAFrontier`] if there isn't one peak for each 1 bit of `size`.
    pub fn from_parts(size: u64, peaks: Vec<Hash>) -> Result<Self, NotAFrontier> {
        let expected = size.count_ones() as usize;
        if size > SIZE_MAX || peaks.len() != expected {
            return Err(NotAFrontier);
        }
        Ok(Self { size, peaks })
    }

    /// Leaves in the tree.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The peaks, of the largest subtree first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Adds one leaf, given by its leaf hash.
    pub fn append(&mut self, leaf: Hash) {
        self.append_reporting(leaf, |_, _| ());
    }

    /// Adds one leaf and tells of every node that became complete: first the leaf itself at level 0, then upwards.
    ///
    /// A store that keeps the levels 0, 8, 16, … can serve tiles and build every proof.
    pub fn append_reporting(&mut self, leaf: Hash, mut completed: impl FnMut(NodeAt, Hash)) {
        let mut at = NodeAt { level: 0, index: self.size };
        let mut node = leaf;
        completed(at, node);
        // A right child closes its parent: its left sibling is the last peak.
        while at.index & 1 == 1
            && let Some(left) = self.peaks.pop()
        {
            node = node_hash(&left, &node);
            at = at.parent();
            completed(at, node);
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root hash of the tree, RFC 6962 section 2.1.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else {
            return Hash::of_empty_tree();
        };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }

    /// A compact form for one database column: the size in 8 bytes, big-endian, then the peaks.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size.to_be_bytes().to_vec();
        self.peaks.iter().for_each(|peak| bytes.extend_from_slice(peak.as_bytes()));
        bytes
    }

    /// Reads what [`Frontier::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`NotAFrontier`] if the bytes aren't exactly one frontier.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotAFrontier> {
        let (size, rest) = bytes.split_first_chunk::<8>().ok_or(NotAFrontier)?;
        let (peaks, loose) = rest.as_chunks::<32>();
        if !loose.is_empty() {
            return Err(NotAFrontier);
        }
        let peaks = peaks.iter().copied().map(Hash::from_bytes).collect();
        Self::from_parts(u64::from_be_bytes(*size), peaks)
    }
}

impl Extend<Hash> for Frontier {
    /// Appends leaf hashes in order.
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, leaves: T) {
        leaves.into_iter().for_each(|leaf| self.append(leaf));
    }
}

/// The JSON form.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    size: u64,
    peaks: Vec<Hash>,
}

impl TryFrom<Parts> for Frontier {
    type Error = NotAFrontier;

    fn try_from(parts: Parts) -> Result<Self, NotAFrontier> {
        Self::from_parts(parts.size, parts.peaks)
    }
}

impl From<Frontier> for Parts {
    fn from(frontier: Frontier) -> Self {
        Self { size: frontier.size, peaks: frontier.peaks }
    }
}
