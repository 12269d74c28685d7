//! The log while it grows by a batch.

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
    /// RFC 8785 bytes of the readable entry.
    pub entry: Vec<u8>,
    /// Salt of the commitment.
    pub salt: [u8; 32],
    /// The public leaf.
    pub commitment: Commitment,
}

/// Sixteen or so entries on their way into the log: indexes are given, nothing is durable yet.
pub struct Growth {
    old: u64,
    frontier: Frontier,
    entries: Vec<NewEntry>,
    nodes: Vec<(NodeAt, Hash)>,
    seed: [u8; 32],
}

impl Growth {
    /// Grows from a head. `seed` is 32 random bytes drawn anew for each transaction: salts come from it.
    pub fn new(frontier: Frontier, seed: [u8; 32]) -> Self {
        Self { old: frontier.size(), frontier, entries: Vec::new(), nodes: Vec::new(), seed }
    }

    /// Appends an entry and gives its index.
    pub fn append(&mut self, entry: &Entry) -> u64 {
        let index = self.frontier.size();
        let salt = self.salt(index);
        let commitment = Commitment::to(entry, &Salt::from_bytes(salt));
        let nodes = &mut self.nodes;
        self.frontier.append_reporting(commitment.leaf(), |at, hash| nodes.push((at, hash)));
        self.entries.push(NewEntry { index, entry: entry.canonical(), salt, commitment });
        index
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

    /// One salt for each entry: SHA-256(label ‖ seed ‖ index). The seed is forgotten after the transaction.
    fn salt(&self, index: u64) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(b"stafett/salt/v1\0");
        hasher.update(self.seed);
        hasher.update(index.to_be_bytes());
        hasher.finalize().into()
    }
}
