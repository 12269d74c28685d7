//! The police service by itself.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Before any client is made: rustls asks for the provider once. That somebody chose one already is no harm.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    police::cli(std::env::args_os().skip(1))
}
