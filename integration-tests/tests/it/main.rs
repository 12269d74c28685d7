//! The main job and everything that can go wrong on its way, against the three real processes.
#![allow(clippy::unwrap_used, missing_docs)]

mod addresses;
mod bad_input;
mod both_ways;
mod byte_scan;
mod canaries;
mod crash;
mod crash_both_ways;
mod demo;
mod editions;
mod gate;
mod launcher;
mod naughty;
mod phase_states;
mod postgres;
mod preview_is_sent;
mod receipts;
mod reconcile;
mod repair;
mod rows;
mod story;
mod tampering;
mod telemetry;
mod two_runs;
mod whole;
mod year;
