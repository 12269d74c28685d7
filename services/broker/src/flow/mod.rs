//! Verbs. What changes something goes through the sequencer, one named transaction a batch.

pub mod approve;
pub(crate) mod broker;
pub mod check_text;
pub(crate) mod cosign;
pub(crate) mod cosigned;
pub mod edition_files;
pub mod editions;
pub mod erase_entries;
pub mod explain_decision;
pub mod failure;
pub(crate) mod fetch;
pub(crate) mod followed;
pub(crate) mod live;
pub(crate) mod log;
pub(crate) mod note_editions;
pub(crate) mod notices;
pub(crate) mod outside_witness;
pub mod propose;
pub(crate) mod prove;
pub mod register;
pub mod repair;
pub mod replay;
pub(crate) mod rows;
pub(crate) mod rulebook;
pub(crate) mod sequence;
pub(crate) mod sequencer;
pub(crate) mod start;
pub(crate) mod status;
pub(crate) mod take;
pub(crate) mod text_alarm;
#[cfg(feature = "testing")]
#[doc(hidden)]
pub mod unsequenced;
pub mod verify_receipt;
pub mod what_to_sign;
pub mod withdraw_proposal;

pub use broker::Broker;
pub use failure::{FlowError, VerbError};
pub use verify_receipt::ReceiptFault;

pub use crate::domain::{
    consent_effect::ConsentEffect,
    outside_witness::WitnessTrouble,
    proposal::{ProposalState, Proposer},
    text_check::{TextCheck, TextDue, TextOutcome, TextStanding},
};
