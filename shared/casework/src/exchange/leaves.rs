//! The published leaves of the log.

use ledger::{
    Commitment,
    tile::{LogPath, read_bundle},
};

use super::broker_client::CallError;
use crate::Casework;

/// Leaves could not be had.
#[derive(Debug, thiserror::Error)]
#[error("the leaves of the log can't be had: {0}")]
pub(super) struct LeavesError(#[from] pub(super) CallError);

/// The commitments from `at` to the end of its bundle in a tree of `size`: at most 256, at least one while `at < size`.
pub(super) async fn leaves_between(casework: &Casework, at: u64, size: u64) -> Result<Vec<Commitment>, LeavesError> {
    let path = LogPath::entries_in(at / 256, size).ok_or(CallError::Form)?;
    let LogPath::Entries(place) = path else { return Err(CallError::Form.into()) };
    let bytes = casework.get(&format!("/log/{path}"), None).await?.ok()?;
    let bundle = read_bundle(&bytes, place.width()).map_err(|_| CallError::Form)?;
    let skip = usize::try_from(at - place.start()).map_err(|_| CallError::Form)?;
    let leaves: Vec<Commitment> = bundle.into_iter().skip(skip).collect();
    if leaves.is_empty() { Err(CallError::Form.into()) } else { Ok(leaves) }
}
