//! The broker's keys on disk.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use envelope::ServiceSigner;
use ledger::checkpoint::{LogKey, LogSigner};
use wire::{AgencyId, AgencyKind, Bytes32, Registration};

/// Why the keys are not used; says what to do.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// A file can't be read.
    #[error("the key file {path} can't be read ({cause}): make keys with `stafett keys init`, or point `keys` at their folder")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A file holds something else.
    #[error("the key file {path} does not hold {expected}")]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What should be in it.
        expected: &'static str,
    },
    /// Public and secret halves, or key and registration, are not of one kind.
    #[error("the keys in {folder} do not belong together: {what}")]
    Mismatch {
        /// The folder.
        folder: PathBuf,
        /// What does not fit.
        what: &'static str,
    },
}

/// What the broker signs with, and how others know it. Prints nothing of a key.
pub(crate) struct Keyring {
    /// Signs answers.
    pub service: Arc<ServiceSigner>,
    /// Signs heads of the log; its name is the log's origin.
    pub log: Arc<LogSigner>,
    /// Pinned by the agencies.
    pub root: Bytes32,
    /// The broker's own registration.
    pub registration: Registration,
}

impl Keyring {
    /// Reads `service.key`, `log.key`, `log.vkey`, `root.pub` and `registration.json` of a folder.
    ///
    /// # Errors
    /// [`KeyringError`] names the file.
    pub(crate) fn load(folder: &Path, agency: &AgencyId) -> Result<Self, KeyringError> {
        let service = ServiceSigner::from_seed(&read_bytes(&folder.join("service.key"))?.0);
        let root = read_bytes(&folder.join("root.pub"))?;
        let log = load_log(folder)?;
        let path = folder.join("registration.json");
        let registration = wire::canonical::from_bytes(read(&path)?.trim_end().as_bytes());
        let registration = registration.map_err(|_| KeyringError::Wrong { path, expected: "a registration" })?;
        let keyring = Self { service: Arc::new(service), log: Arc::new(log), root, registration };
        keyring.check(folder, agency)?;
        Ok(keyring)
    }

    fn check(&self, folder: &Path, agency: &AgencyId) -> Result<(), KeyringError> {
        let mismatch = |what| KeyringError::Mismatch { folder: folder.to_owned(), what };
        let set: wire::KeySet =
            wire::canonical::from_bytes(&self.registration.key_set.payload.0).map_err(|_| mismatch("registration.json has no key set"))?;
        if set.agency != *agency || set.kind != AgencyKind::Broker {
            return Err(mismatch("the registration is of another agency, or not of a broker"));
        }
        if set.root != self.root {
            return Err(mismatch("the registration has another root than root.pub"));
        }
        if !set.service_keys.iter().any(|key| key.id == *self.service.id()) {
            return Err(mismatch("service.key is not in the registration"));
        }
        Ok(())
    }
}

fn load_log(folder: &Path) -> Result<LogSigner, KeyringError> {
    let path = folder.join("log.vkey");
    let public: LogKey = read(&path)?.trim().parse().map_err(|_| KeyringError::Wrong { path, expected: "a verifier key" })?;
    let seed = read_bytes(&folder.join("log.key"))?;
    let signer = LogSigner::new(public.name().clone(), seed.0);
    if signer.key().to_string() != public.to_string() {
        return Err(KeyringError::Mismatch { folder: folder.to_owned(), what: "log.vkey is not the public half of log.key" });
    }
    Ok(signer)
}

fn read_bytes(path: &Path) -> Result<Bytes32, KeyringError> {
    let wrong = || KeyringError::Wrong { path: path.to_owned(), expected: "the base64 of 32 bytes" };
    Bytes32::from_base64(read(path)?.trim()).ok_or_else(wrong)
}

fn read(path: &Path) -> Result<String, KeyringError> {
    fs::read_to_string(path).map_err(|cause| KeyringError::Unreadable { path: path.to_owned(), cause })
}
