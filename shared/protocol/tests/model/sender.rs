//! The sending agency: what it sends, takes back, hears, and its copies.
//!
//! Stands for `shared/casework/src/flow/{send,recall,withdraw_consent}.rs` and `exchange/{settle,take_notices}.rs`. The copy
//! itself is moved by `protocol::handover::copy`, as it is there.

use jiff::Timestamp;
use protocol::{
    Basis,
    consent::Standing,
    handover::{HandoverEvent, Refused, StateCode, advance, came_too_late, ended},
};
use wire::{GoneCause, OfferOutcome};

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
        let by_the_offer_alone = cause == Some(GoneCause::Expired) && self.has(Flaw::ExpiryByTheOfferAlone);
        if by_the_offer_alone { HandoverEvent::Clock } else { ended(world.copy_of(notice.handover), cause, self.at(notice.moment)) }
    }

    /// The same, where everything must follow as long as nothing was restored.
    pub fn follow_told(&self, world: &mut World, handover: u8, event: &HandoverEvent, moment: u8) {
        let followed = self.follow(world, handover, event, moment);
        let restored = world.lost.is_some() || world.repaired;
        world.facts.note(Wrong::OutOfOrder, followed.is_err() && !restored);
    }

    /// The copy goes on by what was told.
    pub fn follow(&self, world: &mut World, handover: u8, event: &HandoverEvent, moment: u8) -> Result<(), Refused> {
        self.follow_at(world, handover, event, self.at(moment))
    }

    fn follow_at(&self, world: &mut World, handover: u8, event: &HandoverEvent, at: Timestamp) -> Result<(), Refused> {
        let copy = world.copy_of(handover).clone();
        if let Some(next) = advance(&copy, event, at, &self.limits)? {
            note_move(&mut world.facts, &copy, &next);
            world.sender.copies[usize::from(handover)] = next;
        }
        Ok(())
    }

    /// The broker says that the offer came past its time.
    pub fn come_too_late(&self, world: &mut World, handover: u8) {
        let now = self.now(world);
        let taken_for_withdrawn = self.has(Flaw::LateIsWithdrawn);
        let (event, at) = if taken_for_withdrawn { (HandoverEvent::Withdraw, now) } else { came_too_late(world.copy_of(handover), now) };
        // What does not follow has ended otherwise.
        let _ = self.follow_at(world, handover, &event, at);
    }

    /// The broker's decision, by the moment it was made at.
    pub fn hear_decision(&self, world: &mut World, handover: u8, outcome: OfferOutcome) {
        let decided = HandoverEvent::Decide { outcome, consents: Standing::Effective };
        let own = self.has(Flaw::DecisionByOwnClock);
        let moment = if own { world.moment } else { world.row_of(handover).decided };
        self.follow_told(world, handover, &decided, moment);
    }
}
