//! Judgements from values alone: no database, no network, no clock.

pub mod agency;
pub mod approval;
pub mod checkpoint;
pub mod code_withdrawal;
pub mod consent_effect;
pub mod consent_grant;
pub mod desk;
pub mod disclosure;
pub mod edition;
pub mod entry;
pub mod history;
pub mod log;
pub mod offer;
pub mod operation;
pub mod outside_witness;
pub mod proposal;
pub mod publication;
pub mod recall;
pub mod receipt;
pub mod refusal;
pub mod signer;
pub mod text_check;

pub use refusal::Refusal;
