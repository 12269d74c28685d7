//! Fetches, cosignatures at the broker, and proofs that are fixed once.
//!
//! Stands for `services/broker/src/domain/desk/parcels.rs` and `services/broker/src/flow/{fetch,prove,cosign}.rs`.

use protocol::{
    Basis,
    consent::Standing,
    handover::{HandoverEvent, HandoverState, StateCode, step},
};

use crate::{
    facts::Wrong,
    flaw::Flaw,
    log::Head,
    town::Town,
    world::{Evidence, Late, Side, World},
};

/// What a recipient that fetches is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fetched {
    Parcel(Evidence),
    Wait,
    Gone,
}

impl Town {
    /// A fetch in its place in the order, and what there is to be had after it.
    pub fn take_fetch(&self, world: &mut World, handover: u8) -> Fetched {
        let row = world.row_of(handover);
        // Never announced sounds the same as unknown.
        if row.answer.is_none() || row.state.code() == StateCode::Refused {
            return Fetched::Gone;
        }
        if row.state.code() == StateCode::Released {
            self.judge_fetch(world, handover);
        }
        let row = world.row_of(handover);
        match (row.sealed && row.state.code() == StateCode::Fetched, row.evidence) {
            (true, _) if self.has(Flaw::LogAfterAct) => Fetched::Parcel(unproved(world)),
            (true, Some(evidence)) => Fetched::Parcel(evidence),
            (true, None) => Fetched::Wait,
            (false, _) if world.broker.unwritten[usize::from(handover)].is_some() => Fetched::Wait,
            (false, _) => Fetched::Gone,
        }
    }

    fn judge_fetch(&self, world: &mut World, handover: u8) {
        let mut consents = self.standing(world, handover);
        let expired = consents == Standing::Expired;
        if self.has(Flaw::ConsentAtTheOfferOnly) {
            consents = Standing::Effective;
        }
        let event = HandoverEvent::Fetch { consents, rules_allow: world.broker.rules_allow };
        if self.has(Flaw::FetchOutsideTheSequencer) {
            let taken = step(&world.row_of(handover).state, &event, self.now(world), &self.limits);
            world.broker.unwritten[usize::from(handover)] = taken.ok().map(|taken| taken.state);
            return;
        }
        // What is released can always be fetched or ended.
        let _ = self.advance(world, handover, &event, None);
        let fetched = world.row_of(handover).state.code() == StateCode::Fetched;
        let duty = self.basis(handover) == Basis::Duty;
        let allowed = world.broker.rules_allow;
        world.facts.note(Wrong::FetchedExpired, fetched && expired && self.basis(handover) == Basis::Consent);
        world.facts.note(Wrong::DutyStopped, duty && !fetched && allowed);
    }

    /// In flawed towns alone: what was judged or handed over before is written now.
    pub fn write_late(&self, world: &mut World, handover: u8) {
        let Some(state) = world.broker.unwritten[usize::from(handover)].take() else { return };
        if self.has(Flaw::FetchOutsideTheSequencer) {
            let fetched = matches!(state, HandoverState::Fetched(_));
            crate::town::note_move(&mut world.facts, &world.broker.rows[usize::from(handover)].state, &state);
            let row = world.row(handover);
            (row.state, row.sealed) = (state, fetched);
            if !fetched {
                return;
            }
        }
        self.log_fetch(world, handover);
    }

    /// Takes a witness's cosignature of a head, when it is of this history.
    pub fn take_cosignature(&self, world: &mut World, side: Side, head: Head) {
        let broker = &mut world.broker;
        let known = broker.cosigned.contains(&(side, head.size));
        if !broker.log.grew_from(head) || known {
            return;
        }
        broker.cosigned.push((side, head.size));
        broker.cosigned.sort_unstable();
        self.handovers().for_each(|handover| self.prove(world, handover, head));
    }

    fn prove(&self, world: &mut World, handover: u8, head: Head) {
        let signed = |side| world.broker.cosigned.contains(&(side, head.size));
        let (sender, recipient) = (signed(Side::Sender), signed(Side::Recipient));
        let both = self.needs_both(handover);
        let row = &mut world.broker.rows[usize::from(handover)];
        let Some(fetched) = row.fetched.filter(|index| *index < head.size) else { return };
        if row.evidence.is_none() && recipient && (sender || !both) {
            row.evidence = Some(Evidence { head, fetched, sender, recipient, late: row.late });
        }
    }

    /// Whether both agencies must cosign before it is handed over.
    pub fn needs_both(&self, handover: u8) -> bool {
        self.offered_on(handover) == Basis::Consent && !self.has(Flaw::OneCosigner)
    }

    /// Whether a parcel waits for this witness.
    pub fn is_wanted(&self, world: &World, side: Side) -> bool {
        self.handovers().any(|handover| {
            let row = world.row_of(handover);
            let waits = row.fetched.is_some() && row.evidence.is_none();
            waits && (side == Side::Recipient || self.needs_both(handover))
        })
    }
}

/// Only where a flawed broker hands over without a proof.
fn unproved(world: &World) -> Evidence {
    Evidence { head: world.broker.log.head(), fetched: 0, sender: true, recipient: true, late: Late::default() }
}
