//! The configuration: `config.default.toml` is manual and defaults at once.

use std::{net::SocketAddr, path::Path};

use casework::AgencyConfig;
use serde::Deserialize;
use web::config::ConfigError;

pub use web::service::{Database as DatabaseConfig, Telemetry as TelemetryConfig};

/// The manual.
pub const DEFAULTS: &str = include_str!("../config.default.toml");
/// Begins the variables that win over the file.
const PREFIX: &str = "STAFETT_POLICE";

/// The configuration of the police service. `config.default.toml` explains each key.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Pages and API.
    pub listen: SocketAddr,
    /// `/metrics`; empty for none.
    pub metrics: String,
    /// Threads that answer requests.
    pub workers: usize,
    /// Fictional people only.
    pub demo: bool,
    /// Exact origin of the pages; empty compares with `Host`.
    pub origin: String,
    /// Where it remembers.
    pub database: DatabaseConfig,
    /// What it tells its operators.
    pub telemetry: TelemetryConfig,
    /// Who this agency is.
    pub agency: AgencyConfig,
}

/// Reads defaults, file and variables.
///
/// # Errors
/// [`ConfigError`] says what to change.
pub fn load(file: Option<&Path>) -> Result<Config, ConfigError> {
    web::config::load(DEFAULTS, file, PREFIX)
}
