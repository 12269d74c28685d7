//! What must hold inside a key set and a manifest, for those who make one and for those who believe one.

use std::collections::BTreeSet;

use wire::{KeySet, Manifest, SealingKey, ServiceKey, Unit};

use super::DirectoryError;
use crate::keys::{VerifyingKey, is_usable, key_id};

/// Every service key is usable, has its own id, is there once and has times in order.
pub(super) fn check_key_set(set: &KeySet) -> Result<(), DirectoryError> {
    let mut seen = BTreeSet::new();
    if set.service_keys.is_empty() {
        return Err(DirectoryError::Empty);
    }
    for key in &set.service_keys {
        service_key(key)?;
        if !seen.insert(&key.id) {
            return Err(DirectoryError::Key(key.id.clone()));
        }
        if key.valid_from >= key.valid_until {
            return Err(DirectoryError::KeyTimes(key.id.clone()));
        }
    }
    Ok(())
}

/// The key of an entry, looked at.
pub(super) fn service_key(entry: &ServiceKey) -> Result<VerifyingKey, DirectoryError> {
    VerifyingKey::from_bytes(entry.public).ok().filter(|key| *key.id() == entry.id).ok_or_else(|| DirectoryError::Key(entry.id.clone()))
}

/// Boards and units are the agency's own and there once; every key is usable.
pub(super) fn check_manifest(manifest: &Manifest) -> Result<(), DirectoryError> {
    let token_key = VerifyingKey::from_bytes(manifest.token_key).ok().filter(|key| *key.id() == manifest.token_key_id);
    token_key.ok_or_else(|| DirectoryError::Key(manifest.token_key_id.clone()))?;
    let mut boards = BTreeSet::new();
    for board in &manifest.boards {
        if board.id.agency() != manifest.agency || !boards.insert(&board.id) {
            return Err(DirectoryError::Board(board.id.clone()));
        }
    }
    let (mut units, mut keys) = (BTreeSet::new(), BTreeSet::new());
    for unit in &manifest.units {
        if unit.id.agency() != manifest.agency || !boards.contains(&unit.board) || !units.insert(&unit.id) {
            return Err(DirectoryError::Unit(unit.id.clone()));
        }
        check_sealing_keys(unit, &mut keys)?;
    }
    Ok(())
}

/// One key serves one unit: what is sealed to a unit is opened there and nowhere else in the agency.
fn check_sealing_keys<'a>(unit: &'a Unit, seen: &mut BTreeSet<&'a wire::KeyId>) -> Result<(), DirectoryError> {
    for key in &unit.sealing_keys {
        let SealingKey { id, public, seal_from, seal_until, open_until } = key;
        if *id != key_id(*public) || !is_usable(*public) || !seen.insert(id) {
            return Err(DirectoryError::Key(id.clone()));
        }
        if seal_from >= seal_until || seal_until > open_until {
            return Err(DirectoryError::KeyTimes(id.clone()));
        }
    }
    Ok(())
}
