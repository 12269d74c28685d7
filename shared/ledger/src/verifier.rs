//! Checking a whole log from its public leaves.

use crate::checkpoint::OpenedCheckpoint;
use crate::hash::Hash;
use crate::tree::Frontier;

/// What is wrong with a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogFault<E> {
    /// A checkpoint is of another log than the first.
    #[error("checkpoints of two logs")]
    TwoOrigins,
    /// The leaves end before a signed size.
    #[error("the log ends at {have}, but {signed} leaves are signed")]
    Truncated {
        /// Leaves that are there.
        have: u64,
        /// Leaves the checkpoint claims.
        signed: u64,
    },
    /// The leaves don't lead to a signed root.
    #[error("the leaves do not lead to the root signed for {size}")]
    WrongRoot {
        /// Leaves the checkpoint claims.
        size: u64,
    },
    /// The leaves couldn't be read.
    #[error("the leaves could not be read")]
    Reader(#[source] E),
}

impl<E> LogFault<E> {
    /// A stable code for logs and for looking up the words a person reads.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TwoOrigins => "log-two-origins",
            Self::Truncated { .. } => "log-truncated",
            Self::WrongRoot { .. } => "log-wrong-root",
            Self::Reader(_) => "log-unreadable",
        }
    }
}

/// Reads `leaves` (leaf hashes, from index 0) once and compares the root at the size of every checkpoint. When all
/// hold, the checkpoints are one history: each extends the one before.
///
/// Stops after the largest checkpoint: leaves beyond it are not signed yet and nothing is said of them. Gives the
/// frontier reached. Works in constant memory, without an allocation a leaf.
///
/// # Errors
/// [`LogFault`], the first met.
pub fn verify_log<E>(checkpoints: &[OpenedCheckpoint], leaves: impl IntoIterator<Item = Result<Hash, E>>) -> Result<Frontier, LogFault<E>> {
    let mut ordered: Vec<&OpenedCheckpoint> = checkpoints.iter().collect();
    ordered.sort_by_key(|checkpoint| checkpoint.size());
    if ordered.windows(2).any(|pair| pair[0].origin() != pair[1].origin()) {
        return Err(LogFault::TwoOrigins);
    }
    let mut leaves = leaves.into_iter();
    let mut frontier = Frontier::new();
    for checkpoint in ordered {
        grow(&mut frontier, &mut leaves, checkpoint.size())?;
        if frontier.root() != checkpoint.root() {
            return Err(LogFault::WrongRoot { size: checkpoint.size() });
        }
    }
    Ok(frontier)
}

fn grow<E>(frontier: &mut Frontier, leaves: &mut impl Iterator<Item = Result<Hash, E>>, size: u64) -> Result<(), LogFault<E>> {
    while frontier.size() < size {
        let leaf = leaves.next().ok_or(LogFault::Truncated { have: frontier.size(), signed: size })?;
        frontier.append(leaf.map_err(LogFault::Reader)?);
    }
    Ok(())
}
