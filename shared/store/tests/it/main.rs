//! The database door on the real databases, both of them.
#![allow(clippy::unwrap_used, missing_docs)]

mod at_rest;
mod events;
mod migrations;
mod opening;
mod probes;
mod queue;
mod rows;
mod transactions;
mod writer;
