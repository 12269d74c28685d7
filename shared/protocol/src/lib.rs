//! What happens next: the states of handovers, consents, deliveries and openings, one pure `step` for each.
//!
//! The broker, the sender and the recipient run the same functions over the same states, and so does a model
//! checker. Who is right when copies differ: **the order of the broker's log**. An agency's copy takes
//! [`handover::HandoverEvent::Withdraw`], `Recall` and `Clock` only as the broker tells them; nobody but the
//! broker carries out [`handover::Effect`]s.
//!
//! **Architecture invariant.** No web, database, network, environment, clock or random source: the moment and
//! the jitter are arguments. Every function is total and deterministic. States hold no id but what the state
//! itself means (the unit that took over), no name and no value.

pub mod acknowledgement;
mod basis;
pub mod consent;
pub mod delivery;
pub mod handover;
mod limits;
pub mod opening;

pub use basis::{Basis, Terms, TermsError};
pub use limits::{ClockLimits, LimitsError};
