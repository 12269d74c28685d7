//! A broker that loses its database, comes back from a backup, and is repaired.
//!
//! Stands for `services/broker/src/flow/repair.rs` and `shared/casework/src/exchange/hand_in_again.rs`. A repair brings the lost
//! history back, gives up what was written instead of it, and has both agencies send and hear everything again. There it brings
//! back what a witness has followed, and letters the rest. A witness that had followed the other history is put back by its own
//! operator to what both histories share.

use protocol::handover::HandoverState;

use crate::{
    flaw::Flaw,
    outbox::Message,
    town::Town,
    witness::follows,
    world::{Arrival, Recalled, Side, World},
};

impl Town {
    /// Whether a backup may be taken: one, of a log that has begun.
    pub fn may_back_up(&self, world: &World) -> bool {
        self.setting.restore && world.backup.is_none() && !world.repaired && world.lost.is_none()
    }

    /// Keeps the database as it is.
    pub fn back_up(&self, world: &mut World) {
        world.backup = Some(Box::new(world.broker.clone()));
    }

    /// The database is lost and the backup takes its place. Its salts are new.
    pub fn restore(&self, world: &mut World) {
        let Some(mut backup) = world.backup.take() else { return };
        backup.life = 1;
        world.lost = Some(Box::new(std::mem::replace(&mut world.broker, *backup)));
    }

    /// The lost history comes back.
    pub fn repair(&self, world: &mut World) {
        let Some(lost) = world.lost.take() else { return };
        let given_up = std::mem::replace(&mut world.broker, *lost);
        world.broker.life = 2;
        world.repaired = true;
        let shared = world.broker.log.common(&given_up.log);
        for side in Side::BOTH {
            if !follows(world, side) {
                world.office(side).witness.seen = shared;
            }
            if !world.broker.log.grew_from(world.facts.vouched[side as usize]) {
                world.facts.vouched[side as usize] = shared;
            }
            world.office(side).witness.in_hand = None;
            world.office(side).witness.unwritten = None;
            world.office(side).cursor = 0;
            if !self.has(Flaw::RepairWithoutRedelivery) {
                world.office(side).outbox.redeliver();
            }
        }
        self.withdraw_again(world);
        for handover in self.handovers() {
            hear_again(world, handover);
            self.copy_again(world, handover);
        }
    }

    /// The sender's copy may rest on what is given up, be it final: it begins again where the offer left.
    fn copy_again(&self, world: &mut World, handover: u8) {
        let letter = world.office_of(Side::Sender).outbox.find(Message::Offer(handover));
        if letter.is_some_and(|letter| letter.posted) && !self.has(Flaw::RepairWithoutRedelivery) {
            let terms = self.setting.terms(self.offered_on(handover));
            world.sender.copies[usize::from(handover)] = HandoverState::Offered { terms };
            let recall = &mut world.sender.recalls[usize::from(handover)];
            if *recall != Recalled::No {
                *recall = Recalled::Asked;
            }
        }
    }

    /// Nothing is fetched before both agencies have said again which consents are withdrawn: what the history that is
    /// given up had taken would be forgotten until the letters come.
    fn withdraw_again(&self, world: &mut World) {
        for side in Side::BOTH.into_iter().filter(|side| self.setting.withdraw[*side as usize]) {
            if world.office_of(side).tombstone && !self.has(Flaw::RepairWithoutRedelivery) {
                self.take(world, side, Message::Withdrawal);
            }
        }
    }
}

/// What the history that is given up announced or called gone is announced anew, and what was opened under it is fetched
/// again, so that the log says so. What was rejected stays rejected.
fn hear_again(world: &mut World, handover: u8) {
    let under = world.parcel_of(handover).opened_under;
    let given_up = under.is_some_and(|evidence| !world.broker.log.grew_from(evidence.head));
    let parcel = world.parcel(handover);
    parcel.in_hand = None;
    if matches!(parcel.arrival, Arrival::Waiting | Arrival::Gone) || given_up {
        (parcel.arrival, parcel.due) = (Arrival::Unknown, false);
    }
}
