//! `stafett check-config`: says what is wrong with a configuration before a night shift finds out.

use std::error::Error;

use crate::{
    cli::{CheckConfigArguments, Kind},
    out,
};

/// Reads the configuration as the service would, without starting anything.
///
/// # Errors
/// The key that is unknown or wrong, and what to do.
pub fn run(arguments: &CheckConfigArguments) -> Result<(), Box<dyn Error>> {
    let file = Some(arguments.file.as_path());
    match arguments.service {
        Kind::Police => police::config::load(file)?.agency.check()?,
        Kind::Social => social::config::load(file).map(drop)?,
        Kind::Broker => broker::config::load(file).map(drop)?,
    }
    out::line(&format!("{}: a valid configuration of the {} service", arguments.file.display(), arguments.service.service()));
    Ok(())
}
