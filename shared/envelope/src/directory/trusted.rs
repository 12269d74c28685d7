//! An agency that is believed.

use jiff::Timestamp;
use wire::{AgencyId, AgencyKind, Bytes32, KeyId, KeySet, Manifest, SealingKey, ServiceKey, Unit, UnitAddress, UnitId};

use super::{DirectoryError, check::service_key, open::in_time};
use crate::{LastSeen, RecipientKey, Verified, VerifyingKey};

/// Key set and manifest of an agency, both chained to its pinned root. Only [`super::open_registration`] makes one.
#[derive(Debug, Clone)]
pub struct TrustedAgency {
    key_set: Verified<KeySet>,
    manifest: Verified<Manifest>,
    service_keys: Vec<(ServiceKey, VerifyingKey)>,
}

impl TrustedAgency {
    pub(super) fn new(key_set: Verified<KeySet>, manifest: Verified<Manifest>) -> Result<Self, DirectoryError> {
        let parsed = |entry: &ServiceKey| service_key(entry).map(|key| (entry.clone(), key));
        let service_keys = key_set.message().service_keys.iter().map(parsed).collect::<Result<_, _>>()?;
        Ok(Self { key_set, manifest, service_keys })
    }

    /// The agency.
    pub const fn agency(&self) -> &AgencyId {
        &self.manifest.message().agency
    }

    /// Its kind.
    pub const fn kind(&self) -> AgencyKind {
        self.manifest.message().kind
    }

    /// The key set.
    pub const fn key_set(&self) -> &KeySet {
        self.key_set.message()
    }

    /// The manifest.
    pub const fn manifest(&self) -> &Manifest {
        self.manifest.message()
    }

    /// SHA-256 of the key set's payload: two of the same version must have the same.
    pub const fn key_set_hash(&self) -> Bytes32 {
        self.key_set.payload_hash()
    }

    /// SHA-256 of the manifest's payload: two of the same version must have the same.
    pub const fn manifest_hash(&self) -> Bytes32 {
        self.manifest.payload_hash()
    }

    /// The versions, to be kept for the next registration.
    pub const fn versions(&self) -> LastSeen {
        LastSeen { key_set: self.key_set.message().version, manifest: self.manifest.message().version }
    }

    /// The key something of the agency is signed with, if it was in its time at that moment.
    pub fn service_key(&self, id: &KeyId, at: Timestamp) -> Option<&VerifyingKey> {
        self.service_keys.iter().find(|(entry, _)| entry.id == *id && in_time(entry, at)).map(|(_, key)| key)
    }

    /// A unit.
    pub fn unit(&self, id: &UnitId) -> Option<&Unit> {
        self.manifest().units.iter().find(|unit| unit.id == *id)
    }

    /// The key to seal to now; `None` for an unknown unit and when none of its keys is in its time.
    pub fn sealing_key(&self, unit: &UnitId, now: Timestamp) -> Option<RecipientKey> {
        let unit = self.unit(unit)?;
        let key = unit.sealing_key(now)?;
        Some(RecipientKey {
            address: UnitAddress { agency: self.agency().clone(), board: unit.board.clone(), unit: unit.id.clone() },
            kind: self.kind(),
            id: key.id.clone(),
            public: key.public,
            manifest_version: self.manifest().version,
        })
    }

    /// Whether something made at this moment may be sealed to this key of this unit: the question of the broker.
    pub fn may_seal_to(&self, unit: &UnitId, key: &KeyId, made_at: Timestamp) -> bool {
        let in_time = |entry: &SealingKey| entry.id == *key && entry.seal_from <= made_at && made_at < entry.seal_until;
        self.unit(unit).is_some_and(|unit| unit.sealing_keys.iter().any(in_time))
    }
}
