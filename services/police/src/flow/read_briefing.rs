//! A briefing as it is read: on a screen card by card, or on a numbered copy. Each reading is written with the view itself.
//! Nothing that came from another agency is read here: there is no way from a focus person to a case.

use casework::{Casework, Staff, staff};
use jiff::{Timestamp, civil::Date};
use rulebook::Moment;
use store::{Conn, Id};

use super::{
    FlowError,
    brief_shift::shown,
    focus_persons::{open, own, shown_of},
};
use crate::{
    db::{focus_passings, focus_persons, focus_views, shift_briefing_copies, shift_briefing_readings, shift_briefings},
    domain::{
        focus_item::{ClearedItem, FocusItem, FocusKind},
        shift_briefing::{BriefingCard, BriefingCopy, ShiftBriefing, ShownOn},
    },
};

/// A card on the screen.
pub struct OnScreen {
    /// The briefing.
    pub briefing: ShiftBriefing,
    /// Which card it is, from 1.
    pub n: usize,
    /// How many there are.
    pub count: usize,
    /// The card; `None` when every person has lapsed.
    pub card: Option<BriefingCard>,
}

/// A copy on paper with every card.
pub struct OnPaper {
    /// The briefing.
    pub briefing: ShiftBriefing,
    /// The copy.
    pub copy: BriefingCopy,
    /// The cards.
    pub cards: Vec<BriefingCard>,
}

/// A card of a briefing for a screen, counted from 1. One beyond the last is the last.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn on_screen(casework: &Casework, id: Id, n: usize, staff: &Staff, now: Timestamp) -> Result<OnScreen, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("show_shift_briefing", move |conn| {
            let briefing = shown(conn, id, &staff, now)?;
            shift_briefing_readings::insert(conn, id, ShownOn::Screen, &staff, now)?;
            let persons = persons(conn, &door, id, &staff, now)?;
            let n = n.clamp(1, persons.len().max(1));
            let card = persons.get(n - 1).map(|person| card(conn, &door, *person, &staff, now)).transpose()?;
            Ok(OnScreen { briefing, n, count: persons.len(), card })
        })
        .await
}

/// A copy for the member of staff whom it was made for: with another's name on it, it is as unknown as none.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn on_paper(casework: &Casework, id: Id, number: i32, staff: &Staff, now: Timestamp) -> Result<OnPaper, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("print_shift_briefing", move |conn| {
            let briefing = shown(conn, id, &staff, now)?;
            let is_it = |copy: &BriefingCopy| copy.number == number && copy.staff == staff.reference && copy.destroyed_at.is_none();
            let copy = shift_briefing_copies::of_briefing(conn, id)?.into_iter().find(is_it).ok_or(FlowError::NotFound)?;
            shift_briefing_readings::insert(conn, id, ShownOn::Paper, &staff, now)?;
            let mut cards = Vec::new();
            for person in persons(conn, &door, id, &staff, now)? {
                cards.push(card(conn, &door, person, &staff, now)?);
            }
            Ok(OnPaper { briefing, copy, cards })
        })
        .await
}

/// The persons of a briefing who are still there and of whom something cleared still holds: a card without a line would show a
/// name and nothing else.
fn persons(conn: &mut Conn, casework: &Casework, briefing: Id, staff: &Staff, now: Timestamp) -> Result<Vec<Id>, FlowError> {
    let mut there = Vec::new();
    for person in shift_briefings::persons(conn, briefing)? {
        if let Some(kept) = focus_persons::find(conn, person, &staff.unit, now)?
            && shown_of(conn, casework, &kept, now)? > 0
        {
            there.push(person);
        }
    }
    Ok(there)
}

fn card(conn: &mut Conn, casework: &Casework, person: Id, reader: &Staff, now: Timestamp) -> Result<BriefingCard, FlowError> {
    let kept = own(conn, person, reader, now)?;
    focus_views::insert(conn, person, reader, now)?;
    let opened = open(conn, casework, kept)?;
    let author = staff::find(conn, &opened.person.author)?;
    Ok(BriefingCard {
        focus_person: person,
        identity: opened.identity,
        contact: author.map(|author| author.name).unwrap_or_default(),
        lapses_at: opened.person.lapses_at,
        items: cleared(conn, opened.items, Moment::in_sweden(now).date())?,
    })
}

/// What a second person has cleared and still holds, in the order of the card.
fn cleared(conn: &mut Conn, items: Vec<FocusItem>, today: Date) -> Result<Vec<(ClearedItem, Option<Timestamp>)>, FlowError> {
    let mut shown = Vec::new();
    for item in items.into_iter().filter_map(|item| item.into_cleared(today)) {
        let is_address = item.item().said.content.kind() == FocusKind::Address;
        let passed = if is_address { focus_passings::last(conn, item.item().id)? } else { None };
        shown.push((item, passed));
    }
    shown.sort_by_key(|(item, _)| item.item().said.content.kind());
    Ok(shown)
}
