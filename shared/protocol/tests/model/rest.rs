//! Whether anything is still under way, whether it can go on, and whether the copies agree.

use jiff::SignedDuration;
use protocol::{
    acknowledgement::{Wait, wait},
    delivery::DeliveryState,
    handover::{HandoverEvent, HandoverState, StateCode, step},
};

use stateright::Model;

use crate::{
    flaw::Flaw,
    outbox::Message,
    town::Town,
    world::{Arrival, Side, World},
};

/// Longer than every clock of the protocol but that of requests.
const LONG_AFTER: SignedDuration = SignedDuration::from_hours(8 * 24);

impl Town {
    /// Nothing is under way: every letter is settled, every notice heard, nothing to be fetched, no repair due.
    pub fn is_at_rest(&self, world: &World) -> bool {
        let heard = |side: Side| usize::from(world.office_of(side).cursor) >= world.broker.notices[side as usize].len();
        let settled = |side: &Side| world.office_of(*side).outbox.is_settled() && heard(*side);
        world.lost.is_none() && Side::BOTH.iter().all(settled) && world.recipient.parcels.iter().all(|parcel| !parcel.due)
    }

    /// Whether sender, broker and recipient say the same of a handover, or somebody has been told that they do not.
    pub fn agree(&self, world: &World, handover: u8) -> bool {
        let told = Side::BOTH.iter().any(|side| world.office_of(*side).outbox.alarms_about(handover));
        let broker = world.row_of(handover).state.code();
        let sender = alike(world.copy_of(handover).code(), broker) || broker == StateCode::Drafted;
        let holds_nothing = broker.is_gone() || matches!(broker, StateCode::Drafted | StateCode::Rejected);
        let recipient = world.parcel_of(handover).copy.as_ref().map_or(holds_nothing, |copy| copy.code() == broker);
        told || (sender && recipient)
    }

    /// Whether a handover that is not at its end can go on, or persons know of it.
    pub fn can_go_on(&self, world: &World, handover: u8) -> bool {
        // Who restores a broker repairs it.
        world.lost.is_some()
            || (self.sender_goes_on(world, handover) && self.broker_goes_on(world, handover) && inbox_goes_on(world, handover))
    }

    fn sender_goes_on(&self, world: &World, handover: u8) -> bool {
        let letter = world.office_of(Side::Sender).outbox.find(Message::Offer(handover));
        let taken = letter.is_some_and(|letter| letter.delivery == DeliveryState::Accepted);
        !(world.copy_of(handover).code() == StateCode::Offered && taken)
    }

    /// A clock ends it or pages, or has done so. What was received and not acknowledged is the desk's clock's.
    fn broker_goes_on(&self, world: &World, handover: u8) -> bool {
        let state = &world.row_of(handover).state;
        let later = self.now(world) + LONG_AFTER;
        match state {
            HandoverState::Released(_) => self.ends_or_pages(world, handover),
            HandoverState::Fetched(_) if self.has(Flaw::NoClockAfterFetch) => world.facts.each[usize::from(handover)].paged,
            HandoverState::Fetched(_) => self.ends_or_pages(world, handover),
            HandoverState::Received => wait(self.now(world), later, &self.limits) == Wait::Late,
            _ => true,
        }
    }

    fn ends_or_pages(&self, world: &World, handover: u8) -> bool {
        let (state, later) = (&world.row_of(handover).state, self.now(world) + LONG_AFTER);
        let speaks = step(state, &HandoverEvent::Clock, later, &self.limits).is_ok_and(|taken| !taken.repeated);
        speaks || world.facts.each[usize::from(handover)].paged
    }

    /// Whether a handover is where nobody waits for anything: ended, owned by a person, or shown to persons.
    pub fn is_cared_for(&self, world: &World, handover: u8) -> bool {
        // What was received and not acknowledged sounds at the desk.
        let owned = matches!(world.row_of(handover).state.code(), StateCode::Received | StateCode::Acknowledged);
        let never_came = world.row_of(handover).answer.is_none() && world.copy_of(handover).is_final();
        let told = Side::BOTH.iter().any(|side| world.office_of(*side).outbox.alarms_about(handover));
        let unsent = world.copy_of(handover).code() == StateCode::Drafted && !self.may_send(world, handover);
        let paged = world.facts.each[usize::from(handover)].paged;
        world.row_of(handover).state.is_final() || owned || never_came || told || unsent || paged
    }

    /// Whether anything at all can happen.
    pub fn has_next(&self, world: &World) -> bool {
        let mut actions = Vec::new();
        self.offer_actions(world, &mut actions);
        actions.into_iter().any(|action| self.next_state(world, action).is_some())
    }
}

fn inbox_goes_on(world: &World, handover: u8) -> bool {
    let parcel = world.parcel_of(handover);
    parcel.arrival != Arrival::Waiting || parcel.due
}

/// Ended before the fetch is one thing to both ends, whatever the cause.
fn alike(one: StateCode, other: StateCode) -> bool {
    one == other || (one.is_gone() && other.is_gone())
}
