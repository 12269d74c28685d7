//! Configuration. `config.default.toml` is the manual and holds every default.

use std::{net::SocketAddr, path::Path, path::PathBuf, time::Duration};

use protocol::ClockLimits;
use serde::Deserialize;
use web::config::ConfigError;
use wire::AgencyId;

/// The manual, and the defaults.
pub const DEFAULTS: &str = include_str!("../config.default.toml");
/// What variables of this service begin with.
const PREFIX: &str = "STAFETT_BROKER";

/// Everything that can be set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The broker's own id.
    pub agency: AgencyId,
    /// Name on the status page.
    pub name: String,
    /// Folder of the keys.
    pub keys: PathBuf,
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
    /// The number in the footer.
    pub phone: Phone,
    /// Logs and traces.
    pub telemetry: Telemetry,
    /// The sequencer.
    pub sequencer: SequencerConfig,
    /// The clocks of the protocol.
    pub limits: ClockLimits,
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

/// The number in the footer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phone {
    /// Who answers.
    pub whom: String,
    /// The number as it is written.
    pub number: String,
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

/// The sequencer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SequencerConfig {
    /// Most operations committed together.
    pub batch_max: usize,
    /// Most operations that may wait.
    pub waiting_max: usize,
    /// How long a published head is held, in milliseconds.
    pub hold_milliseconds: u64,
    /// How often clocks are looked at, in milliseconds.
    pub clock_milliseconds: u64,
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

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A source can't be read, or a key or a type is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A value is of the right type and makes no sense.
    #[error("{key} {what}")]
    Senseless {
        /// The key.
        key: &'static str,
        /// What it must be.
        what: String,
    },
}

impl Config {
    fn check(&self) -> Result<(), LoadError> {
        let senseless = |key, what: &str| Err(LoadError::Senseless { key, what: what.to_owned() });
        if self.sequencer.batch_max == 0 || self.sequencer.waiting_max == 0 {
            return senseless("sequencer.batch_max, sequencer.waiting_max", "must be at least 1");
        }
        if self.workers == 0 {
            return senseless("workers", "must be at least 1");
        }
        if self.sequencer.clock_milliseconds == 0 {
            return senseless("sequencer.clock_milliseconds", "must be at least 1");
        }
        self.database_url()?;
        self.metrics_address()?;
        self.limits.check().map_err(|error| LoadError::Senseless { key: "limits", what: error.to_string() })
    }

    pub(crate) fn database_url(&self) -> Result<store::DatabaseUrl, LoadError> {
        let senseless = |_| LoadError::Senseless { key: "database.url", what: "must begin with sqlite: or postgres://".to_owned() };
        self.database.url.parse().map_err(senseless)
    }

    pub(crate) fn metrics_address(&self) -> Result<Option<SocketAddr>, LoadError> {
        let senseless = |_| LoadError::Senseless { key: "metrics", what: "must be an address and a port, or empty".to_owned() };
        Some(&self.metrics).filter(|address| !address.is_empty()).map(|address| address.parse().map_err(senseless)).transpose()
    }

    pub(crate) fn hold(&self) -> Duration {
        Duration::from_millis(self.sequencer.hold_milliseconds)
    }

    pub(crate) fn clock_every(&self) -> Duration {
        Duration::from_millis(self.sequencer.clock_milliseconds)
    }
}
