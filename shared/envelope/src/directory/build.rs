//! For the operator's tool: key sets and manifests that others will believe.

use jiff::{SignedDuration, Timestamp};
use wire::{Envelope, KeySet, Manifest, MessageKind, SealingKey, ServiceKey};

use super::{
    DirectoryError,
    check::{check_key_set, check_manifest},
};
use crate::{
    RootKey, ServiceSigner, UnitKey, VerifyingKey,
    sign::{sign, sign_by_root},
};

const SEAL_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
const OPEN_FOR: SignedDuration = SignedDuration::from_hours((30 + 14) * 24);
const SIGN_FOR: SignedDuration = SignedDuration::from_hours(365 * 24);

/// The entry of a service key that signs for a year from `valid_from`.
pub fn service_key_entry(key: &VerifyingKey, valid_from: Timestamp) -> ServiceKey {
    ServiceKey { id: key.id().clone(), public: key.public(), valid_from, valid_until: later(valid_from, SIGN_FOR) }
}

/// The entry of a unit key that is sealed to for 30 days from `seal_from` and opens for 14 days more.
pub fn sealing_key_entry(key: &UnitKey, seal_from: Timestamp) -> SealingKey {
    SealingKey {
        id: key.id().clone(),
        public: key.public(),
        seal_from,
        seal_until: later(seal_from, SEAL_FOR),
        open_until: later(seal_from, OPEN_FOR),
    }
}

/// The end of time stands in for a moment beyond it.
fn later(from: Timestamp, by: SignedDuration) -> Timestamp {
    from.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// Signs a key set with the offline root.
///
/// # Errors
/// [`DirectoryError`] when others would not believe it.
pub fn make_key_set(set: &KeySet, root: &RootKey) -> Result<Envelope, DirectoryError> {
    if set.root != root.public() {
        return Err(DirectoryError::OtherRoot);
    }
    check_key_set(set)?;
    sign_by_root(MessageKind::KeySet, set, root).map_err(DirectoryError::KeySet)
}

/// Signs a manifest with a service key.
///
/// # Errors
/// [`DirectoryError`] when others would not believe it.
pub fn make_manifest(manifest: &Manifest, signer: &ServiceSigner) -> Result<Envelope, DirectoryError> {
    check_manifest(manifest)?;
    sign(MessageKind::Manifest, manifest, signer).map_err(DirectoryError::Manifest)
}
