//! The command line that every service has: `serve | migrate | check-config`.

use std::{
    ffi::OsString,
    fmt::Display,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use serde::Serialize;
use store::{
    Schema,
    clock::{ClockAhead, SharedClock, SystemClock},
};

use crate::{
    metrics,
    service::{
        config::{Database, Telemetry},
        ports::Ports,
    },
    signals,
    telemetry::{self, TelemetryError},
};

/// A service as a program.
pub trait Service {
    /// Its name: of the program, in the ready line and before every error.
    const NAME: &'static str;
    /// What `--help` says it is.
    const ABOUT: &'static str;
    /// What `check-config` says when [`Service::check`] finds nothing.
    const IN_ORDER: &'static str;
    /// Everything that can be set.
    type Config;
    /// The service with its ports taken.
    type Bound;
    /// Why it does not start; says what to do.
    type Error: Display;

    /// Reads defaults, an optional file and the environment.
    ///
    /// # Errors
    /// The key, and what to do.
    fn load(file: Option<&Path>) -> Result<Self::Config, Self::Error>;

    /// Tries what loading alone does not, and starts nothing.
    ///
    /// # Errors
    /// What is wrong, and what to do.
    fn check(config: &Self::Config) -> Result<(), Self::Error>;

    /// Where it remembers.
    fn database(config: &Self::Config) -> &Database;

    /// Its whole schema.
    ///
    /// # Errors
    /// Only by a fault of the program: two migrations with one version.
    fn schema() -> store::Result<Schema>;

    /// Whether everything in it is made up.
    fn is_demo(config: &Self::Config) -> bool;

    /// What it tells its operators.
    fn telemetry(config: &Self::Config) -> &Telemetry;

    /// Builds it and takes its ports.
    ///
    /// # Errors
    /// What is missing or in the way, and what to do.
    fn bind(config: Self::Config, clock: SharedClock) -> impl Future<Output = Result<Self::Bound, Self::Error>>;

    /// The ports it has taken.
    fn ports(bound: &Self::Bound) -> &Ports;

    /// Runs until SIGTERM or SIGINT, then lets what is under way finish.
    ///
    /// # Errors
    /// When a socket can't be used or a worker can't be started.
    fn run(bound: Self::Bound) -> impl Future<Output = io::Result<()>>;
}

#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs until SIGTERM.
    Serve {
        /// The configuration file, laid over the defaults.
        #[arg(long)]
        config: Option<PathBuf>,
        /// Writes one line of JSON when ready.
        #[arg(long)]
        json: bool,
        /// How many seconds the clock is ahead. Only of a demo.
        #[arg(long, hide = true, default_value_t = 0)]
        ahead: i64,
    },
    /// Brings the database up to date and stops.
    Migrate {
        /// The configuration file, laid over the defaults.
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Tries a configuration without starting anything.
    CheckConfig {
        /// The configuration file, laid over the defaults.
        file: Option<PathBuf>,
    },
}

/// Why a command did not end well.
#[derive(Debug, thiserror::Error)]
enum CommandError<E: Display> {
    #[error("{0}")]
    Service(E),
    #[error("the database: {0}")]
    Database(#[from] store::Error),
    #[error("telemetry: {0}")]
    Telemetry(#[from] TelemetryError),
    #[error("--ahead sets the clock of a demo, and this is none: leave it out")]
    Ahead,
    #[error("the service ended: {0}")]
    Run(#[from] io::Error),
}

/// Runs a command; `args` come without the program's name. 0 when it ended well, 1 for every
/// failure, 2 for a command line that can't be read.
pub fn run<S: Service>(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let command = match parse::<S>(args) {
        Ok(command) => command,
        Err(error) => {
            // Help is an answer, the rest a complaint; when even that can't be written there is nobody to tell.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match carry_out::<S>(command, &mut io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The last thing that is said; if not even that can be written there is nobody to tell.
            let _ = writeln!(io::stderr(), "{}: {error}", S::NAME);
            ExitCode::FAILURE
        }
    }
}

fn parse<S: Service>(args: impl IntoIterator<Item = OsString>) -> Result<Command, clap::Error> {
    let words = std::iter::once(OsString::from(S::NAME)).chain(args);
    let matches = Arguments::command().name(S::NAME).about(S::ABOUT).try_get_matches_from(words)?;
    Ok(Arguments::from_arg_matches(&matches)?.command)
}

fn carry_out<S: Service>(command: Command, out: &mut impl Write) -> Result<(), CommandError<S::Error>> {
    let load = |file: Option<PathBuf>| S::load(file.as_deref()).map_err(CommandError::Service);
    match command {
        Command::Serve { config, json, ahead } => {
            let config = load(config)?;
            let clock = clock(ahead, S::is_demo(&config)).ok_or(CommandError::Ahead)?;
            serve::<S>(config, clock, json, out)
        }
        Command::Migrate { config } => {
            let database = Database { migrate: true, ..S::database(&load(config)?).clone() };
            database.open_blocking(&S::schema()?)?;
            Ok(writeln!(out, "The database is up to date.")?)
        }
        Command::CheckConfig { file } => {
            S::check(&load(file)?).map_err(CommandError::Service)?;
            Ok(writeln!(out, "{}", S::IN_ORDER)?)
        }
    }
}

/// The machine's clock. One that is ahead would date what it signs into the future, and belongs to a demo.
fn clock(ahead: i64, is_demo: bool) -> Option<SharedClock> {
    match ahead {
        0 => Some(Arc::new(SystemClock)),
        seconds => is_demo.then(|| Arc::new(ClockAhead::by(seconds)) as SharedClock),
    }
}

fn serve<S: Service>(config: S::Config, clock: SharedClock, json: bool, out: &mut impl Write) -> Result<(), CommandError<S::Error>> {
    let _running = telemetry::start(&S::telemetry(&config).settings(S::NAME), io::stderr)?;
    // Before anything counts: what is counted without a recorder is lost.
    let _recorder = metrics::recorder();
    actix_web::rt::System::new().block_on(async {
        let bound = S::bind(config, clock).await.map_err(CommandError::Service)?;
        // Before anybody is told that it is ready: whoever is told may end it the next moment.
        signals::listen();
        let line = ready_line(S::NAME, S::ports(&bound), json);
        if let Err(error) = writeln!(out, "{line}").and_then(|()| out.flush()) {
            // Whoever started it may have gone; the service is not worth less for that.
            tracing::warn!(%error, "nobody reads that the service is ready");
        }
        tracing::info!(service = S::NAME, address = %S::ports(&bound).address(), "ready");
        Ok(S::run(bound).await?)
    })
}

/// What is written when the service is ready.
#[derive(Serialize)]
struct Ready {
    service: &'static str,
    url: String,
    metrics_url: Option<String>,
    pid: u32,
}

/// One line: JSON for a launcher, or the address for a person.
fn ready_line(service: &'static str, ports: &Ports, json: bool) -> String {
    let url = format!("http://{}", ports.address());
    let plain = format!("{service}: {url}");
    if !json {
        return plain;
    }
    let metrics_url = ports.metrics_address().map(|address| format!("http://{address}/metrics"));
    // Text and numbers alone: writing them can't fail, and if it did the address would still be said.
    serde_json::to_string(&Ready { service, url, metrics_url, pid: std::process::id() }).unwrap_or(plain)
}

#[cfg(test)]
mod tests;
