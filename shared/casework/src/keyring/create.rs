//! Making an agency's keys and its first registration.

use std::path::Path;

use envelope::{RootKey, ServiceSigner, UnitKey, directory, key_id};
use jiff::Timestamp;
use ledger::checkpoint::Cosigner;
use wire::{AgencyId, AgencyKind, Board, BoardId, Bytes32, KeySet, Manifest, Registration, Unit, UnitId};
use zeroize::Zeroizing;

use super::{
    KeyringError,
    files::{make_folder, write_new, write_seed},
};

/// What an agency wants others to know of it.
#[derive(Debug, Clone)]
pub struct Charter {
    /// The agency.
    pub agency: AgencyId,
    /// Its kind.
    pub kind: AgencyKind,
    /// Name as people write it.
    pub name: String,
    /// Boards.
    pub boards: Vec<Board>,
    /// Units; each gets a sealing key.
    pub units: Vec<CharterUnit>,
}

/// A unit that sends or receives.
#[derive(Debug, Clone)]
pub struct CharterUnit {
    /// Id.
    pub id: UnitId,
    /// The board it acts for.
    pub board: BoardId,
    /// Name as people write it.
    pub name: String,
    /// Areas it serves, as slugs.
    pub areas: Vec<String>,
    /// Number to ring, E.164.
    pub phone: String,
    /// Hours, such as `dygnet runt`.
    pub hours: String,
}

/// What others need to be told.
#[derive(Debug, Clone)]
pub struct Created {
    /// To carry to the broker.
    pub registration: Registration,
    /// To be pinned by others.
    pub root: Bytes32,
    /// The log's verifier key; only of a broker.
    pub log_key: Option<String>,
}

/// Makes root, service, token, witness, key-encryption and unit keys and the first registration in a new folder.
///
/// # Errors
/// [`KeyringError::Exists`] when there are keys already; [`KeyringError`] for anything the disk refuses.
pub fn create_agency(folder: &Path, charter: &Charter, now: Timestamp) -> Result<Created, KeyringError> {
    make_folder(folder)?;
    // The root comes first: a second run stops here and touches nothing.
    let root = RootKey::from_seed(&*new_seed(folder, "root.key")?);
    let service = ServiceSigner::from_seed(&*new_seed(folder, "service.key")?);
    let token = ServiceSigner::from_seed(&*new_seed(folder, "token.key")?);
    let witness = witness_key(&charter.agency, &*new_seed(folder, "witness.key")?)?;
    new_seed(folder, "kek.key")?;
    let units = charter.units.iter().map(|unit| new_unit(folder, unit, now)).collect::<Result<Vec<_>, _>>()?;
    let manifest = Manifest {
        agency: charter.agency.clone(),
        kind: charter.kind,
        name: charter.name.clone(),
        version: 1,
        made_at: now,
        boards: charter.boards.clone(),
        units,
        token_key: token.public(),
        token_key_id: token.id().clone(),
        witness_key: witness,
    };
    finish(folder, &root, &service, &manifest, now)
}

/// Signs and writes registration and root; crash before this leaves a folder without a registration, which can't be
/// loaded and is to be removed.
pub(super) fn finish(
    folder: &Path,
    root: &RootKey,
    service: &ServiceSigner,
    manifest: &Manifest,
    now: Timestamp,
) -> Result<Created, KeyringError> {
    let key_set = KeySet {
        agency: manifest.agency.clone(),
        kind: manifest.kind,
        root: root.public(),
        version: 1,
        made_at: now,
        service_keys: vec![directory::service_key_entry(service.verifying_key(), now)],
    };
    let key_set = directory::make_key_set(&key_set, root)?;
    let registration = Registration { key_set, manifest: directory::make_manifest(manifest, service)? };
    let path = folder.join("registration.json");
    let bytes = wire::canonical::to_bytes(&registration).map_err(|_| KeyringError::Form(path.clone()))?;
    write_new(&folder.join("root.pub"), format!("{}\n", root.public().to_base64()).as_bytes())?;
    write_new(&path, &bytes)?;
    Ok(Created { registration, root: root.public(), log_key: None })
}

/// Draws a seed and writes it.
pub(super) fn new_seed(folder: &Path, name: &str) -> Result<Zeroizing<[u8; 32]>, KeyringError> {
    let seed = draw()?;
    write_seed(&folder.join(name), &seed)?;
    Ok(seed)
}

pub(super) fn draw() -> Result<Zeroizing<[u8; 32]>, KeyringError> {
    let mut seed = Zeroizing::new([0; 32]);
    getrandom::fill(seed.as_mut()).map_err(|_| KeyringError::Random)?;
    Ok(seed)
}

/// Verifier key of an agency's witness, named `<agency>/witness`.
fn witness_key(agency: &AgencyId, seed: &[u8; 32]) -> Result<String, KeyringError> {
    witness(agency, seed).map(|witness| witness.key().to_string())
}

/// The witness of an agency.
pub(super) fn witness(agency: &AgencyId, seed: &[u8; 32]) -> Result<Cosigner, KeyringError> {
    let name = format!("{agency}/witness");
    let name = name.parse().map_err(|_| KeyringError::Name(name))?;
    Ok(Cosigner::new(name, *seed))
}

fn new_unit(folder: &Path, unit: &CharterUnit, now: Timestamp) -> Result<Unit, KeyringError> {
    let folder = unit_folder(folder, &unit.id);
    make_folder(&folder)?;
    let seed = draw()?;
    let key = UnitKey::from_seed(&seed);
    write_seed(&folder.join(format!("{}.key", key_id(key.public()))), &seed)?;
    Ok(Unit {
        id: unit.id.clone(),
        board: unit.board.clone(),
        name: unit.name.clone(),
        areas: unit.areas.clone(),
        phone: unit.phone.clone(),
        hours: unit.hours.clone(),
        sealing_keys: vec![directory::sealing_key_entry(&key, now)],
    })
}

/// Folder of a unit's keys: the part of its id after the agency.
pub(super) fn unit_folder(folder: &Path, unit: &UnitId) -> std::path::PathBuf {
    let slug = unit.as_str().rsplit('/').next().unwrap_or_default();
    folder.join("units").join(slug)
}
