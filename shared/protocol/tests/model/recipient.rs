//! The receiving agency: announced, fetched, checked, stored, answered.
//!
//! Stands for `shared/casework/src/exchange/{take_notices,receiving,store_parcel}.rs`, `domain/check_parcel.rs` and
//! `flow/answer.rs`.

use protocol::{
    Basis,
    consent::Standing,
    handover::{HandoverEvent, HandoverState, step},
    opening::{Opening, Proof, judge},
};
use wire::ReceiptState;

use crate::{
    facts::Wrong,
    flaw::Flaw,
    outbox::{Message, Reply},
    proof::Fetched,
    setting::after,
    town::{Town, note_move},
    world::{Arrival, Evidence, Notice, Side, Told, World},
};

impl Town {
    /// Hears a notice about something that comes here.
    pub fn hear_as_recipient(&self, world: &mut World, notice: Notice) {
        let moment = world.moment;
        let parcel = world.parcel(notice.handover);
        // An announcement that comes again changes nothing, whatever became of the first.
        match notice.told {
            Told::Waiting if parcel.arrival == Arrival::Unknown => {
                (parcel.arrival, parcel.since, parcel.due) = (Arrival::Waiting, moment, true);
            }
            Told::Gone(_) if parcel.copy.is_none() => parcel.arrival = Arrival::Gone,
            _ => {}
        }
    }

    /// Asks the broker for it.
    pub fn fetch(&self, world: &mut World, handover: u8) {
        match self.take_fetch(world, handover) {
            Fetched::Parcel(evidence) => world.parcel(handover).in_hand = Some(evidence),
            Fetched::Wait => {}
            Fetched::Gone => {
                let parcel = world.parcel(handover);
                parcel.due = false;
                parcel.arrival = if parcel.copy.is_some() { Arrival::Opened } else { Arrival::Gone };
            }
        }
    }

    /// Checks what is in hand, and stores or rejects it in one transaction.
    pub fn open(&self, world: &mut World, handover: u8) {
        let Some(evidence) = world.parcel(handover).in_hand.take() else { return };
        let basis = self.offered_on(handover);
        let proof = self.proof(&evidence);
        let withdrawn = world.office_of(Side::Recipient).tombstone && !self.has(Flaw::NoTombstone);
        let since = self.at(world.parcel_of(handover).since);
        match judge(basis, proof, withdrawn, since, self.now(world), &self.limits) {
            Opening::MayOpen { .. } if self.is_key_gone(world, handover) => {
                world.facts.note(Wrong::KeyGone, true);
                self.reject(world, handover, Reply::BadSeal);
            }
            Opening::MayOpen { .. } => self.store(world, handover, evidence),
            Opening::WaitFor(_) | Opening::SayRing(_) => {
                world.facts.note(Wrong::DutyStopped, self.basis(handover) == Basis::Duty && evidence.recipient);
            }
            Opening::Refuse(_) => self.reject(world, handover, Reply::Withdrawn),
        }
    }

    fn proof(&self, evidence: &Evidence) -> Proof {
        let lax = self.has(Flaw::OneCosigner) || self.has(Flaw::LogAfterAct);
        Proof::Cosigned { own: evidence.recipient, other: evidence.sender || lax }
    }

    fn is_key_gone(&self, world: &World, handover: u8) -> bool {
        world.sender.sealed_to[usize::from(handover)] < world.recipient.keys.1
    }

    fn store(&self, world: &mut World, handover: u8, evidence: Evidence) {
        world.parcel(handover).due = self.has(Flaw::RecipientActsTwice);
        if world.parcel_of(handover).copy.is_some() && !self.has(Flaw::RecipientActsTwice) {
            world.parcel(handover).arrival = Arrival::Opened;
            return;
        }
        let told = world.parcel_of(handover).arrival == Arrival::Gone;
        if told && self.offered_on(handover) == Basis::Consent {
            self.reject(world, handover, Reply::Withdrawn);
            return;
        }
        let Some(copy) = self.received(world, handover) else { return };
        let receipt = Message::Receipt(handover, Reply::Received);
        let is_first = world.office_of(Side::Recipient).outbox.find(receipt).is_none();
        world.office(Side::Recipient).outbox.enqueue(receipt);
        if self.has(Flaw::ReceiptBeforeStore) && is_first {
            let parcel = world.parcel(handover);
            (parcel.due, parcel.in_hand) = (true, Some(evidence));
            return;
        }
        self.note_opening(world, handover, evidence);
        world.facts.about(handover).opened += 1;
        let parcel = world.parcel(handover);
        (parcel.copy, parcel.arrival, parcel.opened_under) = (Some(copy), Arrival::Opened, Some(evidence));
    }

