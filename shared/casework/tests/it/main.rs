//! Casework from outside: two agencies, real databases, real keys, and a stand-in for the broker's HTTP.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says where")]

mod answers;
mod consents;
mod keyring;
mod previews;
mod receiving;
mod repository;
mod sending;
mod setting;
mod witness;
