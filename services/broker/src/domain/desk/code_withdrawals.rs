//! Withdrawals by the code of a contact card.

use store::Hash32;
use wire::{ConsentId, ProblemCode};

use super::{Desk, Held};
use crate::domain::{
    code_withdrawal::{CODES_MAX, NewCodeWithdrawal},
    operation::{Judged, Outcome},
};

impl Desk<'_> {
    /// Whoever has the code has the right, through whichever agency: the answer tells nothing of what it found. The code is
    /// kept also when it belongs to nothing here, for the consent may still be on its way.
    pub(super) fn withdraw_by_code(&mut self, new: &NewCodeWithdrawal) -> Judged {
        if self.laid.codes.iter().any(|held| held.value.payload_hash == new.payload_hash) {
            return Ok(Outcome::Done);
        }
        let count = self.laid.code_counts.entry(new.by().clone()).or_default();
        if *count >= CODES_MAX {
            return Err(ProblemCode::TooManyRequests.into());
        }
        *count += 1;
        let heard = new.heard(self.now);
        self.laid.codes.push(Held::new(heard.clone()));
        match self.consent_of_card(new.hash()) {
            Some(consent) => self.end(&heard.of(consent)).map(|_| Outcome::Done),
            None => Ok(Outcome::Done),
        }
    }

    /// Ends a consent that has just come in, when the code of its card was there before it.
    pub(super) fn end_if_code_was_heard(&mut self, consent: ConsentId, card: Hash32) -> Result<(), crate::domain::Refusal> {
        let heard = self.laid.codes.iter().find(|held| held.value.hash() == card).map(|held| held.value.of(consent));
        heard.map_or(Ok(()), |withdrawal| self.end(&withdrawal).map(drop))
    }

    /// The consent that a card was given with.
    pub(super) fn consent_of_card(&self, card: Hash32) -> Option<ConsentId> {
        let is_its = |held: &&Held<crate::domain::consent_grant::RegisteredConsent>| held.value.card() == Some(card);
        self.laid.consents.values().find(is_its).map(|held| held.value.grant.id)
    }
}
