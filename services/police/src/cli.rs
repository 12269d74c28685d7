//! The command line: `serve`, `migrate`, `check-config`. The launcher calls the same function.

use std::{
    error::Error,
    ffi::OsString,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::{Parser, Subcommand};
use serde_json::json;
use store::clock::SystemClock;
use web::telemetry;

use crate::{App, Bound, Config, config};

/// The police service.
#[derive(Parser)]
#[command(name = "police", version)]
struct Police {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves pages and API until it is told to stop.
    Serve {
        /// File laid over the defaults.
        #[arg(long)]
        config: Option<PathBuf>,
        /// Prints one line of JSON when ready.
        #[arg(long)]
        json: bool,
    },
    /// Brings the database's schema up to date and ends.
    Migrate {
        /// File laid over the defaults.
        #[arg(long)]
        config: Option<PathBuf>,
    },
    /// Tries a configuration without starting anything.
    CheckConfig {
        /// The file.
        file: PathBuf,
    },
}

/// Runs a command line, which comes without the program's name. One exit code for every failure: 1; for a command line that
/// can't be read: 2.
pub fn cli(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let command = match Police::try_parse_from(std::iter::once(OsString::from("police")).chain(words)) {
        Ok(police) => police.command,
        Err(error) => {
            // Help is an answer, the rest a complaint; nobody is left to tell when even that can't be written.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let outcome = match command {
        Command::Serve { config, json } => serve(config.as_deref(), json),
        Command::Migrate { config } => migrate(config.as_deref()),
        Command::CheckConfig { file } => check(&file),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&mut std::io::stderr(), &format!("police: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn serve(file: Option<&Path>, json: bool) -> Result<(), Box<dyn Error>> {
    let config = config::load(file)?;
    let _telemetry = start_telemetry(&config)?;
    actix_web::rt::System::new().block_on(async {
        let bound = App::build(config, Arc::new(SystemClock)).await?.bind()?;
        say(&mut std::io::stdout(), &ready_line(&bound, json));
        Ok(bound.run().await?)
    })
}

fn migrate(file: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let config = config::load(file)?;
    let url: store::DatabaseUrl = config.database.url.parse()?;
    store::Db::open(&url, &crate::schema()?, store::Options::default())?;
    say(&mut std::io::stdout(), "the schema is up to date");
    Ok(())
}

fn check(file: &Path) -> Result<(), Box<dyn Error>> {
    config::load(Some(file))?.agency.check()?;
    say(&mut std::io::stdout(), &format!("{}: a valid configuration of the police service", file.display()));
    Ok(())
}

fn start_telemetry(config: &Config) -> Result<telemetry::Running, telemetry::TelemetryError> {
    let telemetry = &config.telemetry;
    let settings = telemetry::Settings {
        json: telemetry.json,
        filter: telemetry.filter.clone(),
        otlp: Some(telemetry.otlp.clone()).filter(|address| !address.is_empty()),
        service: "police",
    };
    telemetry::start(&settings, std::io::stderr)
}

fn ready_line(bound: &Bound, json: bool) -> String {
    let url = format!("http://{}", bound.address());
    if !json {
        return format!("police: {url}");
    }
    let metrics = bound.metrics_address().map(|address| format!("http://{address}/metrics"));
    json!({ "service": "police", "url": url, "metrics_url": metrics, "pid": std::process::id() }).to_string()
}

/// One line, at once: the launcher waits for it.
fn say(to: &mut impl std::io::Write, line: &str) {
    // Whoever started us may have gone; the service is not worth less for that.
    let _ = writeln!(to, "{line}").and_then(|()| to.flush());
}
