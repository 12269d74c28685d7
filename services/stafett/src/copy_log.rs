//! `stafett copy-log`: what an agency has kept of the broker's log.

use std::{error::Error, fs::OpenOptions, io::Write as _, os::unix::fs::OpenOptionsExt as _, sync::Arc};

use store::clock::SystemClock;
use wire::LogCopy;

use crate::{
    cli::{CopyLogArguments, Kind},
    out,
};

/// Writes the copy beside the service that runs.
///
/// # Errors
/// A configuration or a database that can't be read, leaves that were not kept, or a file that is there already.
pub fn run(arguments: &CopyLogArguments) -> Result<(), Box<dyn Error>> {
    let copy = copied(arguments)?;
    let bytes = serde_json::to_vec(&copy)?;
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&arguments.to);
    let mut file = opened.map_err(|error| format!("{}: {error}", arguments.to.display()))?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    out::line(&format!(
        "{} leaves from {} on, {} entries and {} messages of {}: give the file to the broker's operator, and to nobody else",
        copy.leaves.len(),
        copy.from,
        copy.entries.len(),
        copy.messages.len(),
        copy.agency
    ));
    Ok(())
}

fn copied(arguments: &CopyLogArguments) -> Result<LogCopy, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (clock, from) = (Arc::new(SystemClock), arguments.from);
    match arguments.service {
        Kind::Police => {
            let config = police::config::load(Some(&arguments.config))?;
            Ok(runtime.block_on(police::copy_log(&config, clock, from))?)
        }
        Kind::Social => {
            let config = social::config::load(Some(&arguments.config))?;
            Ok(runtime.block_on(social::copy_log(&config, clock, from))?)
        }
        Kind::Broker => Err("the broker's own log is what is repaired: its agencies have the copies".into()),
    }
}
