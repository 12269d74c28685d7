//! The doors of this crate, opened from outside.
#![allow(clippy::unwrap_used)] // a test that meets an error has failed

mod access_tokens;
mod assets;
mod forms;
mod jws;
mod machine;
mod pages;
mod problems;
mod sessions;
mod site;
mod streams;
mod telemetry;
mod words;
