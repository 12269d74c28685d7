//! What the tool says on the terminal: answers on standard output, trouble on standard error.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool speaks on the terminal; the services do not")]

use std::{error::Error, process::ExitCode};

/// One line of an answer.
pub fn line(text: &str) {
    println!("{text}");
}

/// One line of trouble.
pub fn trouble(text: &str) {
    eprintln!("stafett: {text}");
}

/// Success, or the trouble with its causes and exit code 1.
pub fn outcome(result: Result<(), Box<dyn Error>>) -> ExitCode {
    let Err(error) = result else { return ExitCode::SUCCESS };
    trouble(&error.to_string());
    let mut cause = error.source();
    while let Some(next) = cause {
        trouble(&format!("  because: {next}"));
        cause = next.source();
    }
    ExitCode::FAILURE
}
