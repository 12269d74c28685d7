//! Who takes part: the directory as the broker believes it.

use std::collections::BTreeMap;

use envelope::{LastSeen, TrustedAgency, VerifyingKey, open_registration};
use jiff::Timestamp;
use ledger::checkpoint::CosignerKey;
use wire::{AgencyId, AgencyKind, BoardId, Bytes32, KeyId, KeySet, ProblemCode, Registration};

use super::Refusal;

/// An agency of the registry, as it is kept.
#[derive(Clone)]
pub struct Agency {
    /// Id.
    pub id: AgencyId,
    /// Kind.
    pub kind: AgencyKind,
    /// Name as people write it.
    pub name: String,
    /// Public half of the root it was first added with.
    pub root: Bytes32,
    /// Versions in force.
    pub versions: LastSeen,
    /// The registration in force.
    pub registration: Registration,
}

/// An agency with its chain checked.
#[derive(Clone)]
pub struct Member {
    row: Agency,
    trusted: TrustedAgency,
    witness: Option<CosignerKey>,
}

/// Every agency whose chain holds. A snapshot: replaced as a whole when a registration is logged.
#[derive(Clone, Default)]
pub struct Directory {
    members: BTreeMap<AgencyId, Member>,
    by_token_key: BTreeMap<KeyId, AgencyId>,
}

impl Member {
    /// Checks a registration: against the root this agency was first added with, or the root it states itself when it
    /// is new — an operator adds it by hand.
    ///
    /// # Errors
    /// The code of the first link that does not hold; [`ProblemCode::OtherBytes`] for a version that was seen with
    /// other contents.
    pub fn open(registration: Registration, known: Option<&Self>, now: Timestamp) -> Result<Self, Refusal> {
        let stated = || wire::canonical::from_bytes::<KeySet>(&registration.key_set.payload.0).map(|set| set.root);
        let root = match known {
            Some(known) => known.row.root,
            None => stated().map_err(|_| ProblemCode::NotCanonical)?,
        };
        let seen = known.map_or(LastSeen::default(), |known| known.row.versions);
        let trusted = open_registration(&registration, root, now, seen).map_err(|error| error.problem())?;
        if known.is_some_and(|known| known.contradicts(&trusted)) {
            return Err(ProblemCode::OtherBytes.into());
        }
        let row = Agency {
            id: trusted.agency().clone(),
            kind: trusted.kind(),
            name: trusted.manifest().name.clone(),
            root,
            versions: trusted.versions(),
            registration,
        };
        let witness = trusted.manifest().witness_key.parse().ok();
        Ok(Self { row, trusted, witness })
    }

    /// Checks what was believed before once more: its keys may have run out.
    ///
    /// # Errors
    /// The code of the first link that does not hold any more.
    pub fn reopen(row: &Agency, now: Timestamp) -> Result<Self, Refusal> {
        let trusted = open_registration(&row.registration, row.root, now, row.versions).map_err(|error| error.problem())?;
        let witness = trusted.manifest().witness_key.parse().ok();
        Ok(Self { row: row.clone(), trusted, witness })
    }

    /// As it is kept.
    pub const fn row(&self) -> &Agency {
        &self.row
    }

    /// Key set and manifest.
    pub const fn trusted(&self) -> &TrustedAgency {
        &self.trusted
    }

    /// Key of its witness; the broker's own registration has none that counts.
    pub const fn witness(&self) -> Option<&CosignerKey> {
        self.witness.as_ref()
    }

    /// Key that signs something now.
    pub fn service_key(&self, id: &KeyId, now: Timestamp) -> Option<&VerifyingKey> {
        self.trusted.service_key(id, now)
    }

    /// Whether the board is in the manifest.
    pub fn has_board(&self, board: &BoardId) -> bool {
        self.trusted.manifest().boards.iter().any(|known| known.id == *board)
    }

    /// Whether this is the very registration another one is.
    pub fn is_same(&self, other: &Self) -> bool {
        self.trusted.key_set_hash() == other.trusted.key_set_hash() && self.trusted.manifest_hash() == other.trusted.manifest_hash()
    }

    /// The same version with other contents, or another agency or kind.
    fn contradicts(&self, newer: &TrustedAgency) -> bool {
        let (old, new) = (self.row.versions, newer.versions());
        let keys_differ = old.key_set == new.key_set && self.trusted.key_set_hash() != newer.key_set_hash();
        let manifests_differ = old.manifest == new.manifest && self.trusted.manifest_hash() != newer.manifest_hash();
        keys_differ || manifests_differ || self.row.kind != newer.kind()
    }
}

impl Directory {
    /// The directory with one agency added or replaced.
    #[must_use]
    pub fn with(&self, member: Member) -> Self {
        let mut next = self.clone();
        next.by_token_key.retain(|_, agency| *agency != member.row.id);
        next.by_token_key.insert(member.trusted.manifest().token_key_id.clone(), member.row.id.clone());
        next.members.insert(member.row.id.clone(), member);
        next
    }

    /// An agency.
    pub fn agency(&self, id: &AgencyId) -> Option<&Member> {
        self.members.get(id)
    }

    /// Whose token key it is, and its public half.
    pub fn token_key(&self, id: &KeyId) -> Option<(&AgencyId, Bytes32)> {
        let agency = self.by_token_key.get(id)?;
        let member = self.members.get(agency)?;
        Some((agency, member.trusted.manifest().token_key))
    }

    /// Every agency, by id.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.values()
    }
}
