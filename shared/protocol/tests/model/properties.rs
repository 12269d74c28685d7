//! What must hold in every state, and what must be reached in some.

use protocol::{Basis, delivery::DeliveryState, handover::StateCode};
use stateright::Property;

use crate::{
    facts::Wrong,
    flaw::Flaw,
    log::{Entry, Log},
    outbox::{Message, Reply},
    town::Town,
    world::{Side, World},
};

pub const NOT_AFTER_WITHDRAWAL: &str = "nothing is opened that was fetched after the withdrawal";
pub const NOT_AFTER_HEARING: &str = "who heard the withdrawal opens nothing";
pub const BOTH_VOUCH: &str = "what goes by consent opens under a head both stand for";
pub const ONE_HISTORY: &str = "a witness vouches for one history";
pub const ONCE: &str = "everything happens once";
pub const FINAL: &str = "what is final stays";
pub const NOT_LOST: &str = "what was taken is there";
pub const DUTY: &str = "nothing about a consent stops a duty";
pub const IN_TIME: &str = "nothing is fetched under a consent whose time is out";
pub const DESTROYED: &str = "sealed bytes lie only where they may be fetched";
pub const KEYS: &str = "what was sealed to a good key can be opened";
pub const IN_ORDER: &str = "what the broker tells follows";
pub const GOES_ON: &str = "nothing waits without a clock or a letter";
pub const AGREE: &str = "at rest all copies agree";
pub const NO_DEAD_END: &str = "where nothing can happen any more, nobody waits";
pub const ENDS: &str = "every handover ends, is owned or is shown to persons";

/// All of them.
pub fn all() -> Vec<Property<Town>> {
    let mut all = vec![
        Property::always(NOT_AFTER_WITHDRAWAL, not_after_withdrawal),
        Property::always(NOT_AFTER_HEARING, |_, world| holds(world, Wrong::OpenedAfterHearing)),
        Property::always(BOTH_VOUCH, |_, world| holds(world, Wrong::OpenedUnvouched)),
        Property::always(ONE_HISTORY, |_, world| holds(world, Wrong::TwoHistories)),
        Property::always(ONCE, once),
        Property::always(FINAL, |_, world| holds(world, Wrong::FinalChanged)),
        Property::always(NOT_LOST, |town, world| town.handovers().all(|handover| is_there(world, handover))),
        Property::always(DUTY, duty),
        Property::always(IN_TIME, |_, world| holds(world, Wrong::FetchedExpired)),
        Property::always(DESTROYED, destroyed),
        Property::always(KEYS, |_, world| holds(world, Wrong::KeyGone)),
        Property::always(IN_ORDER, |_, world| holds(world, Wrong::OutOfOrder)),
        Property::always(GOES_ON, |town, world| town.handovers().all(|handover| town.can_go_on(world, handover))),
        Property::always(AGREE, |town, world| !town.is_at_rest(world) || town.handovers().all(|handover| town.agree(world, handover))),
        Property::always(NO_DEAD_END, |town, world| cared_for(town, world) || town.has_next(world)),
        Property::eventually(ENDS, cared_for),
    ];
    all.extend(goals());
    all
}

pub const OPENED: &str = "something is opened";
pub const OWNED: &str = "something is acknowledged";
pub const STOPPED: &str = "a withdrawal stops a parcel";
pub const TOO_LATE: &str = "a withdrawal finds the content opened";
pub const RECALLED: &str = "something is taken back";
pub const EXPIRED: &str = "something expires";
pub const PAGED: &str = "persons are paged";
pub const REJECTED: &str = "a parcel is rejected";
pub const PARKED: &str = "a letter is parked";
pub const REPAIRED: &str = "something is opened after a repair";

/// What has to be reached for the rest to mean anything; each run names those it must reach.
fn goals() -> Vec<Property<Town>> {
    vec![
        Property::sometimes(OPENED, |_, world| any_opened(world)),
        Property::sometimes(OWNED, |_, world| any_row(world, StateCode::Acknowledged)),
        Property::sometimes(STOPPED, |_, world| any_row(world, StateCode::Withdrawn)),
        Property::sometimes(TOO_LATE, |_, world| any_opened(world) && world.broker.log.holds(Entry::Withdrawn)),
        Property::sometimes(RECALLED, |_, world| any_row(world, StateCode::Recalled)),
        Property::sometimes(EXPIRED, |_, world| any_row(world, StateCode::Expired)),
        Property::sometimes(PAGED, |_, world: &World| world.facts.each.iter().any(|about| about.paged)),
        Property::sometimes(REJECTED, |_, world| any_row(world, StateCode::Rejected)),
        Property::sometimes(PARKED, |_, world: &World| {
            world.offices.iter().any(|office| office.outbox.letters().iter().any(crate::outbox::is_parked))
        }),
        Property::sometimes(REPAIRED, |_, world: &World| world.repaired && any_opened(world)),
    ]
}

