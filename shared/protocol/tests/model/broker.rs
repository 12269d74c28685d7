//! The sequencer: one order, and a step with all its effects in one transaction.
//!
//! Stands for `services/broker/src/flow/sequence.rs` and `services/broker/src/domain/desk/{effects,parcels,disclosure}.rs`.

use protocol::handover::{Effect, HandoverEvent, HandoverState, LogKind, Party, Refused, StateCode, Step, step};
use wire::{GoneCause, NoticeKind};

use crate::{
    flaw::Flaw,
    log::Entry,
    outbox::Reply,
    town::{Town, note_move},
    world::{Late, Notice, Side, Told, World},
};

impl Town {
    /// Takes a handover one step further at the broker. Whether it was new.
    pub fn advance(&self, world: &mut World, handover: u8, event: &HandoverEvent, reply: Option<Reply>) -> Result<bool, Refused> {
        let taken = step(&world.row_of(handover).state, event, self.now(world), &self.limits)?;
        let is_new = !taken.repeated;
        if is_new {
            self.settle(world, handover, taken, reply);
        }
        Ok(is_new)
    }

    /// State and effects. Entries come before all else in a step, so the log is never behind the state.
    pub fn settle(&self, world: &mut World, handover: u8, taken: Step, reply: Option<Reply>) {
        let before = std::mem::replace(&mut world.row(handover).state, taken.state.clone());
        note_move(&mut world.facts, &before, &taken.state);
        for effect in taken.effects {
            match effect {
                Effect::Log(kind) => self.log(world, handover, kind, reply),
                Effect::Notify { who, kind } => notify(world, handover, who, kind, reply),
                Effect::Page(_) => world.facts.about(handover).paged = true,
                Effect::DestroyCiphertext => world.row(handover).sealed = false,
            }
        }
    }

    fn log(&self, world: &mut World, handover: u8, kind: LogKind, reply: Option<Reply>) {
        let entry = match kind {
            LogKind::OfferReleased => Entry::Released(handover),
            LogKind::OfferRefused => Entry::Refused(handover),
            LogKind::ParcelFetched if self.has(Flaw::LogAfterAct) => {
                world.broker.unwritten[usize::from(handover)] = Some(world.row_of(handover).state.clone());
                return;
            }
            LogKind::ParcelFetched => return self.log_fetch(world, handover),
            LogKind::Receipt => Entry::Receipt(handover, reply.unwrap_or(Reply::Received)),
            LogKind::Expired => Entry::Expired(handover),
            LogKind::Recalled => Entry::Recalled(handover),
        };
        let life = world.broker.life;
        world.broker.log.append(life, entry);
    }

    /// The entry that everything about a withdrawal is measured by.
    pub fn log_fetch(&self, world: &mut World, handover: u8) {
        let life = world.broker.life;
        let withdrawn = world.broker.log.holds(Entry::Withdrawn);
        let index = world.broker.log.append(life, Entry::Fetched(handover));
        let late = Late { seen: world.facts.withdrawal_seen || withdrawn, told: world.facts.withdrawal_told };
        let row = world.row(handover);
        (row.fetched, row.late) = (Some(index), late);
    }

    /// A clock looks at a handover.
    pub fn tick(&self, world: &mut World, handover: u8) {
        // A clock is never refused.
        let _ = self.advance(world, handover, &HandoverEvent::Clock, None);
    }

    /// Whether a clock has something to say about this state at a moment.
    pub fn clock_speaks(&self, state: &HandoverState, moment: u8) -> bool {
        let looks = !(self.has(Flaw::NoClockAfterFetch) && state.code() == StateCode::Fetched);
        looks && step(state, &HandoverEvent::Clock, self.at(moment), &self.limits).is_ok_and(|taken| !taken.repeated)
    }
}

/// Puts a notice on an agency's list.
pub fn notify(world: &mut World, handover: u8, who: Party, kind: NoticeKind, reply: Option<Reply>) {
    let side = if who == Party::Sender { Side::Sender } else { Side::Recipient };
    let told = match kind {
        NoticeKind::ParcelWaiting => Told::Waiting,
        NoticeKind::ParcelFetched => Told::Fetched,
        NoticeKind::Receipt => Told::Receipt(reply.unwrap_or(Reply::Received)),
        NoticeKind::ParcelGone => Told::Gone(gone_cause(&world.row_of(handover).state, side)),
        _ => Told::Unfetched,
    };
    let notice = Notice { handover, told, moment: world.moment };
    world.broker.notices[side as usize].push(notice);
}

/// Who never fetched it is told no cause; a rule that changed is told to nobody.
fn gone_cause(state: &HandoverState, who: Side) -> Option<GoneCause> {
    match state.code() {
        code if who == Side::Recipient && code.is_gone() => None,
        StateCode::Refused => None,
        StateCode::Recalled => Some(GoneCause::Recalled),
        StateCode::Expired => Some(GoneCause::Expired),
        _ => Some(GoneCause::Withdrawn),
    }
}
