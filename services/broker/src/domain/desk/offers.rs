//! Offers are judged here, whole.

use protocol::{
    Basis, Terms,
    consent::Standing,
    handover::{HandoverEvent, HandoverState, StateCode, Step, step},
};
use rulebook::{Decision, PastDecision, require_cleared};
use wire::{Bytes32, MessageKind, Offer, OfferAnswer, OfferHeader, OfferOutcome, ProblemCode};

use super::{Channel, Desk, Held};
use crate::domain::{
    Refusal,
    disclosure::{Disclosure, Headline, Reliance},
    edition::ActiveEdition,
    entry,
    offer::{NewOffer, judge},
    operation::{Judged, Outcome},
};

/// What was decided of an offer, before it is written down.
struct Verdict {
    decision: Decision,
    past: PastDecision,
    basis: Basis,
    step: Step,
    refusals: Vec<wire::Refusal>,
}

impl Desk<'_> {
    pub(super) fn offer(&mut self, new: &NewOffer) -> Judged {
        let header = &new.offer.header;
        if let Some(held) = self.laid.disclosures.get(&header.id) {
            let same = held.value.payload_hash == new.payload_hash;
            return if same { Ok(Outcome::Answered(held.value.answer.clone())) } else { Err(ProblemCode::OtherBytes.into()) };
        }
        self.check_recalled(header)?;
        self.check_answered(header)?;
        let edition = self.edition.clone().ok_or(ProblemCode::RulebookChanged)?;
        if header.edition != edition.reference {
            return Err(ProblemCode::RulebookChanged.into());
        }
        let verdict = self.decide(&new.offer, &edition)?;
        let released = verdict.step.state.code() == StateCode::Released;
        let sequence = released.then(|| self.next_number(header));
        let entry = if let Some(sequence) = sequence {
            entry::release(&new.offer, &verdict.decision, &edition.rules, sequence, new.payload_hash, self.now)?
        } else {
            entry::refusal(&new.offer, new.payload_hash, self.now)?
        };
        let index = self.log.append(&entry);
        let answer = self.answer(new, &verdict, index, sequence)?;
        self.done.past.push((index, verdict.past.clone()));
        let disclosure = self.disclosure(new, &verdict, index, sequence, answer.clone());
        self.keep_number(header, sequence);
        self.laid.disclosures.insert(header.id, Held::new(disclosure));
        self.laid.offers.insert(header.id, new.offer.clone());
        self.done.offers.push((header.id, new.envelope.clone()));
        self.settle(header.id, verdict.step, None);
        Ok(Outcome::Answered(answer))
    }

    /// What was taken back before it came is not taken any more.
    fn check_recalled(&self, header: &OfferHeader) -> Result<(), Refusal> {
        let recalled = self.laid.recalls.get(&header.id).is_some_and(|held| held.value.from == header.from.agency);
        if recalled { Err(ProblemCode::WrongState.into()) } else { Ok(()) }
    }

    /// An answer is to something that was released between the same two agencies. Anything else sounds alike, so that
    /// nobody learns of other agencies' handovers.
    fn check_answered(&self, header: &OfferHeader) -> Result<(), Refusal> {
        let Some(answered) = header.answers else { return Ok(()) };
        let known = self.laid.disclosures.get(&answered).map(|held| &held.value);
        let fits = known.is_some_and(|known| known.announced && known.is_between(&header.from.agency, &header.to.agency));
        if fits { Ok(()) } else { Err(ProblemCode::WrongAddress.into()) }
    }

    /// The number on its channel. Only what is released takes one: refusals leave no hole.
    fn next_number(&self, header: &OfferHeader) -> u64 {
        self.laid.channels.get(&channel(header)).copied().unwrap_or_default() + 1
    }

    fn keep_number(&mut self, header: &OfferHeader, sequence: Option<u64>) {
        if let Some(sequence) = sequence {
            self.laid.channels.insert(channel(header), sequence);
        }
    }

    fn decide(&self, offer: &Offer, edition: &ActiveEdition) -> Result<Verdict, Refusal> {
        let grants = self.grants(offer.header.consents.iter().copied());
        let decision = judge(offer, &grants, &edition.rules, self.now);
        let past = PastDecision::of(decision.outline(), &grants, decision.edition(), decision.at());
        let mut refusals = match require_cleared(offer.clone(), &decision) {
            Ok(_) => Vec::new(),
            Err(refused) => refused.refusals,
        };
        let outcome = if refusals.is_empty() { OfferOutcome::Released } else { OfferOutcome::Refused };
        let standing = self.standing(decision.consents_used());
        let basis = basis(&decision, outcome, offer.header.expires_at.is_none());
        let step = self.first_steps(basis, offer, outcome, standing)?;
        if step.state == HandoverState::Refused && refusals.is_empty() {
            // Ended between judging and deciding: fail closed, and say so for every field.
            refusals = offer.fields.iter().map(|field| wire::Refusal { n: field.n, reason: "consent_expired".to_owned() }).collect();
        }
        Ok(Verdict { decision, past, basis, step, refusals })
    }

    fn first_steps(&self, basis: Basis, offer: &Offer, outcome: OfferOutcome, consents: Standing) -> Result<Step, Refusal> {
        let terms = Terms::new(basis, offer.header.expires_at).map_err(|_| ProblemCode::WrongTime)?;
        let limits = &self.rules.limits;
        let offered = step(&HandoverState::Drafted, &HandoverEvent::Offer { terms }, self.now, limits);
        let offered = offered.map_err(|refused| refused.problem())?;
        let decided = step(&offered.state, &HandoverEvent::Decide { outcome, consents }, self.now, limits);
        Ok(decided.map_err(|refused| refused.problem())?)
    }

    /// Signed inside the transaction: the log's index is in it, and the same offer gets the same bytes for ever.
    fn answer(&self, new: &NewOffer, verdict: &Verdict, log_index: u64, sequence: Option<u64>) -> Result<Vec<u8>, Refusal> {
        let released = verdict.step.state.code() == StateCode::Released;
        let answer = OfferAnswer {
            handover: new.offer.header.id,
            offer_hash: Bytes32(*new.payload_hash.as_bytes()),
            outcome: if released { OfferOutcome::Released } else { OfferOutcome::Refused },
            refusals: verdict.refusals.clone(),
            edition: verdict.decision.edition().clone(),
            log_index,
            sequence,
            decided_at: self.now,
        };
        let signed = envelope::sign(MessageKind::OfferAnswer, &answer, &self.rules.signer).map_err(|error| error.problem())?;
        Ok(envelope::envelope_to_json(&signed))
    }

    fn disclosure(&self, new: &NewOffer, verdict: &Verdict, index: u64, sequence: Option<u64>, answer: Vec<u8>) -> Disclosure {
        let header = &new.offer.header;
        let used = verdict.decision.consents_used();
        let registered = header.consents.iter().filter(|id| self.laid.consents.contains_key(id));
        Disclosure {
            handover: header.id,
            from: header.from.agency.clone(),
            to: header.to.agency.clone(),
            payload_hash: new.payload_hash,
            sealed: true,
            answer,
            state: HandoverState::Drafted,
            headline: Headline {
                case_code: header.case_code,
                unit: header.to.unit.clone(),
                purpose: header.purpose,
                urgency: header.urgency,
            },
            from_unit: Some(header.from.unit.clone()),
            sequence,
            announced: verdict.step.state.code() == StateCode::Released,
            needs_both: verdict.basis == Basis::Consent,
            consents: registered.map(|id| Reliance { consent: *id, relied_on: used.contains(id) }).collect(),
            decided_index: index,
            decided_at: self.now,
            fetched_index: None,
            due_at: None,
        }
    }
}

fn channel(header: &OfferHeader) -> Channel {
    (header.from.unit.clone(), header.to.unit.clone())
}

/// The ground of the whole: the one with the strictest protocol among its fields. A refused offer has none; what it
/// claimed by its time is taken, so that the refusal can be told.
fn basis(decision: &Decision, outcome: OfferOutcome, never_expires: bool) -> Basis {
    if outcome == OfferOutcome::Refused {
        return if never_expires { Basis::Duty } else { Basis::Permission };
    }
    let covers = decision.fields().iter().filter_map(|field| field.disclosure()).flat_map(|disclosure| disclosure.covers());
    let grounds = covers.map(|cover| match cover.basis {
        rulebook::Basis::Duty => Basis::Duty,
        rulebook::Basis::Consent => Basis::Consent,
        rulebook::Basis::HarmTest | rulebook::Basis::Permission => Basis::Permission,
        rulebook::Basis::StateOnly => Basis::StateOnly,
    });
    // A duty never travels with another ground: the rule book has refused such an offer before it comes here.
    grounds.reduce(|one, other| one.with(other).unwrap_or(Basis::Consent)).unwrap_or(Basis::StateOnly)
}
