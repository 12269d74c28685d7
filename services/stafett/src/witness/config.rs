//! The witness's configuration. `witness.default.toml` is the manual and holds every default.

use std::{collections::BTreeMap, error::Error, net::SocketAddr, path::Path, path::PathBuf};

use ledger::checkpoint::{LogKey, Name};
use serde::Deserialize;
use web::service::Telemetry;

/// The manual, and the defaults.
const DEFAULTS: &str = include_str!("../../witness.default.toml");
/// What variables of the witness begin with.
const PREFIX: &str = "STAFETT_WITNESS";

/// Everything that can be set.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Folder of the key and of what is remembered.
    pub folder: PathBuf,
    /// Where logs reach it.
    pub listen: SocketAddr,
    /// Verifier keys of the logs it follows.
    pub logs: Vec<LogKey>,
    /// Lines and traces.
    pub telemetry: Telemetry,
}

/// Reads defaults, the file and the environment.
///
/// # Errors
/// The key that is unknown or wrong, and what to do.
pub fn load(file: &Path) -> Result<Config, Box<dyn Error>> {
    let config: Config = web::config::load(DEFAULTS, Some(file), PREFIX)?;
    config.pinned()?;
    Ok(config)
}

impl Config {
    /// The logs by origin.
    ///
    /// # Errors
    /// No log at all, or one origin twice: who holds either key could show a history of its own.
    pub fn pinned(&self) -> Result<BTreeMap<Name, LogKey>, Box<dyn Error>> {
        if self.logs.is_empty() {
            return Err("logs names no log: put the verifier key of each log in that is to be witnessed".into());
        }
        let mut pinned = BTreeMap::new();
        for key in &self.logs {
            if pinned.insert(key.name().clone(), key.clone()).is_some() {
                return Err(format!("logs has {} twice: a log has one key", key.name()).into());
            }
        }
        Ok(pinned)
    }
}
