//! The protocol's own machines in a town of two agencies and a broker: every order of events, every loss, every crash.
//!
//! The states are moved by [`protocol`] alone. What the services add around it (the sequencer, outboxes, notices,
//! witnesses, a restore) is written here as small as it can be, and each piece names the file it stands for.
//! docs/protocol.md says what is covered and what is left out.

mod action;
mod broken;
mod broker;
mod facts;
mod flaw;
mod holds;
mod letters;
mod log;
#[cfg(not(debug_assertions))]
mod long;
mod outbox;
mod proof;
mod properties;
mod recipient;
mod repair;
mod requests;
mod rest;
mod same_witness;
mod sender;
mod setting;
mod town;
mod witness;
mod world;
