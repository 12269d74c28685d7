//! What can happen next.

use crate::{
    flaw::Flaw,
    outbox::{Letter, Message, Reply, is_open, is_parked},
    town::Town,
    world::{Notice, Side, World},
};
use protocol::delivery::{DeliveryEvent, DeliveryState};

/// Somebody or something takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// A person at the sender.
    Send(u8),
    Recall(u8),
    Withdraw(Side),
    /// A person at the recipient.
    Reply(u8, Reply),
    /// The wire.
    Post(Message),
    Deliver(Side, Message),
    DeliverUnheard(Side, Message),
    Lose(Side, Message),
    ComeAgain(Side, Message),
    GiveUp(Message),
    Unpark(Side, Message),
    Hear(Side),
    Fetch(u8),
    Open(u8),
    /// The witnesses.
    Look(Side),
    Cosign(Side),
    WriteDown(Side),
    /// Time, and the broker's clock looking at a handover.
    Pass,
    Tick(u8),
    /// A process of an agency, or of the broker, dies and starts again.
    Crash(Side),
    CrashBroker,
    WriteLate(u8),
    ChangeRules,
    RotateKey,
    DestroyKey,
    BackUp,
    Restore,
    Repair,
}

impl Town {
    /// Everything that is possible now.
    pub fn offer_actions(&self, world: &World, actions: &mut Vec<Action>) {
        for handover in self.handovers() {
            self.handover_actions(world, handover, actions);
        }
        for side in Side::BOTH {
            self.office_actions(world, side, actions);
            for letter in world.office_of(side).outbox.letters() {
                self.letter_actions(world, side, letter, actions);
            }
        }
        self.town_actions(world, actions);
    }

    fn handover_actions(&self, world: &World, handover: u8, actions: &mut Vec<Action>) {
        let parcel = world.parcel_of(handover);
        let late = world.broker.unwritten[usize::from(handover)].is_some();
        let possible = [
            (self.may_send(world, handover), Action::Send(handover)),
            (self.may_recall(world, handover), Action::Recall(handover)),
            (self.may_fetch(world, handover), Action::Fetch(handover)),
            (parcel.in_hand.is_some(), Action::Open(handover)),
            (self.clock_speaks(&world.row_of(handover).state, world.moment), Action::Tick(handover)),
            (late, Action::WriteLate(handover)),
        ];
        actions.extend(possible.into_iter().filter(|(may, _)| *may).map(|(_, action)| action));
        let replies = self.setting.replies.iter().filter(|reply| self.may_reply(world, handover, **reply));
        actions.extend(replies.map(|reply| Action::Reply(handover, *reply)));
    }

    fn office_actions(&self, world: &World, side: Side, actions: &mut Vec<Action>) {
        let office = world.office_of(side);
        let knows = side == Side::Sender || self.knows_consent(world);
        let may_withdraw = self.setting.withdraw[side as usize] && !office.tombstone && knows;
        let holds = office.witness.in_hand.is_some() || office.witness.unwritten.is_some();
        let parcels = side == Side::Recipient && world.recipient.parcels.iter().any(|parcel| parcel.in_hand.is_some());
        let possible = [
            (may_withdraw, Action::Withdraw(side)),
            (usize::from(office.cursor) < world.broker.notices[side as usize].len(), Action::Hear(side)),
            (self.may_look(world, side), Action::Look(side)),
            (office.witness.in_hand.is_some(), Action::Cosign(side)),
            (office.witness.unwritten.is_some(), Action::WriteDown(side)),
            (self.setting.crashes && (holds || parcels), Action::Crash(side)),
        ];
        actions.extend(possible.into_iter().filter(|(may, _)| *may).map(|(_, action)| action));
    }

    fn letter_actions(&self, world: &World, side: Side, letter: &Letter, actions: &mut Vec<Action>) {
        let (message, may_post, may_lose) = (letter.message, self.may_post(world, side, letter), world.losses_left > 0);
        let on_the_wire = matches!(letter.delivery, DeliveryState::Sent { .. });
        // Only for an offer does it matter that it is on the wire: others are never held back.
        let may_leave = matches!(message, Message::Offer(_)) && is_open(letter) && !on_the_wire;
        let possible = [
            (may_post && may_leave, Action::Post(message)),
            (may_post, Action::Deliver(side, message)),
            (may_post && may_lose, Action::DeliverUnheard(side, message)),
            (may_post && may_lose, Action::Lose(side, message)),
            (letter.posted && self.setting.doubles, Action::ComeAgain(side, message)),
            (self.may_give_up(world, letter), Action::GiveUp(message)),
            (is_parked(letter), Action::Unpark(side, message)),
        ];
        actions.extend(possible.into_iter().filter(|(may, _)| *may).map(|(_, action)| action));
    }

