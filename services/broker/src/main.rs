//! `broker serve | migrate | check-config`.

use std::process::ExitCode;

fn main() -> ExitCode {
    broker::cli(std::env::args_os().skip(1))
}
