//! A real log in memory: entries, tree, signed checkpoints, and cosignatures made on behalf of the agencies.

use jiff::Timestamp;
use ledger::{
    Commitment, Entry, EntryFields, EntryKind, Hash, LogTime, Salt, Witness,
    checkpoint::{Cosigner, LogSigner},
    tile::{LogPath, build_tile},
    tree::{ConsistencyProof, MemoryTree, prove_consistency, prove_inclusion},
};
use wire::{Bytes32, EditionRef, LogEvidence, Octets, OfferHeader};

/// The log.
pub(super) struct FakeLog {
    signer: LogSigner,
    entries: Vec<(Entry, Salt)>,
    tree: MemoryTree,
}

impl FakeLog {
    pub(super) fn new(signer: LogSigner) -> Self {
        Self { signer, entries: Vec::new(), tree: MemoryTree::new() }
    }

    /// Appends an entry about an offer; gives its index.
    pub(super) fn append(&mut self, kind: EntryKind, header: &OfferHeader, object: Bytes32, now: Timestamp) -> u64 {
        self.append_numbered(kind, header, object, None, now)
    }

    /// The same with a number of a channel.
    pub(super) fn append_numbered(
        &mut self,
        kind: EntryKind,
        header: &OfferHeader,
        object: Bytes32,
        sequence: Option<u64>,
        now: Timestamp,
    ) -> u64 {
        let fields = EntryFields {
            kind,
            at: LogTime::from(now),
            handover: Some(header.id.to_string()),
            parties: vec![header.from.agency.to_string(), header.to.agency.to_string()],
            from_unit: None,
            to_unit: None,
            purpose: Some(header.purpose.code().to_owned()),
            roles: Vec::new(),
            categories: Vec::new(),
            rules: Vec::new(),
            edition: Some(header.edition.id.to_string()),
            consents: Vec::new(),
            sequence,
            detail: None,
            object_hash: Hash::from_bytes(object.0),
        };
        self.push(fields)
    }

    /// Appends that an edition became active; gives its index.
    pub(super) fn append_edition(&mut self, edition: &EditionRef, now: Timestamp) -> u64 {
        self.append_plain(EntryKind::EditionActivated, Some(edition.id.to_string()), edition.hash, now)
    }

    /// Appends an entry about no handover; gives its index.
    pub(super) fn append_plain(&mut self, kind: EntryKind, edition: Option<String>, object: Bytes32, now: Timestamp) -> u64 {
        self.push(EntryFields {
            kind,
            at: LogTime::from(now),
            handover: None,
            parties: Vec::new(),
            from_unit: None,
            to_unit: None,
            purpose: None,
            roles: Vec::new(),
            categories: Vec::new(),
            rules: Vec::new(),
            edition,
            consents: Vec::new(),
            sequence: None,
            detail: None,
            object_hash: Hash::from_bytes(object.0),
        })
    }

    fn push(&mut self, fields: EntryFields) -> u64 {
        let entry = Entry::new(fields).expect("an entry of codes");
        let index = self.entries.len() as u64;
        let salt = Salt::from_bytes(Hash::of_object(&index.to_be_bytes()).as_bytes().to_owned());
        self.tree.append(Commitment::to(&entry, &salt).leaf());
        self.entries.push((entry, salt));
        index
    }

    pub(super) fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    /// Commitments from an index on.
    pub(super) fn leaves_from(&self, index: u64) -> Vec<Commitment> {
        let from = usize::try_from(index).unwrap_or(usize::MAX);
        self.entries.iter().skip(from).map(|(entry, salt)| Commitment::to(entry, salt)).collect()
    }

    /// The checkpoint of the whole log with these cosignatures.
    pub(super) fn checkpoint(&self, cosigners: &[&Cosigner], now: Timestamp) -> String {
        let note = self.signer.sign(self.size(), self.tree.root());
        let leaves = self.leaves_from(0).into_iter().map(|commitment| commitment.leaf());
        let witness = Witness::new(self.signer.key().name().clone());
        let step = witness.step(&note.to_string(), &self.signer.key(), leaves).expect("the log follows from itself");
        cosigners.iter().fold(note, |note, cosigner| note.with(cosigner.cosign(&step.cosignable, now))).to_string()
    }

    /// An entry with its salt.
    pub(super) fn readable(&self, index: u64) -> Option<(Octets, Bytes32)> {
        let (entry, salt) = self.entries.get(usize::try_from(index).ok()?)?;
        Some((Octets(entry.canonical()), Bytes32(*salt.as_bytes())))
    }

    /// A tile of the tree.
    pub(super) fn tile(&self, path: LogPath) -> Option<Vec<u8>> {
        match path {
            LogPath::Tile(tile) if path.exists_in(self.size()) => build_tile(tile, &self.tree).ok(),
            _ => None,
        }
    }

    /// The proof that the whole log grew from its first leaves; `None` when it has fewer.
    pub(super) fn consistency(&self, from: u64) -> Option<ConsistencyProof> {
        prove_consistency(&self.tree, from, self.size()).ok()
    }

    /// The proof that an entry is under this checkpoint.
    pub(super) fn evidence(&self, index: u64, checkpoint: &str) -> LogEvidence {
        let place = usize::try_from(index).expect("a small log");
        let (entry, salt) = &self.entries[place];
        let proof = prove_inclusion(&self.tree, index, self.size()).expect("the entry is in the tree");
        LogEvidence {
            index,
            entry: Octets(entry.canonical()),
            salt: Bytes32(*salt.as_bytes()),
            tree_size: self.size(),
            path: proof.hashes.iter().map(|hash| Bytes32(*hash.as_bytes())).collect(),
            checkpoint: checkpoint.to_owned(),
        }
    }
}