    fn town_actions(&self, world: &World, actions: &mut Vec<Action>) {
        let (newest, kept) = world.recipient.keys;
        let forgets = world.broker.unwritten.iter().any(Option::is_some);
        let possible = [
            (usize::from(world.moment) + 1 < self.setting.moments.len(), Action::Pass),
            (self.setting.rules_change && world.broker.rules_allow, Action::ChangeRules),
            (self.setting.rotate && newest == 0, Action::RotateKey),
            (newest > kept && self.has(Flaw::KeyDestroyedAtOnce), Action::DestroyKey),
            (self.may_back_up(world), Action::BackUp),
            (world.backup.is_some(), Action::Restore),
            (world.lost.is_some(), Action::Repair),
            (self.setting.crashes && forgets, Action::CrashBroker),
        ];
        actions.extend(possible.into_iter().filter(|(may, _)| *may).map(|(_, action)| action));
    }

    /// Carries one out.
    pub fn act(&self, world: &mut World, action: Action) {
        match action {
            Action::Send(handover) => self.send(world, handover),
            Action::Recall(handover) => self.recall(world, handover),
            Action::Withdraw(side) => self.withdraw(world, side),
            Action::Reply(handover, reply) => self.reply(world, handover, reply),
            Action::Post(message) => self.post(world, Side::Sender, message),
            Action::Deliver(side, message) => self.deliver(world, side, message, true),
            Action::DeliverUnheard(side, message) => self.deliver(world, side, message, false),
            Action::Lose(side, message) => self.lose(world, side, message),
            Action::ComeAgain(side, message) => drop(self.take(world, side, message)),
            Action::GiveUp(message) => self.give_up(world, message),
            Action::Unpark(side, message) => world.office(side).outbox.tell(message, DeliveryEvent::Unpark, &self.limits),
            Action::Hear(side) => self.hear(world, side),
            Action::Fetch(handover) => self.fetch(world, handover),
            Action::Open(handover) => self.open(world, handover),
            Action::Look(side) => self.look(world, side),
            Action::Cosign(side) => self.cosign(world, side),
            Action::WriteDown(side) => self.write_down(world, side),
            Action::Tick(handover) => self.tick(world, handover),
            Action::WriteLate(handover) => self.write_late(world, handover),
            other => self.befall(world, other),
        }
    }

    /// What befalls the town without anybody's doing.
    fn befall(&self, world: &mut World, action: Action) {
        match action {
            Action::Pass => world.moment += 1,
            Action::Crash(side) => crash(world, side),
            Action::CrashBroker => world.broker.unwritten.iter_mut().for_each(|state| *state = None),
            Action::ChangeRules => world.broker.rules_allow = false,
            Action::RotateKey => world.recipient.keys.0 += 1,
            Action::DestroyKey => world.recipient.keys.1 = world.recipient.keys.0,
            Action::BackUp => self.back_up(world),
            Action::Restore => self.restore(world),
            Action::Repair => self.repair(world),
            _ => {}
        }
    }

    /// Everything that waits, in one transaction.
    fn hear(&self, world: &mut World, side: Side) {
        let heard = world.office_of(side).cursor;
        let waiting: Vec<Notice> = world.broker.notices[side as usize].iter().skip(heard.into()).copied().collect();
        world.office(side).cursor = heard + u8::try_from(waiting.len()).unwrap_or_default();
        for notice in waiting {
            match side {
                Side::Sender => self.hear_as_sender(world, notice),
                Side::Recipient => self.hear_as_recipient(world, notice),
            }
        }
    }
}

/// All that was not written down is gone.
fn crash(world: &mut World, side: Side) {
    let witness = &mut world.office(side).witness;
    (witness.in_hand, witness.unwritten) = (None, None);
    if side == Side::Recipient {
        world.recipient.parcels.iter_mut().for_each(|parcel| parcel.in_hand = None);
    }
}
