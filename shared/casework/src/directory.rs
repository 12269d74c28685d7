//! The agencies whose registration is chained to a root that was pinned by hand.

use std::collections::BTreeMap;

use envelope::{LastSeen, TrustedAgency, VerifyingKey, open_registration};
use jiff::Timestamp;
use wire::{AgencyId, KeyId, KeySet, Registration};

use crate::{config::AgencyConfig, db::registrations::KnownRegistration};

/// Verified agencies by name. An agency that is not in it is believed in nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Directory(BTreeMap<AgencyId, TrustedAgency>);

impl Directory {
    /// Verifies what was stored at earlier runs again; what does not verify is left out and told in the log.
    pub(crate) fn of_known(known: &[KnownRegistration], config: &AgencyConfig, now: Timestamp) -> Self {
        let mut directory = Self::default();
        for stored in known {
            match wire::canonical::from_bytes(&stored.registration) {
                Ok(registration) => drop(directory.take(&registration, config, now)),
                Err(error) => tracing::error!(agency = %stored.agency, %error, "a stored registration can't be read"),
            }
        }
        directory
    }

    /// Takes a registration when its agency's root is pinned and it verifies; gives what to store when it is newer.
    pub(crate) fn take(&mut self, registration: &Registration, config: &AgencyConfig, now: Timestamp) -> Option<KnownRegistration> {
        let agency = claimed_agency(registration)?;
        let root = config.pinned_root(&agency)?;
        let seen = self.0.get(&agency).map(TrustedAgency::versions).unwrap_or_default();
        let trusted = match open_registration(registration, root, now, seen) {
            Ok(trusted) if *trusted.agency() == agency => trusted,
            Ok(_) => return None,
            Err(error) => {
                // A false or rolled-back registration: what is known already stays in force.
                tracing::error!(%agency, %error, "a registration of the directory is not believed");
                metrics::counter!("casework_alarms_total", "alarm" => "registration-refused").increment(1);
                return None;
            }
        };
        let versions = trusted.versions();
        let newer = is_newer(seen, versions).then(|| stored(&agency, versions, registration)).flatten();
        self.0.insert(agency, trusted);
        newer
    }

    /// Every verified agency, by name.
    pub(crate) fn agencies(&self) -> impl Iterator<Item = &TrustedAgency> {
        self.0.values()
    }

    /// A verified agency.
    pub(crate) fn agency(&self, agency: &AgencyId) -> Option<&TrustedAgency> {
        self.0.get(agency)
    }

    /// Whose service key this is, in its time.
    pub(crate) fn signer(&self, key: &KeyId, at: Timestamp) -> Option<(&TrustedAgency, &VerifyingKey)> {
        self.0.values().find_map(|agency| agency.service_key(key, at).map(|found| (agency, found)))
    }
}

fn is_newer(seen: LastSeen, versions: LastSeen) -> bool {
    versions.key_set > seen.key_set || versions.manifest > seen.manifest
}

fn stored(agency: &AgencyId, versions: LastSeen, registration: &Registration) -> Option<KnownRegistration> {
    let bytes = wire::canonical::to_bytes(registration).ok()?;
    Some(KnownRegistration {
        agency: agency.clone(),
        key_set_version: versions.key_set,
        manifest_version: versions.manifest,
        registration: bytes,
    })
}

/// The agency a registration claims to be of: only to choose which pinned root it must verify under.
fn claimed_agency(registration: &Registration) -> Option<AgencyId> {
    wire::canonical::from_bytes::<KeySet>(&registration.key_set.payload.0).ok().map(|set| set.agency)
}
