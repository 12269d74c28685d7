//! From an envelope pair and a pinned root to an agency that is believed.

use jiff::{SignedDuration, Timestamp};
use wire::{Bytes32, Envelope, KeySet, Manifest, MessageKind, Registration, ServiceKey};

use super::{
    DirectoryError, TrustedAgency,
    check::{check_key_set, check_manifest, service_key},
};
use crate::{Verified, keys::VerifyingKey, sign::verify};

/// How far the clocks of two agencies may differ.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(5);

/// The newest versions this service has believed of an agency; zero before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LastSeen {
    /// Version of the key set.
    pub key_set: u32,
    /// Version of the manifest.
    pub manifest: u32,
}

/// Believes a registration, or says why not: the pinned root signed the key set, a service key of the set that is
/// in its time signed the manifest, both speak of the same agency, neither is older than what was seen, and every
/// key in them is usable.
///
/// # Errors
/// [`DirectoryError`] with the first link of the chain that does not hold.
pub fn open_registration(
    registration: &Registration,
    pinned_root: Bytes32,
    now: Timestamp,
    last_seen: LastSeen,
) -> Result<TrustedAgency, DirectoryError> {
    let key_set = open_key_set(&registration.key_set, pinned_root)?;
    fresh("key set", key_set.message().version, last_seen.key_set, key_set.message().made_at, now)?;
    let manifest = open_manifest(&registration.manifest, key_set.message(), now)?;
    fresh("manifest", manifest.message().version, last_seen.manifest, manifest.message().made_at, now)?;
    TrustedAgency::new(key_set, manifest)
}

fn open_key_set(envelope: &Envelope, pinned_root: Bytes32) -> Result<Verified<KeySet>, DirectoryError> {
    let root = VerifyingKey::from_bytes(pinned_root).map_err(DirectoryError::PinnedRoot)?;
    let set: Verified<KeySet> = verify(MessageKind::KeySet, envelope, &root).map_err(DirectoryError::KeySet)?;
    if set.message().root != pinned_root {
        return Err(DirectoryError::OtherRoot);
    }
    check_key_set(set.message())?;
    Ok(set)
}

/// The signing key must be in its time now and when the manifest was made.
fn open_manifest(envelope: &Envelope, set: &KeySet, now: Timestamp) -> Result<Verified<Manifest>, DirectoryError> {
    let unknown = || DirectoryError::ServiceKey(envelope.key_id.clone());
    let entry = set.service_keys.iter().find(|key| key.id == envelope.key_id).ok_or_else(unknown)?;
    if !in_time(entry, now) {
        return Err(unknown());
    }
    let manifest: Verified<Manifest> = verify(MessageKind::Manifest, envelope, &service_key(entry)?).map_err(DirectoryError::Manifest)?;
    if !in_time(entry, manifest.message().made_at) {
        return Err(unknown());
    }
    if manifest.message().agency != set.agency || manifest.message().kind != set.kind {
        return Err(DirectoryError::OtherAgency);
    }
    check_manifest(manifest.message())?;
    Ok(manifest)
}

/// Whether something may be signed with the key at this moment.
pub(super) fn in_time(key: &ServiceKey, at: Timestamp) -> bool {
    key.valid_from <= at && at < key.valid_until
}

fn fresh(document: &'static str, version: u32, seen: u32, made_at: Timestamp, now: Timestamp) -> Result<(), DirectoryError> {
    if version < seen {
        return Err(DirectoryError::RolledBack { document, version, seen });
    }
    if made_at.duration_since(now) > CLOCKS_DIFFER { Err(DirectoryError::FromTheFuture(document)) } else { Ok(()) }
}
