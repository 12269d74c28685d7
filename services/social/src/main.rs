//! `social serve | migrate | check-config`.

use std::process::ExitCode;

fn main() -> ExitCode {
    social::cli(std::env::args_os().skip(1))
}