fn cared_for(town: &Town, world: &World) -> bool {
    town.handovers().all(|handover| town.is_cared_for(world, handover))
}

fn holds(world: &World, wrong: Wrong) -> bool {
    !world.facts.wrong.contains(&wrong)
}

fn any_row(world: &World, code: StateCode) -> bool {
    world.broker.rows.iter().any(|row| row.state.code() == code)
}

fn any_opened(world: &World) -> bool {
    world.facts.each.iter().any(|about| about.opened > 0)
}

fn not_after_withdrawal(town: &Town, world: &World) -> bool {
    town.handovers().filter(|handover| town.basis(*handover) == Basis::Consent).all(|handover| {
        let written_later = town.has(Flaw::LogAfterAct).then_some(world.row_of(handover).late);
        let under = world.parcel_of(handover).opened_under;
        let late = under.map(|evidence| evidence.late).into_iter().chain(under.and(written_later));
        !late.into_iter().any(|late| late.seen || late.told)
    })
}

fn once(town: &Town, world: &World) -> bool {
    let log: &Log = &world.broker.log;
    let single = |entry| log.count(entry, u8::MAX) <= 1;
    let receipts = [Reply::Received, Reply::Withdrawn, Reply::BadSeal, Reply::Acknowledged, Reply::TakenOver, Reply::Declined];
    let handover = |one: u8| {
        let entries = [Entry::Released(one), Entry::Refused(one), Entry::Fetched(one), Entry::Expired(one), Entry::Recalled(one)];
        let answered = receipts.iter().all(|reply| single(Entry::Receipt(one, *reply)));
        entries.into_iter().all(single) && answered && world.facts.each[usize::from(one)].opened <= 1
    };
    single(Entry::Consent) && single(Entry::Withdrawn) && town.handovers().all(handover)
}

/// What the broker or the sender knows as received is stored; what an agency knows as taken is at the broker.
fn is_there(world: &World, handover: u8) -> bool {
    use StateCode::{Acknowledged, Declined, Received, Redirected, TakenOver};
    let says = |code| matches!(code, Received | Acknowledged | TakenOver | Declined | Redirected);
    let received = says(world.row_of(handover).state.code()) || says(world.copy_of(handover).code());
    let letter = world.office_of(Side::Sender).outbox.find(Message::Offer(handover));
    let taken = letter.is_some_and(|letter| letter.delivery == DeliveryState::Accepted) && !world.copy_of(handover).code().is_gone();
    let known = world.row_of(handover).answer.is_some() || world.lost.is_some();
    (!received || world.parcel_of(handover).copy.is_some()) && (!taken || known)
}

/// Neither stopped, nor kept waiting for the other agency's cosignature.
fn duty(town: &Town, world: &World) -> bool {
    let goes = |handover: u8| {
        let row = world.row_of(handover);
        let cosigned = |index: u8| world.broker.cosigned.iter().any(|(side, size)| *side == Side::Recipient && *size > index);
        let waits = row.fetched.is_some_and(cosigned) && row.evidence.is_none();
        !waits && !matches!(row.state.code(), StateCode::Withdrawn | StateCode::Expired)
    };
    holds(world, Wrong::DutyStopped) && town.handovers().filter(|one| town.basis(*one) == Basis::Duty).all(goes)
}

fn destroyed(town: &Town, world: &World) -> bool {
    let withdrawn = world.broker.log.holds(Entry::Withdrawn);
    town.handovers().all(|handover| {
        let (row, by_consent) = (world.row_of(handover), town.offered_on(handover) == Basis::Consent);
        let may = matches!(row.state.code(), StateCode::Offered | StateCode::Released | StateCode::Fetched);
        let stopped = withdrawn && by_consent && row.state.code() == StateCode::Released;
        !row.sealed || (may && !stopped)
    })
}
