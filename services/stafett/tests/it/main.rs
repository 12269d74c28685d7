//! The tool as an operator meets it: the real binary, real files, real processes.
#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod check_config;
mod demo;
mod documents;
mod keys;
mod rule_book;
mod verify_log;
mod witness;
mod witness_place;
mod witness_refuses;

use std::process::{Command, Output};

/// Runs the tool and waits for it.
fn stafett(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stafett")).args(words).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
