//! Making a broker's keys. They live here beside the agencies' so that there is one form of key files.

use std::path::Path;

use envelope::{RootKey, ServiceSigner};
use jiff::Timestamp;
use ledger::checkpoint::LogSigner;
use wire::{AgencyId, AgencyKind, Manifest};

use super::{
    Created, KeyringError,
    create::{finish, new_seed},
    files::{make_folder, write_new},
};

/// What a broker wants others to know of it.
#[derive(Debug, Clone)]
pub struct BrokerCharter {
    /// Its name among agencies.
    pub agency: AgencyId,
    /// Name as people write it.
    pub name: String,
}

/// Makes root, service, log and key-encryption keys and the first registration in a new folder. The origin of the
/// log is made here, once: a broker that starts over has another log.
///
/// # Errors
/// [`KeyringError::Exists`] when there are keys already; [`KeyringError`] for anything the disk refuses.
pub fn create_broker(folder: &Path, charter: &BrokerCharter, now: Timestamp) -> Result<Created, KeyringError> {
    make_folder(folder)?;
    let root = RootKey::from_seed(&*new_seed(folder, "root.key")?);
    let service = ServiceSigner::from_seed(&*new_seed(folder, "service.key")?);
    let log = log_signer(&charter.agency, &*new_seed(folder, "log.key")?)?;
    new_seed(folder, "kek.key")?;
    let log_key = log.key().to_string();
    write_new(&folder.join("log.vkey"), format!("{log_key}\n").as_bytes())?;
    let manifest = Manifest {
        agency: charter.agency.clone(),
        kind: AgencyKind::Broker,
        name: charter.name.clone(),
        version: 1,
        made_at: now,
        boards: Vec::new(),
        units: Vec::new(),
        // A broker makes no machine calls and cosigns nothing: its service key and its log key stand here.
        token_key: service.public(),
        token_key_id: service.id().clone(),
        witness_key: log_key.clone(),
    };
    let created = finish(folder, &root, &service, &manifest, now)?;
    Ok(Created { log_key: Some(log_key), ..created })
}

fn log_signer(agency: &AgencyId, seed: &[u8; 32]) -> Result<LogSigner, KeyringError> {
    let mut mark = [0; 4];
    getrandom::fill(&mut mark).map_err(|_| KeyringError::Random)?;
    let origin = format!("{agency}/log/{:08x}", u32::from_be_bytes(mark));
    let name = origin.parse().map_err(|_| KeyringError::Name(origin))?;
    Ok(LogSigner::new(name, *seed))
}
