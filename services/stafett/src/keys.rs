//! `stafett keys init`: the keys of an agency or of the broker.

use std::{error::Error, fs, path::Path};

use casework::keyring::{self, Created, KeyringError};
use jiff::Timestamp;
use store::clock::{Clock, SystemClock};

use crate::{
    cli::{KeysInitArguments, KeysRenewArguments, Kind},
    out,
    town::Town,
};

/// Makes the keys and says what to carry where.
///
/// # Errors
/// Keys that are already there (they are never overwritten), or a folder that can't be written.
pub fn init(arguments: &KeysInitArguments) -> Result<(), Box<dyn Error>> {
    let town = match &arguments.town {
        Some(file) => Town::parse(&fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?)?,
        None => Town::exempelstad()?,
    };
    let folder = arguments.data.join("keys").join(&arguments.agency);
    let created = create(&town, arguments.kind, &arguments.agency, &folder, SystemClock.now())?;
    out::line(&format!("keys are in {}", folder.display()));
    out::line(&format!("root key, to be read to the others by telephone: {}", created.root.to_base64()));
    out::line("move root.key to a safe now: the services never read it");
    if let Some(log_key) = created.log_key {
        out::line(&format!("log key: {log_key}"));
    }
    Ok(())
}

/// Draws new unit keys and says what to do with them, in the order that loses nothing.
///
/// # Errors
/// As the keyring says.
pub fn renew(arguments: &KeysRenewArguments) -> Result<(), Box<dyn Error>> {
    let renewed = keyring::renew_agency(&arguments.keys, SystemClock.now())?;
    out::line(&format!("new unit keys are in {}; {} old ones were destroyed", arguments.keys.display(), renewed.destroyed));
    if renewed.key_set {
        out::line("the service key has another year: move root.key back to its safe");
    }
    out::line("now start the service anew, then: stafett broker add registration.json");
    Ok(())
}

/// The keys of an agency of this town.
///
/// # Errors
/// An agency the town does not have, or as the keyring says.
pub fn create(town: &Town, kind: Kind, agency: &str, folder: &Path, now: Timestamp) -> Result<Created, Box<dyn Error>> {
    let created = match kind {
        Kind::Broker => keyring::create_broker(folder, &town.broker_charter(agency)?, now),
        Kind::Police | Kind::Social => keyring::create_agency(folder, &town.charter(agency)?, now),
    };
    Ok(created?)
}

/// The keys as they are, or new ones when there are none: a second start of the demo goes on with the first's.
///
/// # Errors
/// As [`create`], and files that can't be read.
pub fn create_or_read(town: &Town, kind: Kind, agency: &str, folder: &Path, now: Timestamp) -> Result<Created, Box<dyn Error>> {
    match create(town, kind, agency, folder, now) {
        Err(error) if matches!(error.downcast_ref::<KeyringError>(), Some(KeyringError::Exists { .. })) => Ok(Created {
            registration: keyring::read_registration(folder)?,
            root: keyring::read_root(folder)?,
            log_key: if kind == Kind::Broker { Some(keyring::read_log_key(folder)?) } else { None },
        }),
        other => other,
    }
}
