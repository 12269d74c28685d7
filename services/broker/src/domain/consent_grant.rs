//! Consents: what is checked before one is registered, and what is kept.

use jiff::{SignedDuration, Timestamp};
use protocol::consent::{ConsentState, Standing};
use rulebook::Edition;
use store::Hash32;
use wire::{AgencyId, ConsentGrant, Envelope, ProblemCode, Withdrawal};

use super::{Refusal, agency::Directory};

/// How far an agency's clock may be ahead of the broker's.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_secs(60);

/// A consent whose signature fitted and whose parts fit together.
pub struct NewConsent {
    /// What it says.
    pub grant: ConsentGrant,
    /// SHA-256 of its payload.
    pub payload_hash: Hash32,
    /// The envelope as it came, in canonical JSON.
    pub envelope: Vec<u8>,
}

/// A withdrawal whose signature fitted, from the agency that heard it.
pub struct NewWithdrawal {
    /// What it says.
    pub withdrawal: Withdrawal,
    /// SHA-256 of its payload.
    pub payload_hash: Hash32,
    /// The envelope as it came.
    pub envelope: Envelope,
}

/// A consent of the registry.
#[derive(Clone)]
pub struct RegisteredConsent {
    /// What it says.
    pub grant: ConsentGrant,
    /// SHA-256 of its payload.
    pub payload_hash: Hash32,
    /// The envelope as it came, in canonical JSON.
    pub envelope: Vec<u8>,
    /// Where its registration is in the log.
    pub log_index: u64,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// The withdrawal's envelope and its index in the log.
    pub withdrawn: Option<(Vec<u8>, u64)>,
}

impl RegisteredConsent {
    /// The protocol's state of it.
    pub fn state(&self) -> ConsentState {
        if self.withdrawn.is_some() { ConsentState::Withdrawn } else { ConsentState::Active { until: self.grant.valid_until } }
    }

    /// Hash of the code of the card it was given with.
    pub fn card(&self) -> Option<Hash32> {
        self.grant.card_code_hash.map(|hash| Hash32::new(hash.0.0))
    }

    /// How it stands at a moment.
    pub fn standing(&self, now: Timestamp) -> Standing {
        self.state().standing(now)
    }

    /// Whether the agency may withdraw it: the one that asked, or the one whose board may receive.
    pub fn is_between(&self, agency: &AgencyId) -> bool {
        self.grant.from == *agency || self.grant.to.agency() == *agency
    }
}

/// Checks a grant from values alone. `caller` has signed it.
///
/// # Errors
/// [`ProblemCode::WrongAddress`] for agencies and boards that don't fit, [`ProblemCode::WrongTime`] for a time that
/// its text does not allow.
pub fn check(grant: &ConsentGrant, caller: &AgencyId, directory: &Directory, edition: &Edition, now: Timestamp) -> Result<(), Refusal> {
    let known_board = directory.agency(&grant.to.agency()).is_some_and(|to| to.has_board(&grant.to));
    if grant.from != *caller || grant.to.agency() == grant.from || !known_board {
        return Err(ProblemCode::WrongAddress.into());
    }
    if grant.categories.is_empty() {
        return Err(ProblemCode::NotCanonical.into());
    }
    let days = edition.consent_days(&grant.text.id).ok_or(ProblemCode::WrongTime)?;
    let longest = SignedDuration::from_hours(i64::from(days) * 24);
    let length = grant.valid_until.duration_since(grant.valid_from);
    let ahead = grant.valid_from.duration_since(now);
    if !length.is_positive() || length > longest || ahead > CLOCK_SKEW || grant.valid_until <= now {
        return Err(ProblemCode::WrongTime.into());
    }
    Ok(())
}
