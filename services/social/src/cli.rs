//! `serve | migrate | check-config`.

use std::{
    ffi::OsString,
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use casework::Keyring;
use clap::{Parser, Subcommand};
use serde::Serialize;
use store::clock::{Clock as _, SystemClock};

use crate::{App, Bound, Config, StartError, app, config};

/// The social service.
#[derive(Parser)]
#[command(name = "social", version, about = "The social service of Stafett")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs until SIGTERM.
    Serve {
        /// The configuration file.
        #[arg(long)]
        config: Option<PathBuf>,
        /// Writes one line of JSON when ready.
        #[arg(long)]
        json: bool,
    },
    /// Brings the database up to date and stops.
    Migrate {
        /// The configuration file.
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Reads configuration and keys without starting anything.
    CheckConfig {
        /// The configuration file.
        file: Option<PathBuf>,
    },
}

/// Why a command did not end well.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("telemetry: {0}")]
    Telemetry(#[from] web::telemetry::TelemetryError),
    #[error("the service ended: {0}")]
    Run(#[from] std::io::Error),
}

/// What is written when the service is ready.
#[derive(Serialize)]
struct Ready {
    service: &'static str,
    url: String,
    metrics_url: Option<String>,
    pid: u32,
}

/// Runs a command. `args` come without the program's name.
pub fn cli(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(std::iter::once(OsString::from("social")).chain(args)) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    match carry_out(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The last thing that is said; if not even that can be written there is nobody to tell.
            let _ = writeln!(std::io::stderr(), "social: {error}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(command: Command) -> Result<(), CommandError> {
    match command {
        Command::Serve { config, json } => serve(&read(config.as_deref())?, json),
        Command::Migrate { config } => migrate(read(config.as_deref())?),
        Command::CheckConfig { file } => {
            let config = read(file.as_deref())?;
            Keyring::load(&config.agency.keys, SystemClock.now()).map_err(StartError::from)?;
            writeln!(std::io::stdout(), "The configuration and the keys are in order.")?;
            Ok(())
        }
    }
}

fn read(file: Option<&Path>) -> Result<Config, CommandError> {
    Ok(config::load(file).map_err(StartError::from)?)
}

fn serve(config: &Config, json: bool) -> Result<(), CommandError> {
    let telemetry = &config.telemetry;
    let settings = web::telemetry::Settings {
        json: telemetry.json,
        filter: telemetry.filter.clone(),
        otlp: Some(telemetry.otlp.clone()).filter(|address| !address.is_empty()),
        service: "social",
    };
    let _running = web::telemetry::start(&settings, std::io::stderr)?;
    // Before anything counts: what is counted without a recorder is lost.
    let _recorder = web::metrics::recorder();
    actix_web::rt::System::new().block_on(async {
        let bound = App::build(config.clone(), Arc::new(SystemClock)).await?.bind()?;
        if json {
            tell_ready(&bound)?;
        }
        tracing::info!(address = %bound.address(), "the social service is ready");
        Ok(bound.run().await?)
    })
}

fn tell_ready(bound: &Bound) -> Result<(), std::io::Error> {
    let ready = Ready {
        service: "social",
        url: format!("http://{}", bound.address()),
        metrics_url: bound.metrics_address().map(|address| format!("http://{address}/metrics")),
        pid: std::process::id(),
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string(&ready)?)?;
    out.flush()
}

fn migrate(mut config: Config) -> Result<(), CommandError> {
    config.database.migrate = true;
    actix_web::rt::System::new().block_on(app::open_database(&config))?;
    writeln!(std::io::stdout(), "The database is up to date.")?;
    Ok(())
}
