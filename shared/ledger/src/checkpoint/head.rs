//! The text that is signed.

use std::fmt;
use std::str::FromStr;

use super::{CheckpointError, Name};
use crate::hash::Hash;
use crate::tree::SIZE_MAX;

/// Head of a log: three lines, origin, size and root (C2SP tlog-checkpoint).
///
/// Anybody can make one of these; what a log has signed is an [`OpenedCheckpoint`](super::OpenedCheckpoint).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name.
    pub origin: Name,
    /// Leaves in the tree.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
}

impl fmt::Display for Checkpoint {
    /// The signed text, with its final newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, self.root)
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.split('\n');
        let [origin, size, root, end] = [(); 4].map(|()| lines.next());
        // A fourth line would be an extension: opaque to every witness, so nothing of ours may hang on one.
        if end != Some("") || lines.next().is_some() {
            return Err(CheckpointError::NotACheckpoint("not exactly three lines"));
        }
        let checkpoint = Self {
            origin: origin.unwrap_or_default().parse().map_err(|_| CheckpointError::NotACheckpoint("origin"))?,
            size: size.and_then(read_size).ok_or(CheckpointError::NotACheckpoint("size"))?,
            root: Hash::from_base64(root.unwrap_or_default()).map_err(|_| CheckpointError::NotACheckpoint("root"))?,
        };
        if checkpoint.size == 0 && checkpoint.root != Hash::of_empty_tree() {
            return Err(CheckpointError::NotACheckpoint("root of the empty tree"));
        }
        Ok(checkpoint)
    }
}

/// A decimal number without leading zeros or sign, at most [`SIZE_MAX`].
pub(crate) fn read_size(text: &str) -> Option<u64> {
    let size: u64 = text.parse().ok()?;
    (size <= SIZE_MAX && size.to_string() == text).then_some(size)
}
