//! Tests of the log, one file for each thing it promises.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod checkpoints;
mod entries;
mod entry_proofs;
mod foreign;
mod growth;
mod outside;
mod outside_forms;
mod proofs;
mod published;
mod tampering;
mod town;
mod vectors;
