//! On what ground an offer goes, and until when it may be fetched.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wire::Purpose;

use crate::ClockLimits;

wire::codes!(
    /// The ground that governs a whole offer.
    Basis, "basis" {
        /// A duty to disclose (such as SoL 19:1): travels alone, never expires, nothing about consent stops it.
        Duty = "duty",
        /// At least one field needs a consent (OSL 10:1, 12:2).
        Consent = "consent",
        /// No consent is needed; a named person permits (such as OSL 10:18 c).
        Permission = "permission",
        /// Only how far the work has come, no content.
        StateOnly = "state_only",
    }
);

impl Basis {
    /// The ground of an offer that holds fields on both grounds: the one with the stricter protocol.
    /// `None` where a duty would travel with a field that needs consent or a permission.
    pub fn with(self, other: Self) -> Option<Self> {
        use Basis::{Consent, Duty, Permission, StateOnly};
        match (self, other) {
            (Duty, Consent | Permission) | (Consent | Permission, Duty) => None,
            (Duty, _) | (_, Duty) => Some(Duty),
            (Consent, _) | (_, Consent) => Some(Consent),
            (Permission, _) | (_, Permission) => Some(Permission),
            (StateOnly, StateOnly) => Some(StateOnly),
        }
    }
}

/// Ground and last moment of an offer. A duty has no last moment and everything else has one: no other
/// combination can be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "PlainTerms", into = "PlainTerms")]
pub struct Terms {
    basis: Basis,
    expires_at: Option<Timestamp>,
}

/// Ground and last moment do not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// A duty must not expire.
    #[error("an offer that goes by a duty has no last moment")]
    DutyExpires,
    /// Anything else must.
    #[error("an offer that does not go by a duty needs a last moment")]
    NeverExpires,
}

impl Terms {
    /// Terms as they came in an offer.
    ///
    /// # Errors
    /// [`TermsError`] when a duty expires or anything else does not.
    pub fn new(basis: Basis, expires_at: Option<Timestamp>) -> Result<Self, TermsError> {
        match (basis, expires_at) {
            (Basis::Duty, Some(_)) => Err(TermsError::DutyExpires),
            (Basis::Duty, None) => Ok(Self { basis, expires_at }),
            (_, None) => Err(TermsError::NeverExpires),
            (_, Some(_)) => Ok(Self { basis, expires_at }),
        }
    }

    /// Terms of an offer that is made now: 7 days, requests 14, a duty never (by the limits).
    pub fn made(basis: Basis, purpose: Purpose, made_at: Timestamp, limits: &ClockLimits) -> Self {
        let expiry = if purpose == Purpose::Request { limits.request_expiry } else { limits.offer_expiry };
        // Past the end of the calendar the last moment is the end of the calendar.
        let last = made_at.checked_add(expiry).unwrap_or(Timestamp::MAX);
        Self { basis, expires_at: (basis != Basis::Duty).then_some(last) }
    }

    /// The ground.
    pub fn basis(self) -> Basis {
        self.basis
    }

    /// From this moment it can't be fetched; `None` for a duty alone.
    pub fn expires_at(self) -> Option<Timestamp> {
        self.expires_at
    }

    /// Whether its time has run out.
    pub fn is_past(self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| now >= end)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainTerms {
    basis: Basis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<Timestamp>,
}

impl TryFrom<PlainTerms> for Terms {
    type Error = TermsError;
    fn try_from(plain: PlainTerms) -> Result<Self, TermsError> {
        Self::new(plain.basis, plain.expires_at)
    }
}

impl From<Terms> for PlainTerms {
    fn from(terms: Terms) -> Self {
        Self { basis: terms.basis, expires_at: terms.expires_at }
    }
}
