//! The log while it grows by a batch.

use std::{collections::BTreeMap, sync::Arc};

use ledger::{
    Commitment, Entry, Hash, Salt,
    tree::{Frontier, NodeAt},
};
use sha2::{Digest, Sha256};

/// The log as it stands in the database.
#[derive(Clone)]
pub struct Head {
    /// The log's name, made once.
    pub origin: String,
    /// Peaks of the tree; holds size and root.
    pub frontier: Frontier,
    /// Who may write: the holder of the newest.
    pub epoch: i64,
}

/// A leaf with what is behind it.
pub struct NewEntry {
    /// Its place.
    pub index: u64,
    /// What opens it; nothing when a repair found nobody who may read it.
    pub opened: Option<Opened>,
    /// The public leaf.
    pub commitment: Commitment,
}

/// What opens a leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// RFC 8785 bytes of the readable entry.
    pub entry: Vec<u8>,
    /// Salt of the commitment.
    pub salt: [u8; 32],
}

/// Entries by their place.
pub type OpenedLeaves = BTreeMap<u64, Opened>;

/// Sixteen or so entries on their way into the log: indexes are given, nothing is durable yet.
pub struct Growth {
    old: u64,
    frontier: Frontier,
    entries: Vec<NewEntry>,
    nodes: Vec<(NodeAt, Hash)>,
    salts: Salts,
}

/// Where the salts come from.
enum Salts {
    /// From a seed that is forgotten after the transaction.
    Drawn([u8; 32]),
    /// From what stood there before; the second says whether every entry was the very same.
    Recorded(Arc<OpenedLeaves>, bool),
}

impl Growth {
    /// Grows from a head. `seed` is 32 random bytes drawn anew for each transaction: salts come from it.
    pub fn new(frontier: Frontier, seed: [u8; 32]) -> Self {
        Self { old: frontier.size(), frontier, entries: Vec::new(), nodes: Vec::new(), salts: Salts::Drawn(seed) }
    }

    /// Grows once more over places whose entries are known: [`Growth::agrees`] says whether each came out as it was.
    pub fn again(frontier: Frontier, recorded: Arc<OpenedLeaves>) -> Self {
        Self { salts: Salts::Recorded(recorded, true), ..Self::new(frontier, [0; 32]) }
    }

    /// Appends an entry and gives its index.
    pub fn append(&mut self, entry: &Entry) -> u64 {
        let index = self.frontier.size();
        let opened = Opened { entry: entry.canonical(), salt: self.salt(index, entry) };
        let commitment = Commitment::to(entry, &Salt::from_bytes(opened.salt));
        self.append_leaf(commitment, Some(opened))
    }

    /// Appends a leaf as it is and gives its index.
    pub fn append_leaf(&mut self, commitment: Commitment, opened: Option<Opened>) -> u64 {
        let index = self.frontier.size();
        let nodes = &mut self.nodes;
        self.frontier.append_reporting(commitment.leaf(), |at, hash| nodes.push((at, hash)));
        self.entries.push(NewEntry { index, opened, commitment });
        index
    }

    /// Whether every entry is the one that stood at its place before.
    pub const fn agrees(&self) -> bool {
        matches!(self.salts, Salts::Recorded(_, true))
    }

    /// Leaves before.
    pub const fn old_size(&self) -> u64 {
        self.old
    }

    /// Whether anything was appended.
    pub fn has_grown(&self) -> bool {
        !self.entries.is_empty()
    }

    /// The tree with everything appended.
    pub const fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// What was appended, in order.
    pub fn entries(&self) -> &[NewEntry] {
        &self.entries
    }

    /// Nodes that became complete.
    pub fn nodes(&self) -> &[(NodeAt, Hash)] {
        &self.nodes
    }

    fn salt(&mut self, index: u64, entry: &Entry) -> [u8; 32] {
        match &mut self.salts {
            Salts::Drawn(seed) => drawn(seed, index),
            Salts::Recorded(recorded, agrees) => {
                let same = recorded.get(&index).filter(|opened| opened.entry == entry.canonical());
                *agrees &= same.is_some();
                same.map_or([0; 32], |opened| opened.salt)
            }
        }
    }
}

/// One salt for each entry: SHA-256(label ‖ seed ‖ index). The seed is forgotten after the transaction.
fn drawn(seed: &[u8; 32], index: u64) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(b"stafett/salt/v1\0");
    hasher.update(seed);
    hasher.update(index.to_be_bytes());
    hasher.finalize().into()
}
