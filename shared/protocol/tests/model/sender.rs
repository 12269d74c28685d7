//! The sending agency: what it sends, takes back, hears, and its copies.
//!
//! Stands for `shared/casework/src/flow/{send,recall,withdraw_consent}.rs`, `exchange/take_notices.rs` and
//! `domain/advance.rs`. A copy takes what the broker tells; a later event proves the earlier ones.

use protocol::{
    Basis,
    consent::Standing,
    handover::{HandoverEvent, HandoverState, Refused, StateCode, step},
};
use wire::{GoneCause, OfferOutcome, ReceiptState};

use crate::{
    facts::Wrong,
    flaw::Flaw,
    outbox::Message,
    town::{Town, note_move},
    world::{Notice, Recalled, Side, Told, World},
};

impl Town {
    /// Whether a person may send it.
    pub fn may_send(&self, world: &World, handover: u8) -> bool {
        let withdrawn = world.office_of(Side::Sender).tombstone && self.basis(handover) == Basis::Consent;
        let in_time = !self.setting.terms(self.offered_on(handover)).is_past(self.now(world));
        world.copy_of(handover).code() == StateCode::Drafted && in_time && !withdrawn
    }

    /// Seals it, and writes it into the outbox in the same transaction.
    pub fn send(&self, world: &mut World, handover: u8) {
        let offer = HandoverEvent::Offer { terms: self.setting.terms(self.offered_on(handover)) };
        if self.follow(world, handover, &offer, world.moment).is_ok() {
            world.sender.sealed_to[usize::from(handover)] = world.recipient.keys.0;
            world.office(Side::Sender).outbox.enqueue(Message::Offer(handover));
        }
    }

    /// Whether a person may take it back.
    pub fn may_recall(&self, world: &World, handover: u8) -> bool {
        let state = world.copy_of(handover).code();
        let open = matches!(state, StateCode::Offered | StateCode::Released);
        let asked = world.sender.recalls[usize::from(handover)] != Recalled::No;
        self.setting.recall && open && !asked && self.basis(handover) != Basis::Duty
    }

    /// Asks that it be taken back.
    pub fn recall(&self, world: &mut World, handover: u8) {
        world.sender.recalls[usize::from(handover)] = Recalled::Asked;
        world.office(Side::Sender).outbox.enqueue(Message::Recall(handover));
    }

    /// A withdrawal is heard here: a tombstone at once, and the broker is told.
    pub fn withdraw(&self, world: &mut World, side: Side) {
        let office = world.office(side);
        office.tombstone = true;
        office.outbox.enqueue(Message::Withdrawal);
    }

    /// Hears a notice about something sent from here.
    pub fn hear_as_sender(&self, world: &mut World, notice: Notice) {
        let event = match notice.told {
            Told::Fetched => HandoverEvent::Fetch { consents: Standing::Effective, rules_allow: true },
            Told::Receipt(reply) => HandoverEvent::Receipt(reply.state()),
            Told::Gone(cause) => self.ending(world, notice, cause),
            Told::Waiting | Told::Unfetched => return,
        };
        self.follow_told(world, notice.handover, &event, notice.moment);
    }

    /// How it ended before its fetch, as an event that the copy can take.
    fn ending(&self, world: &World, notice: Notice, cause: Option<GoneCause>) -> HandoverEvent {
        let fetch = |consents, rules_allow| HandoverEvent::Fetch { consents, rules_allow };
        match cause {
            Some(GoneCause::Withdrawn) => HandoverEvent::Withdraw,
            Some(GoneCause::Recalled) => HandoverEvent::Recall,
            Some(GoneCause::Expired) => {
                let is_past = self.setting.terms(self.offered_on(notice.handover)).is_past(self.at(notice.moment));
                let by_consent = !is_past && !self.has(Flaw::ExpiryByTheOfferAlone) && !world.copy_of(notice.handover).is_final();
                if by_consent { fetch(Standing::Expired, true) } else { HandoverEvent::Clock }
            }
            None => fetch(Standing::Effective, false),
        }
    }

    /// The same, where everything must follow as long as nothing was restored.
    pub fn follow_told(&self, world: &mut World, handover: u8, event: &HandoverEvent, moment: u8) {
        let followed = self.follow(world, handover, event, moment);
        let restored = world.lost.is_some() || world.repaired;
        world.facts.note(Wrong::OutOfOrder, followed.is_err() && !restored);
    }

    /// The copy goes on by what was told.
    pub fn follow(&self, world: &mut World, handover: u8, event: &HandoverEvent, moment: u8) -> Result<(), Refused> {
        let copy = world.copy_of(handover).clone();
        let next = self.proved_by(&copy, event, moment)?;
        note_move(&mut world.facts, &copy, &next);
        world.sender.copies[usize::from(handover)] = next;
        Ok(())
    }

    /// The next state, with what must have happened before.
    fn proved_by(&self, state: &HandoverState, event: &HandoverEvent, moment: u8) -> Result<HandoverState, Refused> {
        match (step(state, event, self.at(moment), &self.limits), implied_before(state)) {
            (Ok(taken), _) => Ok(taken.state),
            (Err(Refused::TooEarly), Some(earlier)) => {
                let between = step(state, &earlier, self.at(moment), &self.limits)?.state;
                self.proved_by(&between, event, moment)
            }
            (Err(refused), _) => Err(refused),
        }
    }

    /// The broker says that the offer came past its time.
    pub fn come_too_late(&self, world: &mut World, handover: u8) {
        let event = if self.has(Flaw::LateIsWithdrawn) { HandoverEvent::Withdraw } else { HandoverEvent::Clock };
        // What does not follow has ended otherwise.
        let _ = self.follow(world, handover, &event, world.moment);
    }

    /// The broker's decision, by the moment it was made at.
    pub fn hear_decision(&self, world: &mut World, handover: u8, outcome: OfferOutcome) {
        let decided = HandoverEvent::Decide { outcome, consents: Standing::Effective };
        let own = self.has(Flaw::DecisionByOwnClock);
        let moment = if own { world.moment } else { world.row_of(handover).decided };
        self.follow_told(world, handover, &decided, moment);
    }
}

fn implied_before(state: &HandoverState) -> Option<HandoverEvent> {
    match state {
        HandoverState::Offered { .. } => Some(HandoverEvent::Decide { outcome: OfferOutcome::Released, consents: Standing::Effective }),
        HandoverState::Released(_) => Some(HandoverEvent::Fetch { consents: Standing::Effective, rules_allow: true }),
        HandoverState::Fetched(_) => Some(HandoverEvent::Receipt(ReceiptState::Received)),
        _ => None,
    }
}
