//! The proof a party holds: this entry is in the log.

use serde::{Deserialize, Serialize};

use crate::checkpoint::{CheckpointError, CosignerKey, LogKey, OpenedCheckpoint, SignedNote, open};
use crate::commitment::{Commitment, Salt};
use crate::entry::Entry;
use crate::tree::{InclusionProof, ProofError, verify_inclusion};

/// An entry with all that shows it is in the log. Checked offline with nothing but pinned keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryProof {
    /// What is logged.
    pub entry: Entry,
    /// The entry's salt. With it the entry opens the public leaf.
    pub salt: Salt,
    /// From the leaf to the checkpoint's root.
    pub inclusion: InclusionProof,
    /// The signed and cosigned checkpoint.
    pub checkpoint: SignedNote,
}

/// An entry that is in the log. Only [`EntryProof::verify`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvedEntry {
    entry: Entry,
    index: u64,
    checkpoint: OpenedCheckpoint,
}

/// Why an entry is not believed to be in the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryProofError {
    /// The checkpoint is not signed, or not cosigned by all that must.
    #[error("the checkpoint is not believed: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// Proof and checkpoint are of different trees.
    #[error("the proof is for a tree of {proof}, the checkpoint of {checkpoint}")]
    OtherTree {
        /// Leaves in the proof's tree.
        proof: u64,
        /// Leaves in the checkpoint's tree.
        checkpoint: u64,
    },
    /// The entry with this salt is not that leaf of the tree.
    #[error("the entry is not in the tree: {0}")]
    NotInTree(#[from] ProofError),
}

impl EntryProofError {
    /// A stable code for logs and for looking up the words a person reads.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Checkpoint(error) => error.code(),
            Self::OtherTree { .. } => "proof-other-tree",
            Self::NotInTree(error) => error.code(),
        }
    }
}

impl EntryProof {
    /// Verifies the log's signature, the cosignatures of *all* of `required`, and that the entry is in the tree.
    ///
    /// A parcel that rests on consent is opened only if this holds with both agencies' keys in `required`; one that
    /// needs no consent, with the receiver's own.
    ///
    /// # Errors
    /// [`EntryProofError`]; nothing of the entry may be relied on then.
    pub fn verify(&self, log: &LogKey, required: &[CosignerKey]) -> Result<ProvedEntry, EntryProofError> {
        let checkpoint = open(&self.checkpoint.to_string(), log, required)?;
        for cosigner in required {
            checkpoint.require(cosigner.name())?;
        }
        let size = checkpoint.size();
        if self.inclusion.size != size {
            return Err(EntryProofError::OtherTree { proof: self.inclusion.size, checkpoint: size });
        }
        let leaf = Commitment::to(&self.entry, &self.salt).leaf();
        verify_inclusion(&leaf, &self.inclusion, &checkpoint.root())?;
        Ok(ProvedEntry { entry: self.entry.clone(), index: self.inclusion.index, checkpoint })
    }
}

impl ProvedEntry {
    /// What is logged.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// Its place in the log: of two entries the one with the lower index came first.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// The checkpoint it was proved under, with the cosignatures.
    pub fn checkpoint(&self) -> &OpenedCheckpoint {
        &self.checkpoint
    }
}
