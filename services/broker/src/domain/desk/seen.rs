//! A planted fault, for the control of the races: a fetch that was decided before its turn. No program that ships has it.

use std::mem;

use wire::{AgencyId, Offer};

use super::{Desk, Held};
use crate::domain::{consent_grant::RegisteredConsent, disclosure::Disclosure, operation::Judged};

/// A fetch with everything it is decided by, as it was when somebody looked.
pub struct SeenFetch {
    /// Who fetches.
    pub by: AgencyId,
    /// The handover.
    pub disclosure: Disclosure,
    /// What is fetched.
    pub offer: Offer,
    /// The consents it rests on.
    pub consents: Vec<RegisteredConsent>,
}

impl Desk<'_> {
    /// Decides by what was seen. What others have changed meanwhile is not looked at, and their changes stay.
    pub(super) fn fetch_as_seen(&mut self, seen: &SeenFetch) -> Judged {
        let handover = seen.disclosure.handover;
        let as_seen = seen.consents.iter().map(|consent| (consent.grant.id, Held::untouched(consent.clone()))).collect();
        let meanwhile = mem::replace(&mut self.laid.consents, as_seen);
        self.laid.disclosures.insert(handover, Held::untouched(seen.disclosure.clone()));
        self.laid.offers.insert(handover, seen.offer.clone());
        let judged = self.fetch(handover, &seen.by);
        self.laid.consents = meanwhile;
        judged
    }
}
