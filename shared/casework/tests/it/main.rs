//! Casework from outside: two agencies, real databases, real keys, and a stand-in for the broker's HTTP.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says where")]

mod adopting;
mod answers;
mod by_code;
mod channels;
mod clearing;
mod closings;
mod composing;
mod consents;
mod consultations;
mod contacts;
mod correcting;
mod editions;
mod explaining;
mod extracts;
mod keyring;
mod papers;
mod permitting;
mod phase_boards;
mod previews;
mod recalling;
mod receiving;
mod repository;
mod requesting;
mod risks;
mod sending;
mod setting;
mod stale;
mod witness;
