//! The main job and everything that can go wrong on its way, against the three real processes.
#![allow(clippy::unwrap_used, missing_docs)]

mod addresses;
mod bad_input;
mod byte_scan;
mod crash;
mod gate;
mod launcher;
mod postgres;
mod preview_is_sent;
mod story;
mod whole;
