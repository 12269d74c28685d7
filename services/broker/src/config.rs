//! Configuration. `config.default.toml` is the manual and holds every default.

mod people;
mod witnesses;

use std::{net::SocketAddr, path::Path, path::PathBuf, time::Duration};

use jiff::SignedDuration;
use protocol::ClockLimits;
use serde::Deserialize;
use web::{
    config::ConfigError,
    service::{Senseless, ports},
};
use wire::AgencyId;

pub use people::{DemoStaff, RuleSigner};
pub use web::service::{Database, Telemetry};
pub use witnesses::WitnessPlace;

use crate::domain::signer::Signers;

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
    /// Whose approvals of editions count.
    pub rule_signers: Vec<RuleSigner>,
    /// Invented staff of the demo's login picker.
    pub demo_staff: Vec<DemoStaff>,
    /// Witnesses that belong to no agency.
    pub witnesses: Vec<WitnessPlace>,
    /// The database.
    pub database: Database,
    /// The number in the footer.
    pub phone: Phone,
    /// Logs and traces.
    pub telemetry: Telemetry,
    /// The sequencer.
    pub sequencer: SequencerConfig,
    /// What the log keeps.
    pub log: LogConfig,
    /// Past decisions judged anew.
    pub replay: Replay,
    /// The clocks of the protocol.
    pub limits: ClockLimits,
}

/// What the log keeps.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogConfig {
    /// Days after which the readable entries of handovers and consents are destroyed.
    pub keep_days: u32,
}

impl LogConfig {
    /// Younger entries may still be asked for: consents, clocks and yearly reviews rest on them.
    const KEEP_DAYS_MIN: u32 = 366;
    const KEEP_DAYS_MAX: u32 = 36_500;

    pub(crate) fn keep(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.keep_days) * 24)
    }
}

/// Past decisions judged anew.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replay {
    /// Most decisions judged at once, the newest first.
    pub decisions_max: u32,
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
    #[error(transparent)]
    Senseless(#[from] Senseless),
}

impl Config {
    fn check(&self) -> Result<(), LoadError> {
        let senseless = |key, what: &str| Err(Senseless::new(key, what).into());
        if self.sequencer.batch_max == 0 || self.sequencer.waiting_max == 0 {
            return senseless("sequencer.batch_max, sequencer.waiting_max", "must be at least 1");
        }
        if self.workers == 0 {
            return senseless("workers", "must be at least 1");
        }
        if self.sequencer.clock_milliseconds == 0 {
            return senseless("sequencer.clock_milliseconds", "must be at least 1");
        }
        if !(LogConfig::KEEP_DAYS_MIN..=LogConfig::KEEP_DAYS_MAX).contains(&self.log.keep_days) {
            return senseless("log.keep_days", "must be 366 to 36500");
        }
        if self.replay.decisions_max == 0 {
            return senseless("replay.decisions_max", "must be at least 1");
        }
        people::check_staff(&self.demo_staff, self.demo)?;
        self.signers()?;
        witnesses::check(&self.witnesses)?;
        self.database.check()?;
        self.metrics_address()?;
        Ok(self.limits.check().map_err(|error| Senseless::new("limits", error.to_string()))?)
    }

    pub(crate) fn metrics_address(&self) -> Result<Option<SocketAddr>, LoadError> {
        Ok(ports::metrics_address(&self.metrics)?)
    }

    pub(crate) fn signers(&self) -> Result<Signers, LoadError> {
        Ok(people::signers(&self.rule_signers)?)
    }

    pub(crate) fn hold(&self) -> Duration {
        Duration::from_millis(self.sequencer.hold_milliseconds)
    }

    pub(crate) fn clock_every(&self) -> Duration {
        Duration::from_millis(self.sequencer.clock_milliseconds)
    }
}
