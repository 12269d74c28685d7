//! Doors: from bytes to a verb and back. One file a noun.

mod caller;
pub(crate) mod checkpoints;
pub(crate) mod consents;
pub(crate) mod directory;
pub(crate) mod entries;
pub(crate) mod notices;
pub(crate) mod offers;
pub(crate) mod parcels;
pub(crate) mod recalls;
pub(crate) mod receipts;
pub(crate) mod rulebook;
pub(crate) mod status;
pub(crate) mod tiles;
mod waiting;

pub(crate) use caller::{Caller, Signed};
pub(crate) use waiting::Waiting;
