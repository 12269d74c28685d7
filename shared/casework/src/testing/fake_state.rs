//! What the stand-in has and does.

use std::collections::{BTreeMap, HashMap};

use envelope::{ServiceSigner, sha256, sign};
use jiff::Timestamp;
use ledger::{EntryKind, checkpoint::Cosigner, tree::ConsistencyProof};
use wire::{
    AgencyId, Bytes32, CodeWithdrawal, ConsentGrant, ConsentId, EditionRef, Envelope, GoneCause, HandoverId, MessageKind, Notice,
    NoticeKind, Offer, OfferAnswer, OfferOutcome, Parcel, ProblemCode, Recall, Receipt, Refusal, Registration, UnitId, Withdrawal,
    WithdrawalChannel, WithdrawnConsent,
};

use super::{
    AgencyName,
    fake_editions::{FakeEditions, plain_notice},
    fake_log::FakeLog,
};

/// Changes a parcel before it is handed over.
pub(super) type Tamper = Box<dyn Fn(&mut Parcel) + Send>;

/// What a broker that cheats does with one offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cheat {
    /// Takes it, numbers it, answers the sender, and never tells the recipient.
    Withhold,
    /// Leaves a number out before it.
    SkipNumber,
    /// Gives the last number once more.
    RepeatNumber,
    /// Tells the sender another number than the log holds.
    TellOtherNumber,
}

/// Everything it has and does.
pub(super) struct State {
    pub(super) registrations: Vec<Registration>,
    pub(super) signer: ServiceSigner,
    pub(super) log: FakeLog,
    pub(super) witnesses: HashMap<AgencyName, Cosigner>,
    pub(super) cosigning: Vec<AgencyName>,
    pub(super) offers: BTreeMap<HandoverId, (Envelope, u64)>,
    pub(super) consents: BTreeMap<ConsentId, Envelope>,
    pub(super) fetched: HashMap<HandoverId, u64>,
    /// The last number of each pair of units.
    pub(super) channels: HashMap<(UnitId, UnitId), u64>,
    /// The number of each handover as the log holds it, and as its sender is told.
    pub(super) numbers: HashMap<HandoverId, u64>,
    pub(super) told_numbers: HashMap<HandoverId, u64>,
    /// What is no longer to be had.
    pub(super) gone: HashMap<HandoverId, GoneCause>,
    pub(super) recalls: Vec<HandoverId>,
    pub(super) cheat: Option<Cheat>,
    pub(super) vouching: Vec<AgencyName>,
    pub(super) notices: HashMap<AgencyId, Vec<Notice>>,
    pub(super) receipts: Vec<Envelope>,
    pub(super) withdrawals: Vec<(Envelope, u64)>,
    pub(super) codes: Vec<Envelope>,
    pub(super) cosignatures: Vec<u64>,
    pub(super) wanted: bool,
    pub(super) down: bool,
    pub(super) strange: bool,
    pub(super) refusing: Option<ProblemCode>,
    pub(super) directory_lost: bool,
    pub(super) resigner: Option<ServiceSigner>,
    pub(super) strange_answers: usize,
    pub(super) answers_lost: bool,
    pub(super) editions: FakeEditions,
    pub(super) rulebook_changed: bool,
    pub(super) refuse: bool,
    pub(super) tamper: Option<Tamper>,
    pub(super) now: Timestamp,
}

impl State {
    /// Takes an offer and answers as the broker does: the same again for the same.
    pub(super) fn offer(&mut self, envelope: Envelope) -> Envelope {
        let offer: Offer = payload(&envelope);
        let offer_hash = sha256(&envelope.payload.0);
        let known = self.offers.get(&offer.header.id).map(|(_, index)| *index);
        let log_index = known.unwrap_or_else(|| if self.refuse { 0 } else { self.release(&offer, offer_hash) });
        self.offers.insert(offer.header.id, (envelope, log_index));
        let refusal = Refusal { n: 0, reason: "no_rule".to_owned() };
        let answer = OfferAnswer {
            handover: offer.header.id,
            offer_hash,
            outcome: if self.refuse { OfferOutcome::Refused } else { OfferOutcome::Released },
            refusals: self.refuse.then_some(refusal).into_iter().collect(),
            edition: EditionRef { id: offer.header.edition.id, hash: offer.header.edition.hash },
            log_index,
            sequence: self.told_numbers.get(&offer.header.id).copied(),
            decided_at: self.now,
        };
        sign(MessageKind::OfferAnswer, &answer, &self.signer).expect("the answer is signed")
    }

