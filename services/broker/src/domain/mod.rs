//! Judgements from values alone: no database, no network, no clock.

pub mod agency;
pub mod checkpoint;
pub mod consent_grant;
pub mod desk;
pub mod disclosure;
pub mod edition;
pub mod entry;
pub mod log;
pub mod offer;
pub mod operation;
pub mod publication;
pub mod recall;
pub mod receipt;
pub mod refusal;

pub use refusal::Refusal;
