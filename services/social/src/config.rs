//! Configuration. `config.default.toml` is the manual and holds every default but who the agency is.

use std::{net::SocketAddr, path::Path};

use casework::{AgencyConfig, ConfigProblem};
use serde::Deserialize;
use web::{
    config::ConfigError,
    service::{Senseless, ports},
};

use wire::UnitId;

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
    /// The duty desk.
    pub desk: DeskConfig,
    /// Who this agency is.
    pub agency: AgencyConfig,
}

/// What the duty desk can be told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskConfig {
    /// After so many minutes without anybody at the list, while something waits, an alarm.
    pub silent_minutes: u32,
    /// Number of the relationship-violence team, E.164, which both adults get; empty: the support line, else the own desk.
    pub violence_team_phone: String,
    /// Who takes over in the morning.
    pub districts: Vec<District>,
}

/// A part of the town, or a day unit, that takes over in the morning.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// In addresses: small letters, digits and hyphens.
    pub code: String,
    /// As people write it.
    pub name: String,
    /// Its unit, when it is one of this agency's: its case workers confirm by themselves, and the sender is told who took over.
    #[serde(default)]
    pub unit: Option<UnitId>,
}

impl DeskConfig {
    /// The district with this code.
    pub fn district(&self, code: &str) -> Option<&District> {
        self.districts.iter().find(|district| district.code == code)
    }

    fn check(&self) -> Result<(), Senseless> {
        if self.silent_minutes == 0 {
            return Err(Senseless::new("desk.silent_minutes", "must be at least 1"));
        }
        let plain = |code: &str| !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let known = |at: usize, code: &str| self.districts.iter().take(at).any(|other| other.code == code);
        let wrong = self.districts.iter().enumerate().any(|(at, one)| !plain(&one.code) || one.name.is_empty() || known(at, &one.code));
        if self.districts.is_empty() || wrong {
            return Err(Senseless::new("desk.districts", "needs at least one, each with a code of its own (a-z, 0-9, -) and a name"));
        }
        Ok(())
    }
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
        self.desk.check()?;
        self.database.check()?;
        self.metrics_address()?;
        Ok(self.agency.check()?)
    }

    pub(crate) fn metrics_address(&self) -> Result<Option<SocketAddr>, LoadError> {
        Ok(ports::metrics_address(&self.metrics)?)
    }
}