    /// Numbers, logs and announces, unless it is to cheat.
    fn release(&mut self, offer: &Offer, hash: Bytes32) -> u64 {
        let header = &offer.header;
        let cheat = self.cheat.take();
        let last = self.channels.entry((header.from.unit.clone(), header.to.unit.clone())).or_default();
        *last += match cheat {
            Some(Cheat::SkipNumber) => 2,
            Some(Cheat::RepeatNumber) => 0,
            _ => 1,
        };
        let number = *last;
        self.numbers.insert(header.id, number);
        self.told_numbers.insert(header.id, if cheat == Some(Cheat::TellOtherNumber) { number + 7 } else { number });
        let index = self.log.append_numbered(EntryKind::OfferReleased, header, hash, Some(number), self.now);
        if cheat != Some(Cheat::Withhold) {
            self.tell(&header.to.agency.clone(), NoticeKind::ParcelWaiting, header, None);
        }
        index
    }

    /// Takes a withdrawal into the log, once, and says where it stands.
    pub(super) fn withdraw(&mut self, envelope: Envelope) -> u64 {
        let consent = |known: &Envelope| payload::<Withdrawal>(known).consent;
        if let Some((_, index)) = self.withdrawals.iter().find(|(known, _)| consent(known) == consent(&envelope)) {
            return *index;
        }
        let index = self.log.append_plain(EntryKind::ConsentWithdrawn, None, sha256(&envelope.payload.0), self.now);
        let withdrawal = payload::<Withdrawal>(&envelope);
        self.withdrawals.push((envelope, index));
        let grant = self.consents.get(&withdrawal.consent).map(payload::<ConsentGrant>);
        if let Some(grant) = grant.filter(|grant| grant.from != withdrawal.heard_by) {
            self.tell_withdrawn(&grant, withdrawal.channel, index);
        }
        index
    }

    /// Takes a card's code; the consent it belongs to ends, once.
    pub(super) fn hear_code(&mut self, envelope: Envelope) {
        let said: CodeWithdrawal = payload(&envelope);
        let is_new = !self.codes.iter().any(|known| payload::<CodeWithdrawal>(known).card_code_hash == said.card_code_hash);
        let grants = self.consents.values().map(payload::<ConsentGrant>);
        let grant = grants.into_iter().find(|grant| grant.card_code_hash == Some(said.card_code_hash)).filter(|_| is_new);
        if let Some(grant) = grant {
            let index = self.log.append_plain(EntryKind::ConsentWithdrawn, None, sha256(&envelope.payload.0), self.now);
            self.tell_withdrawn(&grant, WithdrawalChannel::CardCode, index);
        }
        self.codes.push(envelope);
    }

    fn tell_withdrawn(&mut self, grant: &ConsentGrant, channel: WithdrawalChannel, log_index: u64) {
        let withdrawn = Some(WithdrawnConsent { consent: grant.id, channel, log_index });
        let notices = self.notices.entry(grant.from.clone()).or_default();
        let plain = plain_notice(notices.len() as u64 + 1, NoticeKind::ConsentWithdrawn, self.now);
        notices.push(Notice { withdrawn, ..plain });
    }

    /// Takes a handover back; false when it was fetched. What never came is refused when it comes.
    pub(super) fn recall(&mut self, recall: &Recall) -> bool {
        if self.fetched.contains_key(&recall.handover) {
            return false;
        }
        self.recalls.push(recall.handover);
        self.gone.insert(recall.handover, GoneCause::Recalled);
        if let Some((offer, _)) = self.offers.get(&recall.handover) {
            let header = payload::<Offer>(offer).header;
            self.tell(&header.to.agency.clone(), NoticeKind::ParcelGone, &header, None);
            self.tell(&header.from.agency.clone(), NoticeKind::ParcelGone, &header, None);
        }
        true
    }

