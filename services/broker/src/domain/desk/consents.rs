//! Consents and their withdrawals.

use protocol::{
    consent::{self, ConsentEffect, ConsentEvent, Standing},
    handover::{HandoverEvent, Party},
};
use wire::{ConsentGrant, ConsentId, HandoverId, NoticeKind, ProblemCode};

use super::{Desk, Held};
use crate::domain::{
    consent_grant::{NewConsent, NewWithdrawal, RegisteredConsent},
    entry,
    operation::{Judged, Outcome},
};

impl Desk<'_> {
    pub(super) fn consent(&mut self, new: &NewConsent) -> Judged {
        if let Some(held) = self.laid.consents.get(&new.grant.id) {
            let same = held.value.payload_hash == new.payload_hash;
            return if same { Ok(Outcome::Logged(held.value.log_index)) } else { Err(ProblemCode::OtherBytes.into()) };
        }
        let entry = entry::consent(&new.grant, new.payload_hash, self.now)?;
        let log_index = self.log.append(&entry);
        let registered = RegisteredConsent {
            grant: new.grant.clone(),
            payload_hash: new.payload_hash,
            envelope: new.envelope.clone(),
            log_index,
            registered_at: self.now,
            withdrawn: None,
        };
        self.laid.consents.insert(new.grant.id, Held::new(registered));
        Ok(Outcome::Logged(log_index))
    }

    pub(super) fn withdraw(&mut self, new: &NewWithdrawal) -> Judged {
        let id = new.withdrawal.consent;
        let known = self.laid.consents.get(&id).filter(|held| held.value.is_between(&new.withdrawal.heard_by));
        let consent = &known.ok_or(ProblemCode::NotFound)?.value;
        let step = consent::step(consent.state(), ConsentEvent::Withdraw, self.now);
        if !step.effects.contains(&ConsentEffect::LogWithdrawal) {
            // Over already: the person always hears that it is over.
            let index = consent.withdrawn.as_ref().map_or(consent.log_index, |(_, index)| *index);
            return Ok(Outcome::Logged(index));
        }
        let holders = self.holders(id);
        let entry = entry::withdrawal(consent, &new.withdrawal, new.payload_hash, !holders.is_empty(), self.now)?;
        let index = self.log.append(&entry);
        if let Some(held) = self.laid.consents.get_mut(&id) {
            held.touch().withdrawn = Some((envelope::envelope_to_json(&new.envelope), index));
        }
        for effect in step.effects {
            match effect {
                ConsentEffect::LogWithdrawal => {}
                ConsentEffect::StopHandovers => self.stop_handovers(id)?,
                ConsentEffect::TellHolders => self.tell_holders(&holders),
            }
        }
        Ok(Outcome::Logged(index))
    }

    /// Handovers whose content the recipient holds under this consent.
    fn holders(&self, consent: ConsentId) -> Vec<HandoverId> {
        self.relying_on(consent).into_iter().filter(|id| self.laid.disclosures[id].value.state.holds_content()).collect()
    }

    fn relying_on(&self, consent: ConsentId) -> Vec<HandoverId> {
        let relies = |held: &&Held<crate::domain::disclosure::Disclosure>| held.value.relied_on().any(|id| id == consent);
        self.laid.disclosures.values().filter(relies).map(|held| held.value.handover).collect()
    }

    fn stop_handovers(&mut self, consent: ConsentId) -> Result<(), crate::domain::Refusal> {
        self.relying_on(consent).into_iter().try_for_each(|id| self.advance(id, &HandoverEvent::Withdraw).map(drop))
    }

    /// Who holds content must confirm that the consent is gone; what was fetched stays lawful with them.
    fn tell_holders(&mut self, holders: &[HandoverId]) {
        for id in holders {
            let disclosure = &self.laid.disclosures[id].value;
            let notice = disclosure.notice(Party::Recipient, NoticeKind::ParcelGone, self.now);
            self.done.notices.push((disclosure.to.clone(), notice));
        }
    }

    /// The grants that are not withdrawn, among these.
    pub(super) fn grants(&self, ids: impl IntoIterator<Item = ConsentId>) -> Vec<ConsentGrant> {
        let held = ids.into_iter().filter_map(|id| self.laid.consents.get(&id));
        held.filter(|held| held.value.withdrawn.is_none()).map(|held| held.value.grant.clone()).collect()
    }

    /// The weakest of these consents. One that is not in the registry counts as withdrawn.
    pub(super) fn standing(&self, ids: impl IntoIterator<Item = ConsentId>) -> Standing {
        let each = ids.into_iter().map(|id| self.laid.consents.get(&id).map_or(Standing::Withdrawn, |held| held.value.standing(self.now)));
        Standing::weakest(each)
    }
}
