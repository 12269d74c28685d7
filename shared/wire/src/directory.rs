//! Who there is: keys, boards, units and telephone numbers of an agency, chained to its offline root.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{AgencyId, AgencyKind, BoardId, Bytes32, Envelope, KeyId, UnitId};

/// Signed by the offline root, yearly: which service keys speak for the agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeySet {
    /// The agency.
    pub agency: AgencyId,
    /// Its kind.
    pub kind: AgencyKind,
    /// The root's public key (Ed25519); peers pin it by hand.
    pub root: Bytes32,
    /// Counts up; an older one than seen is refused.
    pub version: u32,
    /// When it was made.
    pub made_at: Timestamp,
    /// The service keys.
    pub service_keys: Vec<ServiceKey>,
}

/// An Ed25519 key that signs messages and manifests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceKey {
    /// Id of the key.
    pub id: KeyId,
    /// Public half.
    pub public: Bytes32,
    /// First moment of use.
    pub valid_from: Timestamp,
    /// After this nothing new is signed with it.
    pub valid_until: Timestamp,
}

/// Signed by a service key: what the agency looks like to others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The agency.
    pub agency: AgencyId,
    /// Its kind.
    pub kind: AgencyKind,
    /// Name as people write it.
    pub name: String,
    /// Counts up; an older one than seen is refused.
    pub version: u32,
    /// When it was made.
    pub made_at: Timestamp,
    /// Boards.
    pub boards: Vec<Board>,
    /// Units.
    pub units: Vec<Unit>,
    /// Ed25519 key of machine calls.
    pub token_key: Bytes32,
    /// Id of the token key.
    pub token_key_id: KeyId,
    /// Verifier key of the agency's witness, in signed-note form.
    pub witness_key: String,
}

/// A board (nämnd), or the police authority as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// Id.
    pub id: BoardId,
    /// Name as people write it.
    pub name: String,
}

/// A unit that sends or receives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
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
    /// Keys that values are sealed to, newest last.
    pub sealing_keys: Vec<SealingKey>,
}

/// An X25519 key of a unit: 30 days to seal, 14 more to decrypt, then destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealingKey {
    /// Id of the key.
    pub id: KeyId,
    /// Public half.
    pub public: Bytes32,
    /// First moment of use.
    pub seal_from: Timestamp,
    /// Nothing is sealed to it after this.
    pub seal_until: Timestamp,
    /// Destroyed after this.
    pub open_until: Timestamp,
}

impl Unit {
    /// The key to seal to now: the newest that is in its time.
    pub fn sealing_key(&self, now: Timestamp) -> Option<&SealingKey> {
        self.sealing_keys.iter().rev().find(|key| key.seal_from <= now && now < key.seal_until)
    }
}

/// What an operator carries to the broker and what the directory serves: key set and manifest, both signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// [`KeySet`] signed by the root.
    pub key_set: Envelope,
    /// [`Manifest`] signed by a service key of the set.
    pub manifest: Envelope,
}
