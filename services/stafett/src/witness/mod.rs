//! `stafett witness …`: a witness that belongs to neither agency, as a process of its own on somebody else's machine.
//!
//! Logs ask it over C2SP *tlog-witness*. It remembers one head for each log, cosigns what grew from it, and gives nothing
//! else away: what it is sent is public.

mod config;
mod doors;
mod init;
mod memory;
mod serve;
mod third;

use std::error::Error;

use crate::cli::WitnessCommand;

/// Runs a command.
///
/// # Errors
/// What is wrong with the folder, the configuration or the port, and what to do.
pub fn run(command: &WitnessCommand) -> Result<(), Box<dyn Error>> {
    match command {
        WitnessCommand::Init(arguments) => init::run(arguments),
        WitnessCommand::Serve(arguments) => serve::run(arguments),
    }
}
