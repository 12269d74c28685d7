//! The witnesses: what one has seen is written down before it is cosigned.
//!
//! Stands for `shared/ledger/src/witness.rs` and `shared/casework/src/exchange/witness.rs`. It follows at its hour, and at once
//! when a parcel waits for it or a withdrawal heard here.

use crate::{
    facts::Wrong,
    flaw::Flaw,
    log::{Entry, Head},
    town::Town,
    world::{Side, World},
};

impl Town {
    /// Whether a witness has a head to follow: one that a parcel waits for, or at its hour any newer one.
    pub fn may_look(&self, world: &World, side: Side) -> bool {
        let witness = &world.office_of(side).witness;
        let head = world.broker.log.head();
        let idle = witness.in_hand.is_none() && witness.unwritten.is_none();
        let newer = head.size > witness.seen.size;
        let signed = world.broker.cosigned.contains(&(side, head.size));
        let due = self.is_wanted(world, side) || self.withdrawal_due(world, side);
        idle && follows(world, side) && !signed && (due || (self.setting.unasked[side as usize] && newer))
    }

    /// Whether a withdrawal that was heard here stands in the log where the witness has not been yet.
    pub fn withdrawal_due(&self, world: &World, side: Side) -> bool {
        let office = world.office_of(side);
        let index = world.broker.log.index_of(Entry::Withdrawn);
        office.tombstone && index.is_some_and(|index| index >= office.witness.seen.size)
    }

    /// Follows the log to its newest head and writes that down.
    pub fn look(&self, world: &mut World, side: Side) {
        let head = world.broker.log.head();
        if !self.has(Flaw::CosignBeforeRemembering) {
            remember(world, side, head);
        }
        world.office(side).witness.in_hand = Some(head);
    }

    /// Cosigns what is in hand. The broker takes it when it is of its history.
    pub fn cosign(&self, world: &mut World, side: Side) {
        let Some(head) = world.office(side).witness.in_hand.take() else { return };
        if self.has(Flaw::CosignBeforeRemembering) {
            world.office(side).witness.unwritten = Some(head);
        }
        self.vouch(world, side, head);
        self.take_cosignature(world, side, head);
    }

    /// In a flawed town alone: what was cosigned is written down now.
    pub fn write_down(&self, world: &mut World, side: Side) {
        if let Some(head) = world.office(side).witness.unwritten.take() {
            remember(world, side, head);
        }
    }

    /// Notes when a witness vouches for a history that its earlier word is no part of.
    fn vouch(&self, world: &mut World, side: Side, head: Head) {
        let last = world.facts.vouched[side as usize];
        let logs = [Some(&world.broker), world.lost.as_deref()];
        let of_one = logs.iter().flatten().any(|broker| broker.log.grew_from(last) && broker.log.grew_from(head));
        world.facts.note(Wrong::TwoHistories, !of_one);
        if head.size >= last.size {
            world.facts.vouched[side as usize] = head;
        }
    }
}

/// Whether the log is one that this witness can follow: not shorter, and grown from what it has seen.
pub fn follows(world: &World, side: Side) -> bool {
    world.broker.log.grew_from(world.office_of(side).witness.seen)
}

fn remember(world: &mut World, side: Side, head: Head) {
    world.office(side).witness.seen = head;
    if world.broker.log.count(Entry::Withdrawn, head.size) > 0 {
        world.facts.withdrawal_seen = true;
    }
}
