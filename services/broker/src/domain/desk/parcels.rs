//! Fetches, answers and clocks.

use protocol::handover::{HandoverEvent, StateCode};
use wire::{AgencyId, HandoverId, ProblemCode};

use super::{Desk, Held, effects::About};
use crate::domain::{
    Refusal,
    disclosure::Disclosure,
    offer::judge,
    operation::{Judged, Outcome},
    receipt::{NewReceipt, StoredReceipt},
};

impl Desk<'_> {
    pub(super) fn fetch(&mut self, id: HandoverId, by: &AgencyId) -> Judged {
        // Never announced to this caller: sounds the same as unknown.
        let held = self.laid.disclosures.get(&id).filter(|held| held.value.announced && held.value.to == *by);
        let disclosure = &held.ok_or(ProblemCode::NotFound)?.value;
        if disclosure.state.code() != StateCode::Released {
            return if disclosure.is_to_be_had() { Ok(Outcome::Fetched) } else { Err(Refusal::Gone) };
        }
        let consents = self.standing(disclosure.relied_on());
        let rules_allow = self.still_allowed(disclosure);
        let advanced = self.advance(id, &HandoverEvent::Fetch { consents, rules_allow })?;
        let Some(held) = self.laid.disclosures.get_mut(&id) else { return Err(ProblemCode::NotFound.into()) };
        if held.value.state.code() != StateCode::Fetched {
            return Err(Refusal::Gone);
        }
        held.touch().fetched_index = advanced.index;
        let waits = advanced.index.map(|index| (index, held.value.cosigners()));
        self.done.fetched.extend(waits);
        Ok(Outcome::Fetched)
    }

    /// Judged anew, by the edition that is active now and the consents as they stand.
    fn still_allowed(&self, disclosure: &Disclosure) -> bool {
        let (Some(edition), Some(offer)) = (&self.edition, self.laid.offers.get(&disclosure.handover)) else { return false };
        let grants = self.grants(disclosure.relied_on());
        let decision = judge(offer, &grants, &edition.rules, self.now);
        decision.fields().iter().all(|field| field.disclosure().is_some())
    }

    pub(super) fn receipt(&mut self, new: &NewReceipt) -> Judged {
        let receipt = &new.receipt;
        if let Some(held) = self.laid.receipts.get(&receipt.id) {
            let same = held.value.payload_hash == new.payload_hash;
            return if same { Ok(Outcome::Logged(held.value.log_index)) } else { Err(ProblemCode::OtherBytes.into()) };
        }
        let known = self.laid.disclosures.get(&receipt.handover).filter(|held| held.value.announced && held.value.to == receipt.from);
        let before = known.ok_or(ProblemCode::NotFound)?.value.fetched_index;
        let about = About { detail: Some(receipt.outcome.code()), object: Some(new.payload_hash), receipt: Some(&new.envelope) };
        let advanced = self.advance_about(receipt.handover, &HandoverEvent::Receipt(receipt.outcome.clone()), &about)?;
        let Some(log_index) = advanced.index else {
            // Says what was said before under another id: answered, and nothing new.
            return before.map(Outcome::Logged).ok_or_else(|| ProblemCode::WrongState.into());
        };
        let stored = StoredReceipt {
            id: receipt.id,
            handover: receipt.handover,
            payload_hash: new.payload_hash,
            envelope: envelope::envelope_to_json(&new.envelope),
            log_index,
            received_at: self.now,
        };
        self.laid.receipts.insert(receipt.id, Held::new(stored));
        Ok(Outcome::Logged(log_index))
    }

    pub(super) fn clock(&mut self, id: HandoverId) -> Judged {
        let advanced = self.advance(id, &HandoverEvent::Clock)?;
        if advanced.repeated
            && let Some(held) = self.laid.disclosures.get_mut(&id)
        {
            // Looked at too early, or nothing is due any more: the next look is when the state says.
            let due = crate::domain::disclosure::next_due(&held.value.state, &self.rules.limits).filter(|due| *due > self.now);
            held.touch().due_at = due;
        }
        Ok(Outcome::Done)
    }
}
