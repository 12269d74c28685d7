//! The witness: follows one log and vouches that it only grows.
//!
//! An agency's [`Witness`] sees every leaf. An [`OutsideWitness`] belongs to neither agency, sees only roots and proofs,
//! and is asked by C2SP *tlog-witness*: [`AddCheckpoint`].

mod add_checkpoint;
mod outside;

pub use add_checkpoint::{AddCheckpoint, NotAddCheckpoint, PROOF_LINES_MAX, SIZE_CONTENT_TYPE, cosignature_in, remembered_size};
pub use outside::{OutsideRefusal, OutsideStep, OutsideWitness};

use serde::{Deserialize, Serialize};

use crate::checkpoint::{Checkpoint, CheckpointError, LogKey, Name, OpenedCheckpoint, open};
use crate::hash::Hash;
use crate::tree::Frontier;

/// All a witness remembers: which log, and its tree as of the newest checkpoint it accepted.
///
/// Serialisable as JSON of a few kilobytes at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    origin: Name,
    frontier: Frontier,
}

/// A step the witness agrees to. Persist `next` first, then cosign: in that order a crash loses nothing, in the other
/// the witness could forget what it vouched for and vouch for another history.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Step {
    /// The state to persist before cosigning.
    pub next: Witness,
    /// What to hand to [`Cosigner::cosign`](crate::checkpoint::Cosigner::cosign) afterwards.
    pub cosignable: Cosignable,
}

/// A checkpoint a witness has followed. Only [`Witness::step`] and [`OutsideWitness::step`] make one, and only this can
/// be cosigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosignable(Checkpoint);

impl Cosignable {
    /// The checkpoint.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.0
    }
}

/// Why a witness won't follow. All but [`Refusal::Leaves`] are evidence against the log: keep the note.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not a checkpoint signed by this log.
    #[error("the checkpoint is not believed: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The key is of another log than the one this witness follows.
    #[error("a checkpoint of another log than the one followed")]
    WrongOrigin,
    /// The log has fewer leaves than it had.
    #[error("the log went back from {have} to {offered}")]
    Rollback {
        /// Leaves the witness has seen.
        have: u64,
        /// Leaves the checkpoint claims.
        offered: u64,
    },
    /// The same size with another root: two histories.
    #[error("the log shows two trees of {size}")]
    Fork {
        /// Leaves in both.
        size: u64,
    },
    /// Not the leaves between the two sizes, fewer or more. Fetch them again.
    #[error("{expected} new leaves are needed")]
    Leaves {
        /// Leaves from the size the witness has to the checkpoint's.
        expected: u64,
    },
    /// The old tree with the new leaves doesn't give the checkpoint's root: the past was changed, or the leaves
    /// served are not those signed.
    #[error("the leaves do not lead to the root of {size}")]
    WrongRoot {
        /// Leaves the checkpoint claims.
        size: u64,
    },
}

impl Refusal {
    /// A stable code for logs and for looking up the words a person reads.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Checkpoint(error) => error.code(),
            Self::WrongOrigin => "witness-wrong-origin",
            Self::Rollback { .. } => "witness-rollback",
            Self::Fork { .. } => "witness-fork",
            Self::Leaves { .. } => "witness-leaves",
            Self::WrongRoot { .. } => "witness-wrong-root",
        }
    }
}

impl Witness {
    /// A witness that has seen nothing of the log `origin` yet.
    pub fn new(origin: Name) -> Self {
        Self { origin, frontier: Frontier::new() }
    }

    /// The log it follows.
    pub fn origin(&self) -> &Name {
        &self.origin
    }

    /// Leaves it has seen: new leaves are asked for from this index.
    pub const fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The tree as of the newest accepted checkpoint.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// Follows the log to the checkpoint in `note`, with the leaf hashes from [`Witness::size`] up to its size.
    ///
    /// The same checkpoint again, with no leaves, is followed again: to cosign anew after a crash or an hour.
    ///
    /// # Errors
    /// [`Refusal`]; the witness stays where it was.
    pub fn step(&self, note: &str, log: &LogKey, new_leaves: impl IntoIterator<Item = Hash>) -> Result<Step, Refusal> {
        if *log.name() != self.origin {
            return Err(Refusal::WrongOrigin);
        }
        let opened = open(note, log, &[])?;
        let frontier = self.follow(&opened, new_leaves)?;
        let next = Self { origin: self.origin.clone(), frontier };
        Ok(Step { next, cosignable: Cosignable(opened.checkpoint().clone()) })
    }

    fn follow(&self, opened: &OpenedCheckpoint, new_leaves: impl IntoIterator<Item = Hash>) -> Result<Frontier, Refusal> {
        let (have, offered) = (self.size(), opened.size());
        let expected = offered.checked_sub(have).ok_or(Refusal::Rollback { have, offered })?;
        if expected == 0 && opened.root() != self.frontier.root() {
            return Err(Refusal::Fork { size: offered });
        }
        let mut frontier = self.frontier.clone();
        for leaf in new_leaves {
            if frontier.size() == offered {
                return Err(Refusal::Leaves { expected });
            }
            frontier.append(leaf);
        }
        if frontier.size() != offered {
            return Err(Refusal::Leaves { expected });
        }
        if frontier.root() != opened.root() {
            return Err(Refusal::WrongRoot { size: offered });
        }
        Ok(frontier)
    }
}