    /// The newest head with the cosignature of one agency, and that it grew from a smaller one.
    pub(super) fn cosigned(&self, agency: &AgencyId, from: u64) -> Option<(String, ConsistencyProof)> {
        let name = self.vouching.iter().find(|name| name.id() == *agency)?;
        let cosigner = self.witnesses.get(name)?;
        Some((self.log.checkpoint(&[cosigner], self.now), self.log.consistency(from)?))
    }

    /// The parcel of an offer, with proofs under a fresh checkpoint.
    pub(super) fn parcel(&mut self, handover: HandoverId) -> Option<Parcel> {
        if self.gone.contains_key(&handover) && !self.fetched.contains_key(&handover) {
            return None;
        }
        let (envelope, released) = self.offers.get(&handover)?.clone();
        let offer: Offer = payload(&envelope);
        let hash = sha256(&envelope.payload.0);
        let fetched = match self.fetched.get(&handover) {
            Some(index) => *index,
            None => {
                let index = self.log.append(EntryKind::ParcelFetched, &offer.header, hash, self.now);
                self.fetched.insert(handover, index);
                self.tell(&offer.header.from.agency.clone(), NoticeKind::ParcelFetched, &offer.header, None);
                index
            }
        };
        let cosigners: Vec<&Cosigner> = self.cosigning.iter().filter_map(|name| self.witnesses.get(name)).collect();
        let checkpoint = self.log.checkpoint(&cosigners, self.now);
        let mut parcel = Parcel {
            offer: envelope,
            consents: offer.header.consents.iter().filter_map(|id| self.consents.get(id).cloned()).collect(),
            released: self.log.evidence(released, &checkpoint),
            fetched: self.log.evidence(fetched, &checkpoint),
        };
        if let Some(tamper) = &self.tamper {
            tamper(&mut parcel);
        }
        Some(parcel)
    }

    pub(super) fn receipt(&mut self, envelope: Envelope) {
        let receipt: Receipt = payload(&envelope);
        if self.receipts.contains(&envelope) {
            return;
        }
        self.receipts.push(envelope.clone());
        if let Some((offer, _)) = self.offers.get(&receipt.handover) {
            let header = payload::<Offer>(offer).header;
            let resigned = self.resigner.as_ref().map(|signer| sign(MessageKind::Receipt, &receipt, signer).expect("a receipt is signed"));
            self.tell(&header.from.agency.clone(), NoticeKind::Receipt, &header, Some(resigned.unwrap_or(envelope)));
        }
    }

    pub(super) fn tell(&mut self, agency: &AgencyId, kind: NoticeKind, header: &wire::OfferHeader, receipt: Option<Envelope>) {
        let numbered = matches!(kind, NoticeKind::ParcelWaiting | NoticeKind::ParcelGone);
        // Who never fetched it is told no cause.
        let may_know = *agency == header.from.agency || self.fetched.contains_key(&header.id);
        let gone = self.gone.get(&header.id).copied().filter(|_| may_know && kind == NoticeKind::ParcelGone);
        let notices = self.notices.entry(agency.clone()).or_default();
        notices.push(Notice {
            number: notices.len() as u64 + 1,
            kind,
            handover: Some(header.id),
            case_code: Some(header.case_code),
            from: Some(header.from.unit.clone()),
            unit: Some(header.to.unit.clone()),
            purpose: Some(header.purpose),
            urgency: Some(header.urgency),
            sequence: self.numbers.get(&header.id).copied().filter(|_| numbered),
            gone,
            withdrawn: None,
            repaired_from: None,
            trace: None,
            receipt,
            at: self.now,
        });
    }

    pub(super) fn checkpoint(&self) -> String {
        self.log.checkpoint(&[], self.now)
    }
}

/// The message in an envelope; signatures are not this stand-in's concern.
pub(super) fn payload<T: serde::Serialize + serde::de::DeserializeOwned>(envelope: &Envelope) -> T {
    wire::canonical::from_bytes(&envelope.payload.0).expect("a message of the right kind")
}
