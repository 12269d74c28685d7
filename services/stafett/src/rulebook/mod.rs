//! `stafett rulebook …`: what rule editors and lawyers do with an edition on their own machine.

mod approve;
mod check;
mod compare;
mod signer;

use std::{error::Error, fs, path::Path};

use rulebook::{CaseTable, Edition};

pub use signer::create_or_read;

use crate::cli::RulebookCommand;

/// Runs a command.
///
/// # Errors
/// What is wrong with a file, a key or an approval, and what to do.
pub fn run(command: &RulebookCommand) -> Result<(), Box<dyn Error>> {
    match command {
        RulebookCommand::Check(arguments) => check::run(arguments),
        RulebookCommand::Compare(arguments) => compare::run(arguments),
        RulebookCommand::Signer(arguments) => signer::run(arguments),
        RulebookCommand::Approve(arguments) => approve::run(arguments),
    }
}

/// Bytes of a file; trouble names the file.
fn bytes(file: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    fs::read(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

/// An edition and its exact bytes.
fn edition(file: &Path) -> Result<Edition, Box<dyn Error>> {
    Edition::parse(&bytes(file)?).map_err(|error| format!("{}: {error}", file.display()).into())
}

/// The lawyers' cases of a file, or those this program ships.
fn cases(file: Option<&Path>) -> Result<CaseTable, Box<dyn Error>> {
    let Some(file) = file else { return Ok(CaseTable::shipped()) };
    let text = String::from_utf8(bytes(file)?).map_err(|_| format!("{}: not UTF-8 text", file.display()))?;
    CaseTable::parse(&text).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(|fault| format!("{}: {fault}", file.display())).collect();
        lines.join("\n").into()
    })
}