    /// The copy begins with what the entries of the log prove.
    fn received(&self, world: &World, handover: u8) -> Option<HandoverState> {
        let terms = self.setting.terms(self.offered_on(handover));
        let (now, fetch) = (self.now(world), HandoverEvent::Fetch { consents: Standing::Effective, rules_allow: true });
        // Fetched in time, opened late: the log says so.
        let within = terms.expires_at().map_or(now, |end| now.min(end - jiff::SignedDuration::from_micros(1)));
        let fetched = step(&HandoverState::released(terms, now), &fetch, within, &self.limits).ok()?.state;
        Some(step(&fetched, &HandoverEvent::Receipt(ReceiptState::Received), within, &self.limits).ok()?.state)
    }

    fn note_opening(&self, world: &mut World, handover: u8, evidence: Evidence) {
        let by_consent = self.basis(handover) == Basis::Consent;
        let heard = world.office_of(Side::Recipient).tombstone;
        let vouched = Side::BOTH.iter().all(|side| vouches(world, *side, &evidence));
        world.facts.note(Wrong::OpenedAfterHearing, by_consent && heard);
        world.facts.note(Wrong::OpenedUnvouched, by_consent && !vouched);
    }

    fn reject(&self, world: &mut World, handover: u8, reply: Reply) {
        let parcel = world.parcel(handover);
        parcel.due = false;
        if parcel.copy.is_none() {
            parcel.arrival = Arrival::Rejected;
            world.office(Side::Recipient).outbox.enqueue(Message::Receipt(handover, reply));
        }
    }

    /// Whether a person's answer follows from the copy here.
    pub fn may_reply(&self, world: &World, handover: u8, reply: Reply) -> bool {
        let event = HandoverEvent::Receipt(reply.state());
        let copy = world.parcel_of(handover).copy.as_ref();
        copy.is_some_and(|copy| step(copy, &event, after(0), &self.limits).is_ok_and(|taken| !taken.repeated))
    }

    /// A person answers.
    pub fn reply(&self, world: &mut World, handover: u8, reply: Reply) {
        let Some(copy) = world.parcel_of(handover).copy.clone() else { return };
        if let Ok(taken) = step(&copy, &HandoverEvent::Receipt(reply.state()), self.now(world), &self.limits) {
            note_move(&mut world.facts, &copy, &taken.state);
            world.parcel(handover).copy = Some(taken.state);
            world.office(Side::Recipient).outbox.enqueue(Message::Receipt(handover, reply));
        }
    }

    /// Whether the inbox has something to ask the broker for.
    pub fn may_fetch(&self, world: &World, handover: u8) -> bool {
        let parcel = world.parcel_of(handover);
        parcel.due && parcel.in_hand.is_none()
    }

    /// Whether the recipient's people may hear of a withdrawal: they know that something waits by this consent.
    pub fn knows_consent(&self, world: &World) -> bool {
        self.handovers().any(|handover| self.basis(handover) == Basis::Consent && world.parcel_of(handover).arrival != Arrival::Unknown)
    }
}

/// Whether the witness of this side has really vouched for a history that begins with the proved one.
pub fn vouches(world: &World, side: Side, evidence: &Evidence) -> bool {
    let vouched = world.facts.vouched[side as usize];
    let logs = [Some(&world.broker), world.lost.as_deref()];
    let of_one = logs.iter().flatten().any(|broker| broker.log.grew_from(vouched) && broker.log.grew_from(evidence.head));
    of_one && vouched.size >= evidence.head.size
}
