//! Configuration. `config.default.toml` is the manual and holds every default but who the agency is.

use std::{net::SocketAddr, path::Path};

use casework::{AgencyConfig, ConfigProblem};
use serde::Deserialize;
use web::config::ConfigError;

/// The manual, and the defaults.
pub const DEFAULTS: &str = include_str!("../config.default.toml");
/// What variables of this service begin with.
const PREFIX: &str = "STAFETT_SOCIAL";

/// Everything that can be set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where metrics are read; empty for nowhere.
    pub metrics: String,
    /// Threads that answer requests.
    pub workers: usize,
    /// Invented people only.
    pub demo: bool,
    /// Public address of the pages; empty compares with Host.
    pub origin: String,
    /// The database.
    pub database: Database,
    /// Logs and traces.
    pub telemetry: Telemetry,
    /// Who this agency is.
    pub agency: AgencyConfig,
}

/// The database.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite:…` or `postgres://…`.
    pub url: String,
    /// Run missing migrations at the start.
    pub migrate: bool,
}

/// Logs and traces.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telemetry {
    /// JSON lines.
    pub json: bool,
    /// What is written.
    pub filter: String,
    /// Collector of traces; empty for none.
    pub otlp: String,
}

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A source can't be read, or a key or a type is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The table `[agency]` contradicts itself.
    #[error(transparent)]
    Agency(#[from] ConfigProblem),
    /// A value is of the right type and makes no sense.
    #[error("{key} {what}")]
    Senseless {
        /// The key.
        key: &'static str,
        /// What it must be.
        what: &'static str,
    },
}

/// Reads defaults, an optional file and the environment, and checks what types alone can't.
///
/// # Errors
/// [`LoadError`] names the key and says what to do.
pub fn load(file: Option<&Path>) -> Result<Config, LoadError> {
    let config: Config = web::config::load(DEFAULTS, file, PREFIX)?;
    config.check()?;
    Ok(config)
}

impl Config {
    fn check(&self) -> Result<(), LoadError> {
        let senseless = |key, what| Err(LoadError::Senseless { key, what });
        if self.workers == 0 {
            return senseless("workers", "must be at least 1");
        }
        if self.agency.kind != wire::AgencyKind::Social {
            return senseless("agency.kind", "must be social: the police have a service of their own");
        }
        if !self.demo && !self.agency.demo_staff.is_empty() {
            return senseless("agency.demo_staff", "is for the demo alone: set demo = true, or remove it");
        }
        self.database_url()?;
        self.metrics_address()?;
        Ok(self.agency.check()?)
    }

    pub(crate) fn database_url(&self) -> Result<store::DatabaseUrl, LoadError> {
        let senseless = |_| LoadError::Senseless { key: "database.url", what: "must begin with sqlite: or postgres://" };
        self.database.url.parse().map_err(senseless)
    }

    pub(crate) fn metrics_address(&self) -> Result<Option<SocketAddr>, LoadError> {
        let senseless = |_| LoadError::Senseless { key: "metrics", what: "must be an address and a port, or empty" };
        Some(&self.metrics).filter(|address| !address.is_empty()).map(|address| address.parse().map_err(senseless)).transpose()
    }
}
