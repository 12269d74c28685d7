//! Configuration. `config.default.toml` is the manual and holds every default but who the agency is.

use std::{net::SocketAddr, path::Path};

use casework::{AgencyConfig, ConfigProblem};
use serde::Deserialize;
use web::{
    config::ConfigError,
    service::{Senseless, ports},
};

pub use web::service::{Database, Telemetry};

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
    #[error(transparent)]
    Senseless(#[from] Senseless),
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
        let senseless = |key, what: &str| Err(Senseless::new(key, what).into());
        if self.workers == 0 {
            return senseless("workers", "must be at least 1");
        }
        if self.agency.kind != wire::AgencyKind::Social {
            return senseless("agency.kind", "must be social: the police have a service of their own");
        }
        if !self.demo && !self.agency.demo_staff.is_empty() {
            return senseless("agency.demo_staff", "is for the demo alone: set demo = true, or remove it");
        }
        self.database.check()?;
        self.metrics_address()?;
        Ok(self.agency.check()?)
    }

    pub(crate) fn metrics_address(&self) -> Result<Option<SocketAddr>, LoadError> {
        Ok(ports::metrics_address(&self.metrics)?)
    }
}
