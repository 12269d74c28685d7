//! Consents and their withdrawals.

use protocol::{
    consent::{self, ConsentEffect, ConsentEvent, Standing},
    handover::{HandoverEvent, Party},
};
use store::Hash32;
use wire::{AgencyId, ConsentGrant, ConsentId, HandoverId, Notice, NoticeKind, ProblemCode, WithdrawnConsent};

use super::{Desk, Held, registry::plain_notice};
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
        let card = new.grant.card_code_hash.map(|hash| Hash32::new(hash.0.0));
        if card.is_some_and(|card| self.consent_of_card(card).is_some()) {
            // Sixty random bits are not drawn twice: this is somebody else's card.
            return Err(ProblemCode::OtherBytes.into());
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
        card.map_or(Ok(()), |card| self.end_if_code_was_heard(new.grant.id, card))?;
        Ok(Outcome::Logged(log_index))
    }

    pub(super) fn withdraw(&mut self, new: &NewWithdrawal) -> Judged {
        let known = self.laid.consents.get(&new.withdrawal.consent);
        match known.is_some_and(|held| held.value.is_between(&new.withdrawal.heard_by)) {
            true => self.end(new),
            false => Err(ProblemCode::NotFound.into()),
        }
    }

    /// Ends a consent, whoever heard it.
    pub(super) fn end(&mut self, new: &NewWithdrawal) -> Judged {
        let id = new.withdrawal.consent;
        let consent = &self.laid.consents.get(&id).ok_or(ProblemCode::NotFound)?.value;
        let step = consent::step(consent.state(), ConsentEvent::Withdraw, self.now);
        if !step.effects.contains(&ConsentEffect::LogWithdrawal) {
            // Over already: the person always hears that it is over.
            let index = consent.withdrawn.as_ref().map_or(consent.log_index, |(_, index)| *index);
            return Ok(Outcome::Logged(index));
        }
        let holders = self.holders(id);
        let entry = entry::withdrawal(consent, &new.withdrawal, new.payload_hash, !holders.is_empty(), self.now)?;
        let index = self.log.append(&entry);
        self.tell_who_asked(consent.grant.from.clone(), new, index);
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

    /// The agency that asked for it hears of it when another one heard it: it sends nothing more under it.
    fn tell_who_asked(&mut self, asked: AgencyId, new: &NewWithdrawal, log_index: u64) {
        if asked == new.withdrawal.heard_by {
            return;
        }
        let withdrawn = WithdrawnConsent { consent: new.withdrawal.consent, channel: new.withdrawal.channel, log_index };
        let notice = Notice { withdrawn: Some(withdrawn), ..plain_notice(NoticeKind::ConsentWithdrawn, self.now) };
        self.done.notices.push((asked, notice));
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
