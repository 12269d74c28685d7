//! The configuration: `config.default.toml` is manual and defaults at once.

use std::{net::SocketAddr, path::Path};

use casework::AgencyConfig;
use jiff::SignedDuration;
use serde::Deserialize;
use web::{config::ConfigError, service::Senseless};

use crate::domain::waiting::Patience;

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
    /// How long a handover may wait for an acknowledgement.
    pub acknowledgement: AcknowledgementConfig,
    /// What it tells its operators.
    pub telemetry: TelemetryConfig,
    /// Who this agency is.
    pub agency: AgencyConfig,
}

/// `[acknowledgement]`: the limits of the duty desk, as the officer's receipt keeps them.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcknowledgementConfig {
    /// Minutes until the receipt says how long it has waited.
    pub remind_minutes: u16,
    /// Minutes until it says “ring again”.
    pub ring_minutes: u16,
}

impl AcknowledgementConfig {
    /// The limits.
    ///
    /// # Errors
    /// [`Senseless`] when somebody must ring before the receipt reminds.
    pub(crate) fn patience(self) -> Result<Patience, Senseless> {
        if self.ring_minutes < self.remind_minutes {
            return Err(Senseless::new("acknowledgement.ring_minutes", "must not be less than remind_minutes"));
        }
        let minutes = |minutes: u16| SignedDuration::from_mins(minutes.into());
        Ok(Patience { remind: minutes(self.remind_minutes), ring: minutes(self.ring_minutes) })
    }
}

/// Reads defaults, file and variables.
///
/// # Errors
/// [`ConfigError`] says what to change.
pub fn load(file: Option<&Path>) -> Result<Config, ConfigError> {
    web::config::load(DEFAULTS, file, PREFIX)
}
