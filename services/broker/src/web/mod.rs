//! Doors: from bytes to a verb and back. One file a noun.

mod caller;
pub(crate) mod checkpoints;
pub(crate) mod consents;
pub(crate) mod directory;
pub(crate) mod editions;
pub(crate) mod entries;
mod faults;
pub(crate) mod notices;
pub(crate) mod offers;
pub(crate) mod parcels;
mod phrases;
pub(crate) mod recalls;
pub(crate) mod receipts;
pub(crate) mod rulebook;
pub(crate) mod status;
pub(crate) mod tiles;
pub(crate) mod verify;
pub(crate) mod visitor;
mod waiting;

pub(crate) use caller::{Caller, Signed};
pub(crate) use waiting::Waiting;
