//! How often the exposed person is contacted, and whether it becomes too much or too little.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp, civil::Date};
use rulebook::Moment;
use wire::{StaffRef, StaffRole, Subject};

use super::{Concerned, InteractionOutcome, InteractionShown, StandingWishes};

/// How far back talks are counted.
const LOAD_WITHIN: SignedDuration = SignedDuration::from_hours(7 * 24);
/// From so many talks on, they may tire a person out.
const MANY: usize = 3;

/// A contact as the line tells it: a day and a role, nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastContact {
    /// The day, in Sweden.
    pub day: Date,
    /// The role of who made it.
    pub role: StaffRole,
    /// Whether the person was reached, or somebody tried.
    pub reached: bool,
}

/// Talks with a person within a week, in this agency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TalkLoad {
    /// How many.
    pub talks: usize,
    /// With how many members of staff.
    pub people: usize,
    /// How many by role.
    pub by_role: BTreeMap<StaffRole, usize>,
}

impl TalkLoad {
    /// Whether so many talks may tire the person out.
    pub fn is_many(&self) -> bool {
        self.talks >= MANY
    }
}

/// The line of one exposed person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactCadence {
    /// Whose.
    pub concerned: Concerned,
    /// Days since the case was opened: 0 is the same day.
    pub days: i32,
    /// The last contact here.
    pub here: Option<LastContact>,
    /// The last that the other agency has told of.
    pub there: Option<LastContact>,
    /// What was agreed.
    pub wishes: StandingWishes,
    /// The day that was agreed has passed, and the person was not reached on it or after.
    pub overdue: bool,
    /// Talks of the week.
    pub load: TalkLoad,
}

/// The line of a person: contacts as they stand, wishes that hold, what the other agency told, and now.
pub(crate) fn cadence(
    concerned: Concerned,
    (opened_at, known): (Timestamp, &[Subject]),
    contacts: &[InteractionShown],
    wishes: StandingWishes,
    there: Option<LastContact>,
    now: Timestamp,
) -> ContactCadence {
    let own: Vec<&InteractionShown> =
        contacts.iter().filter(|contact| contact.happened() && contact.now.concerned.is_about(&concerned, known)).collect();
    let reached = |contact: &&&InteractionShown| contact.now.outcome == InteractionOutcome::Reached;
    let last = own.iter().find(reached).or(own.first());
    let last_reached = own.iter().find(reached).map(|contact| day_of(contact.now.at));
    let today = day_of(now);
    let overdue = wishes.next_on.is_some_and(|day| day < today && last_reached.is_none_or(|reached| reached < day));
    ContactCadence {
        concerned,
        days: days_between(day_of(opened_at), today),
        here: last.map(|contact| last_contact(contact)),
        there,
        overdue,
        load: load(&own, now),
        wishes,
    }
}

fn last_contact(contact: &InteractionShown) -> LastContact {
    let reached = contact.now.outcome == InteractionOutcome::Reached;
    LastContact { day: day_of(contact.now.at), role: contact.now.staff_role, reached }
}

fn load(own: &[&InteractionShown], now: Timestamp) -> TalkLoad {
    let mut load = TalkLoad::default();
    let mut people: BTreeSet<&StaffRef> = BTreeSet::new();
    for talk in own.iter().map(|contact| &contact.now).filter(|one| one.is_talk() && now.duration_since(one.at) <= LOAD_WITHIN) {
        load.talks += 1;
        people.insert(&talk.staff);
        *load.by_role.entry(talk.staff_role).or_default() += 1;
    }
    load.people = people.len();
    load
}

/// The day it is in Sweden.
pub(crate) fn day_of(moment: Timestamp) -> Date {
    Moment::in_sweden(moment).date()
}

fn days_between(first: Date, last: Date) -> i32 {
    first.until(last).map_or(0, |span| span.get_days())
}
