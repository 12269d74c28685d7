//! What the broker answers to the messages of the agencies.
//!
//! Stands for `services/broker/src/domain/desk/{offers,consents,recalls,parcels}.rs`. Signatures, addresses and the rule
//! book are not here: what comes is what an honest agency sends, and what it sends may go.

use protocol::{
    Basis,
    consent::{self, ConsentEffect, ConsentEvent, ConsentState, Standing},
    handover::{HandoverEvent, HandoverState, Party, StateCode, step},
};
use wire::{NoticeKind, OfferOutcome, ProblemCode};

use crate::{
    broker::notify,
    facts::Wrong,
    flaw::Flaw,
    log::Entry,
    outbox::{Message, Reply},
    setting::after,
    town::{Town, note_move},
    world::{Side, World},
};

/// What a message is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Logged,
    Decided(OfferOutcome),
    Problem(ProblemCode),
}

impl Town {
    /// Takes a message in its place in the order.
    pub fn take(&self, world: &mut World, from: Side, message: Message) -> Answer {
        match message {
            Message::Offer(handover) => self.take_offer(world, handover),
            Message::Recall(handover) => self.take_recall(world, handover),
            Message::Withdrawal => self.take_withdrawal(world, from),
            Message::Receipt(handover, reply) => self.take_receipt(world, handover, reply),
        }
    }

    fn take_offer(&self, world: &mut World, handover: u8) -> Answer {
        if let Some(outcome) = world.row_of(handover).answer.filter(|_| !self.has(Flaw::BrokerActsTwice)) {
            return Answer::Decided(outcome);
        }
        if world.row_of(handover).recalled_early {
            return Answer::Problem(ProblemCode::WrongState);
        }
        let basis = self.offered_on(handover);
        if basis == Basis::Consent {
            self.register(world);
        }
        let now = self.now(world);
        let offer = HandoverEvent::Offer { terms: self.setting.terms(basis) };
        let offered = match step(&HandoverState::Drafted, &offer, now, &self.limits) {
            Ok(offered) => offered.state,
            Err(refused) => return Answer::Problem(refused.problem()),
        };
        let before = std::mem::replace(&mut world.row(handover).state, offered.clone());
        note_move(&mut world.facts, &before, &offered);
        world.row(handover).sealed = true;
        Answer::Decided(self.decide(world, handover))
    }

    /// Decides what was just offered, and keeps the answer.
    fn decide(&self, world: &mut World, handover: u8) -> OfferOutcome {
        let outcome = if world.broker.rules_allow { OfferOutcome::Released } else { OfferOutcome::Refused };
        let decide = HandoverEvent::Decide { outcome, consents: self.standing(world, handover) };
        // What was just offered can always be decided.
        let _ = self.advance(world, handover, &decide, None);
        let released = world.row_of(handover).state.code() == StateCode::Released;
        let outcome = if released { OfferOutcome::Released } else { OfferOutcome::Refused };
        let stopped = self.basis(handover) == Basis::Duty && !released && world.broker.rules_allow;
        world.facts.note(Wrong::DutyStopped, stopped);
        let moment = world.moment;
        let row = world.row(handover);
        (row.answer, row.decided) = (Some(outcome), moment);
        outcome
    }

    /// The consent an offer or a withdrawal brings along; known, it changes nothing.
    fn register(&self, world: &mut World) {
        if world.broker.consent.is_none() {
            world.broker.consent = Some(ConsentState::Active { until: after(self.setting.consent_until) });
            let life = world.broker.life;
            world.broker.log.append(life, Entry::Consent);
        }
    }

    /// How the consents stand that a handover rests on. One that is not in the registry counts as withdrawn.
    pub fn standing(&self, world: &World, handover: u8) -> Standing {
        let now = self.now(world);
        let needed = (self.offered_on(handover) == Basis::Consent).then_some(world.broker.consent);
        Standing::weakest(needed.map(|consent| consent.map_or(Standing::Withdrawn, |consent| consent.standing(now))))
    }

    fn take_withdrawal(&self, world: &mut World, from: Side) -> Answer {
        if from == Side::Sender {
            // The grant first: an offer under it may be on the wire.
            self.register(world);
        }
        let Some(state) = world.broker.consent else { return Answer::Problem(ProblemCode::NotFound) };
        let taken = consent::step(state, ConsentEvent::Withdraw, self.now(world));
        let holders: Vec<u8> = self.resting_on_it().filter(|one| world.row_of(*one).state.holds_content()).collect();
        if taken.effects.contains(&ConsentEffect::LogWithdrawal) {
            world.broker.consent = Some(taken.state);
        }
        for effect in taken.effects {
            match effect {
                ConsentEffect::LogWithdrawal => drop(world.broker.log.append(world.broker.life, Entry::Withdrawn)),
                ConsentEffect::StopHandovers => self.stop_handovers(world),
                ConsentEffect::TellHolders => {
                    holders.iter().for_each(|one| notify(world, *one, Party::Recipient, NoticeKind::ParcelGone, None));
                }
            }
        }
        Answer::Logged
    }

    fn resting_on_it(&self) -> impl Iterator<Item = u8> {
        self.handovers().filter(|handover| self.offered_on(*handover) == Basis::Consent)
    }

    fn stop_handovers(&self, world: &mut World) {
        if self.has(Flaw::WithdrawalForgetsParcels) || self.has(Flaw::ConsentAtTheOfferOnly) {
            return;
        }
        for handover in self.resting_on_it() {
            // A withdrawal is never refused.
            let _ = self.advance(world, handover, &HandoverEvent::Withdraw, None);
            let stopped = self.basis(handover) == Basis::Duty && world.row_of(handover).state.code() == StateCode::Withdrawn;
            world.facts.note(Wrong::DutyStopped, stopped);
        }
    }

    fn take_recall(&self, world: &mut World, handover: u8) -> Answer {
        if world.row_of(handover).answer.is_none() {
            if !world.row_of(handover).recalled_early {
                world.row(handover).recalled_early = true;
                let life = world.broker.life;
                world.broker.log.append(life, Entry::Recalled(handover));
            }
            return Answer::Logged;
        }
        match self.advance(world, handover, &HandoverEvent::Recall, None) {
            Ok(_) => Answer::Logged,
            Err(refused) => Answer::Problem(refused.problem()),
        }
    }

    fn take_receipt(&self, world: &mut World, handover: u8, reply: Reply) -> Answer {
        if world.row_of(handover).answer.is_none() {
            return Answer::Problem(ProblemCode::NotFound);
        }
        match self.advance(world, handover, &HandoverEvent::Receipt(reply.state()), Some(reply)) {
            Ok(_) => Answer::Logged,
            Err(refused) => Answer::Problem(refused.problem()),
        }
    }
}
