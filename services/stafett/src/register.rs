//! `stafett broker add`: an agency enters the broker's registry.

use std::{error::Error, fs};

use jiff::Timestamp;
use store::clock::{Clock, SystemClock};

use crate::{cli::BrokerAddArguments, out};

/// Reads the registration and puts it in the broker's queue.
///
/// # Errors
/// An unreadable file, a registration of another form, or a database that can't be opened.
pub fn add(arguments: &BrokerAddArguments) -> Result<(), Box<dyn Error>> {
    let bytes = fs::read(&arguments.registration).map_err(|error| format!("{}: {error}", arguments.registration.display()))?;
    let registration: wire::Registration = wire::canonical::from_bytes(&bytes)?;
    let config = broker::config::load(Some(&arguments.config))?;
    enqueue(&config, &[registration], SystemClock.now())?;
    out::line("registered: the broker takes it within a second when it runs, else at its next start");
    Ok(())
}

/// Puts registrations in the broker's queue; one that is already there is left as it is.
///
/// # Errors
/// A database that can't be opened or written.
pub fn enqueue(config: &broker::Config, registrations: &[wire::Registration], now: Timestamp) -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let registry = broker::flow::register::open_registry(config)?;
        for registration in registrations {
            broker::flow::register::enqueue(&registry, registration, now).await?;
        }
        Ok(())
    })
}
