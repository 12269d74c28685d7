//! New unit keys before the old ones end: a unit's key seals for 30 days and opens for 14 more, then its file goes.

use std::{fs, path::Path};

use envelope::{LastSeen, RootKey, ServiceSigner, TrustedAgency, UnitKey, directory, key_id, open_registration};
use jiff::{SignedDuration, Timestamp};
use wire::{KeySet, Manifest, Registration, Unit, canonical};

use super::{
    KeyringError,
    create::{draw, unit_folder},
    files::{key_files, read_registration, read_root, read_seed, replace, write_seed},
};

/// New keys are asked for when the old ones seal for no longer than this.
const RENEW_AHEAD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The same for the service key: the root that signs it lies somewhere else, and somebody has to fetch it.
const ROOT_AHEAD: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What was renewed.
#[derive(Debug, Clone)]
pub struct Renewed {
    /// To carry to the broker, once the service has been started anew with it.
    pub registration: Registration,
    /// Whether the key set was signed anew: only where the root is, once a year.
    pub key_set: bool,
    /// How many keys that open nothing any more were destroyed.
    pub destroyed: usize,
}

/// Draws a key for each unit, destroys those past their time, and writes a registration with the next version. Where `root.key` lies in the
/// folder the service key is given another year as well.
///
/// The order that loses nothing: renew, start the service anew, carry the registration to the broker. A crash between two keys leaves a key
/// that no manifest names; the next run makes others.
///
/// # Errors
/// [`KeyringError`] for anything the disk refuses, for a registration that its own root does not believe, and when the service key's year is
/// over and no root is there.
pub fn renew_agency(folder: &Path, now: Timestamp) -> Result<Renewed, KeyringError> {
    let (registration, root) = (read_registration(folder)?, read_root(folder)?);
    let service = ServiceSigner::from_seed(&*read_seed(&folder.join("service.key"))?);
    let key_set = renewed_key_set(folder, &registration, &service, now)?;
    let signed = key_set.as_ref().unwrap_or(&registration.key_set).clone();
    let known = believed(&registration)?;
    let units = known.units.iter().map(|unit| renewed_unit(folder, unit, now)).collect::<Result<Vec<_>, _>>()?;
    let manifest = Manifest { version: known.version + 1, made_at: now, units, ..known };
    let registration = Registration { key_set: signed, manifest: directory::make_manifest(&manifest, &service)? };
    // What others would not believe is not written.
    open_registration(&registration, root, now, LastSeen::default())?;
    let path = folder.join("registration.json");
    let bytes = canonical::to_bytes(&registration).map_err(|_| KeyringError::Form(path.clone()))?;
    replace(&path, &bytes)?;
    let destroyed = destroy_others(folder, &manifest)?;
    Ok(Renewed { registration, key_set: key_set.is_some(), destroyed })
}

/// The manifest as it stands. Its signature is looked at again when the next one is opened.
fn believed(registration: &Registration) -> Result<Manifest, KeyringError> {
    canonical::from_bytes(&registration.manifest.payload.0).map_err(|_| KeyringError::Form("registration.json".into()))
}

fn renewed_key_set(
    folder: &Path,
    registration: &Registration,
    service: &ServiceSigner,
    now: Timestamp,
) -> Result<Option<wire::Envelope>, KeyringError> {
    let path = folder.join("root.key");
    if !path.exists() {
        return Ok(None);
    }
    let root = RootKey::from_seed(&*read_seed(&path)?);
    let before: KeySet =
        canonical::from_bytes(&registration.key_set.payload.0).map_err(|_| KeyringError::Form("registration.json".into()))?;
    let mut service_keys = before.service_keys.clone();
    // The same key for another year: what it signed before stays signed by a key of the set.
    for key in &mut service_keys {
        if key.id == *service.id() {
            key.valid_until = directory::service_key_entry(service.verifying_key(), now).valid_until;
        }
    }
    let set = KeySet { version: before.version + 1, made_at: now, service_keys, ..before };
    Ok(Some(directory::make_key_set(&set, &root)?))
}

fn renewed_unit(folder: &Path, unit: &Unit, now: Timestamp) -> Result<Unit, KeyringError> {
    let seed = draw()?;
    let key = UnitKey::from_seed(&seed);
    write_seed(&unit_folder(folder, &unit.id).join(format!("{}.key", key_id(key.public()))), &seed)?;
    let mut sealing_keys: Vec<_> = unit.sealing_keys.iter().filter(|known| now < known.open_until).cloned().collect();
    sealing_keys.push(directory::sealing_key_entry(&key, now));
    Ok(Unit { sealing_keys, ..unit.clone() })
}

/// Deletes the files of keys that the manifest does not name: past their time, or of a run that was cut off.
fn destroy_others(folder: &Path, manifest: &Manifest) -> Result<usize, KeyringError> {
    let mut destroyed = 0;
    for unit in &manifest.units {
        for path in key_files(&unit_folder(folder, &unit.id))? {
            let is_named = |key: &wire::SealingKey| path.file_stem().is_some_and(|stem| stem == key.id.to_string().as_str());
            if !unit.sealing_keys.iter().any(is_named) {
                fs::remove_file(&path).map_err(|cause| KeyringError::Write { path: path.clone(), cause })?;
                destroyed += 1;
            }
        }
    }
    Ok(destroyed)
}

/// When the earliest of the units' newest keys stops sealing, if that is within a week or past, or the newest service key signs no
/// more, if that is within a month: new ones are to be drawn now.
pub fn ends_soon(agency: &TrustedAgency, now: Timestamp) -> Option<Timestamp> {
    let newest = |unit: &Unit| unit.sealing_keys.last().map(|key| key.seal_until);
    let sealing = agency.manifest().units.iter().filter_map(newest).min().filter(|until| *until <= now + RENEW_AHEAD);
    let signing = agency.key_set().service_keys.iter().map(|key| key.valid_until).max();
    sealing.into_iter().chain(signing.filter(|until| *until <= now + ROOT_AHEAD)).min()
}
