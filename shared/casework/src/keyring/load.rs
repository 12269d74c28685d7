//! Reading an agency's keys at start.

use std::{fmt, path::Path};

use envelope::{LastSeen, ServiceSigner, TrustedAgency, UnitKey, open_registration};
use jiff::Timestamp;
use ledger::checkpoint::Cosigner;
use store::at_rest::KeyEncryptionKey;
use web::machine::MachineSigner;
use wire::{Bytes32, KeyId, UnitId};

use super::{
    KeyringError,
    create::{unit_folder, witness},
    files::{key_files, read_registration, read_root, read_seed},
    number_secret::NumberSecret,
    staff_secret::StaffSecret,
};

/// Every key a running service needs. The offline root is not among them. Prints nothing of itself.
pub struct Keyring {
    pub(crate) service: ServiceSigner,
    pub(crate) token: MachineSigner,
    pub(crate) witness: Cosigner,
    pub(crate) key_encryption: KeyEncryptionKey,
    pub(crate) staff: StaffSecret,
    pub(crate) numbers: NumberSecret,
    units: Vec<(UnitId, UnitKey)>,
    own: TrustedAgency,
    registration: wire::Registration,
    root: Bytes32,
}

impl Keyring {
    /// Reads a folder and checks that its files belong together and are in their time.
    ///
    /// # Errors
    /// [`KeyringError`] names the file and what to do.
    pub fn load(folder: &Path, now: Timestamp) -> Result<Self, KeyringError> {
        let (registration, root) = (read_registration(folder)?, read_root(folder)?);
        let own = open_registration(&registration, root, now, LastSeen::default())?;
        let service = ServiceSigner::from_seed(&*read_seed(&folder.join("service.key"))?);
        let mismatch = |file| KeyringError::Mismatch { file, folder: folder.to_owned() };
        if own.service_key(service.id(), now).is_none() {
            return Err(mismatch("service.key"));
        }
        let token = token_signer(folder, &own)?.ok_or_else(|| mismatch("token.key"))?;
        let witness = witness(own.agency(), &*read_seed(&folder.join("witness.key"))?)?;
        if witness.key().to_string() != own.manifest().witness_key {
            return Err(mismatch("witness.key"));
        }
        let kek = read_seed(&folder.join("kek.key"))?;
        let key_encryption = KeyEncryptionKey::from_file_bytes(&*kek).map_err(|_| mismatch("kek.key"))?;
        let units = unit_keys(folder, &own)?;
        let (staff, numbers) = (StaffSecret::derive(&kek), NumberSecret::derive(&kek));
        Ok(Self { service, token, witness, key_encryption, staff, numbers, units, own, registration, root })
    }

    /// The agency these keys speak for, as others see it.
    pub fn agency(&self) -> &TrustedAgency {
        &self.own
    }

    /// Key set and manifest, as they are carried to the broker.
    pub fn registration(&self) -> &wire::Registration {
        &self.registration
    }

    /// Public half of the own root.
    pub fn root(&self) -> Bytes32 {
        self.root
    }

    /// The key of a unit with this id, while it is kept.
    pub(crate) fn unit_key(&self, unit: &UnitId, id: &KeyId) -> Option<&UnitKey> {
        self.units.iter().find(|(known, key)| known == unit && key.id() == id).map(|(_, key)| key)
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keyring({} …)", self.own.agency())
    }
}

fn token_signer(folder: &Path, own: &TrustedAgency) -> Result<Option<MachineSigner>, KeyringError> {
    let seed = read_seed(&folder.join("token.key"))?;
    let manifest = own.manifest();
    let signer = MachineSigner::from_seed(&seed, manifest.token_key_id.as_str(), own.agency().as_str());
    let public = ServiceSigner::from_seed(&seed).public();
    Ok((public == manifest.token_key).then_some(signer))
}

fn unit_keys(folder: &Path, own: &TrustedAgency) -> Result<Vec<(UnitId, UnitKey)>, KeyringError> {
    let mut keys = Vec::new();
    for unit in &own.manifest().units {
        for path in key_files(&unit_folder(folder, &unit.id))? {
            keys.push((unit.id.clone(), UnitKey::from_seed(&*read_seed(&path)?)));
        }
    }
    Ok(keys)
}
