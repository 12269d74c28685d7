//! A witness that belongs to neither agency: it remembers one root for each log, and follows proofs instead of leaves.

use serde::{Deserialize, Serialize};

use super::{AddCheckpoint, Cosignable};
use crate::checkpoint::{Checkpoint, CheckpointError, LogKey, Name, open};
use crate::hash::Hash;
use crate::tree::{ConsistencyProof, ProofError, SIZE_MAX, verify_consistency};

/// All an outside witness remembers of a log: the newest head it vouched for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct OutsideWitness {
    origin: Name,
    size: u64,
    root: Hash,
}

/// A step the witness agrees to. Persist `next` first, then cosign, and take no other step in between: in another order
/// it could forget what it vouched for and vouch for another history.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct OutsideStep {
    /// The state to persist before cosigning.
    pub next: OutsideWitness,
    /// What to hand to [`Cosigner::cosign`](crate::checkpoint::Cosigner::cosign) afterwards.
    pub cosignable: Cosignable,
}

/// Why an outside witness doesn't cosign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutsideRefusal {
    /// A log this witness was not told of.
    #[error("the log is not one this witness follows")]
    UnknownOrigin,
    /// Not signed by the pinned key of that log.
    #[error("the checkpoint is not signed by the log's known key: {0}")]
    NotSigned(CheckpointError),
    /// The old size is beyond the checkpoint's.
    #[error("the old size {old} is beyond the checkpoint's {size}")]
    OldBeyond {
        /// Leaves the caller thinks are remembered.
        old: u64,
        /// Leaves the checkpoint claims.
        size: u64,
    },
    /// The witness remembers another size than the caller thinks.
    #[error("{have} leaves are remembered, not {old}")]
    OldDiffers {
        /// Leaves the witness remembers.
        have: u64,
        /// Leaves the caller thinks are remembered.
        old: u64,
    },
    /// The same size with another root: two histories, both signed by the log. The note is evidence.
    #[error("the log shows two trees of {size}")]
    Fork {
        /// Leaves in both.
        size: u64,
    },
    /// The proof doesn't lead from the remembered root to the new one: a wrong proof, or a changed past.
    #[error("the new tree is not shown to begin with the remembered one: {0}")]
    Proof(ProofError),
}

impl OutsideRefusal {
    /// The HTTP status that C2SP *tlog-witness* wants for it. A request that can't be read at all is 400.
    pub const fn status(&self) -> u16 {
        match self {
            Self::OldBeyond { .. } => 400,
            Self::NotSigned(_) => 403,
            Self::UnknownOrigin => 404,
            Self::OldDiffers { .. } | Self::Fork { .. } => 409,
            Self::Proof(_) => 422,
        }
    }

    /// A stable code for logs and for looking up the words a person reads.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownOrigin => "outside-unknown-origin",
            Self::NotSigned(error) => error.code(),
            Self::OldBeyond { .. } => "outside-old-beyond",
            Self::OldDiffers { .. } => "outside-old-differs",
            Self::Fork { .. } => "outside-fork",
            Self::Proof(error) => error.code(),
        }
    }
}

impl OutsideWitness {
    /// A witness that has vouched for nothing of the log `origin` yet.
    pub fn new(origin: Name) -> Self {
        Self { origin, size: 0, root: Hash::of_empty_tree() }
    }

    /// The log it follows.
    pub fn origin(&self) -> &Name {
        &self.origin
    }

    /// Leaves of the newest head it vouched for; 0 when there is none.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Root of that head.
    pub const fn root(&self) -> Hash {
        self.root
    }

    /// Follows the log to the checkpoint that is asked about. Nothing is done to the state.
    ///
    /// The same checkpoint again, with no proof, is followed again: to cosign anew after a lost answer.
    ///
    /// # Errors
    /// [`OutsideRefusal`]; the witness stays where it was.
    pub fn step(&self, asked: &AddCheckpoint, log: &LogKey) -> Result<OutsideStep, OutsideRefusal> {
        if asked.claimed().origin != self.origin || *log.name() != self.origin {
            return Err(OutsideRefusal::UnknownOrigin);
        }
        let opened = open(&asked.note().to_string(), log, &[]).map_err(OutsideRefusal::NotSigned)?;
        let checkpoint = opened.checkpoint();
        self.follow(asked, checkpoint)?;
        let next = Self { origin: self.origin.clone(), size: checkpoint.size, root: checkpoint.root };
        Ok(OutsideStep { next, cosignable: Cosignable(checkpoint.clone()) })
    }

    fn follow(&self, asked: &AddCheckpoint, checkpoint: &Checkpoint) -> Result<(), OutsideRefusal> {
        let (have, old, size) = (self.size, asked.old(), checkpoint.size);
        if old > size {
            return Err(OutsideRefusal::OldBeyond { old, size });
        }
        if old != have {
            return Err(OutsideRefusal::OldDiffers { have, old });
        }
        if size == have && checkpoint.root != self.root {
            return Err(OutsideRefusal::Fork { size });
        }
        self.check(asked.proof(), checkpoint).map_err(OutsideRefusal::Proof)
    }

    fn check(&self, hashes: &[Hash], checkpoint: &Checkpoint) -> Result<(), ProofError> {
        if self.size == 0 {
            // Every tree begins with the empty one: there is nothing to prove and nothing to hand over.
            return if hashes.is_empty() { Ok(()) } else { Err(ProofError::WrongLength) };
        }
        let proof = ConsistencyProof { old: self.size, new: checkpoint.size, hashes: hashes.to_vec() };
        verify_consistency(&proof, &self.root, &checkpoint.root)
    }
}

/// The stored form.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    origin: Name,
    size: u64,
    root: Hash,
}

/// The stored form says what no tree is.
#[derive(Debug, thiserror::Error)]
#[error("not the head of a tree")]
struct NotAHead;

impl TryFrom<Parts> for OutsideWitness {
    type Error = NotAHead;

    fn try_from(Parts { origin, size, root }: Parts) -> Result<Self, NotAHead> {
        let is_a_head = size <= SIZE_MAX && (size > 0 || root == Hash::of_empty_tree());
        if is_a_head { Ok(Self { origin, size, root }) } else { Err(NotAHead) }
    }
}

impl From<OutsideWitness> for Parts {
    fn from(OutsideWitness { origin, size, root }: OutsideWitness) -> Self {
        Self { origin, size, root }
    }
}
