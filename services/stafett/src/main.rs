//! Launcher and operator's tool: the one binary that holds all three services, and a witness for others to run.

mod check_config;
mod cli;
mod copy_log;
mod demo;
mod explain;
mod keys;
mod out;
mod parent;
mod reconcile;
mod register;
mod repair;
mod rulebook;
mod serve;
mod town;
mod verify;
mod witness;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{BrokerCommand, Command, KeysCommand, Stafett};

fn main() -> ExitCode {
    // Before any client or server is made: rustls asks for the provider once and keeps it.
    if rustls::crypto::aws_lc_rs::default_provider().install_default().is_err() {
        out::trouble("a TLS provider was already chosen");
        return ExitCode::FAILURE;
    }
    match Stafett::parse().command {
        Command::Demo(arguments) => out::outcome(demo::run(&arguments)),
        Command::Serve(arguments) => serve::run(arguments),
        Command::Keys(KeysCommand::Init(arguments)) => out::outcome(keys::init(&arguments)),
        Command::Keys(KeysCommand::Renew(arguments)) => out::outcome(keys::renew(&arguments)),
        Command::Broker(BrokerCommand::Add(arguments)) => out::outcome(register::add(&arguments)),
        Command::Broker(BrokerCommand::Repair(arguments)) => out::outcome(repair::run(&arguments)),
        Command::CopyLog(arguments) => out::outcome(copy_log::run(&arguments)),
        Command::Explain(arguments) => out::outcome(explain::run(&arguments)),
        Command::Reconcile(arguments) => out::outcome(reconcile::run(&arguments)),
        Command::Rulebook(command) => out::outcome(rulebook::run(&command)),
        Command::CheckConfig(arguments) => out::outcome(check_config::run(&arguments)),
        Command::VerifyLog(arguments) => out::outcome(verify::run(&arguments)),
        Command::Witness(command) => out::outcome(witness::run(&command)),
    }
}
