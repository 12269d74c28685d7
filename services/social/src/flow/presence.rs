//! Whether anybody of a unit has the list open, and the alarm when nobody has.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use casework::{Casework, Staff};
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Result, queue};
use wire::UnitId;

use super::escalate::LEADER_NOTICES;
use crate::{
    db::{
        desk_presence, duty_items,
        silent_spells::{self, SilentSpell},
    },
    domain::silent_since,
};

/// How often presence is written while a list is open. Below the shortest sensible limit.
const WRITTEN_EVERY: SignedDuration = SignedDuration::from_secs(20);

/// Who has the list open in this process: streams that run, and the last time each unit's list was read.
#[derive(Debug, Clone, Default)]
pub struct Presence(Arc<Mutex<BTreeMap<UnitId, Here>>>);

#[derive(Debug, Clone, Copy, Default)]
struct Here {
    open: usize,
    looked: Option<Timestamp>,
    written: Option<Timestamp>,
}

/// A stream that runs; dropped when it ends, however it ends.
#[derive(Debug)]
pub struct OpenList {
    presence: Presence,
    unit: UnitId,
}

impl Presence {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<UnitId, Here>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A stream begins.
    pub fn opened(&self, unit: &UnitId, now: Timestamp) -> OpenList {
        let mut units = self.lock();
        let here = units.entry(unit.clone()).or_default();
        here.open += 1;
        here.looked = Some(now);
        OpenList { presence: self.clone(), unit: unit.clone() }
    }

    /// The list was read, once.
    pub fn looked(&self, unit: &UnitId, now: Timestamp) {
        self.lock().entry(unit.clone()).or_default().looked = Some(now);
    }

    /// The units whose presence is due to be written, with the time of it.
    fn due(&self, now: Timestamp) -> Vec<(UnitId, Timestamp)> {
        let mut due = Vec::new();
        for (unit, here) in self.lock().iter_mut() {
            let Some(seen) = (if here.open > 0 { Some(now) } else { here.looked }) else { continue };
            let fresh =
                here.written.is_none_or(|written| seen > written && (here.open == 0 || seen.duration_since(written) >= WRITTEN_EVERY));
            if fresh {
                here.written = Some(seen);
                due.push((unit.clone(), seen));
            }
        }
        due
    }
}

impl Drop for OpenList {
    fn drop(&mut self) {
        if let Some(here) = self.presence.lock().get_mut(&self.unit) {
            here.open = here.open.saturating_sub(1);
        }
    }
}

/// One look: writes who is here, begins and ends silent spells. The answer counts the units in silence.
///
/// # Errors
/// [`store::Error`].
pub async fn watch(casework: &Casework, presence: &Presence, limit: SignedDuration, now: Timestamp) -> Result<usize> {
    let here = presence.due(now);
    let units: Vec<UnitId> = here.iter().map(|(unit, _)| unit.clone()).collect();
    if !here.is_empty() {
        casework.db().write("desk_presence", move |conn| note_presence(conn, &here, now)).await?;
    }
    let silent = casework.db().read(move |conn| find_silent(conn, limit, now)).await?;
    let (begun, running) = silent;
    let begun: Vec<_> = begun.into_iter().filter(|(unit, ..)| !units.contains(unit)).collect();
    let count = begun.len() + running;
    if !begun.is_empty() {
        casework.db().write("silent_spells", move |conn| alarm(conn, &begun, now)).await?;
    }
    metrics::gauge!("desk_units_without_session").set(u32::try_from(count).unwrap_or(u32::MAX));
    Ok(count)
}

fn note_presence(conn: &mut Conn, here: &[(UnitId, Timestamp)], now: Timestamp) -> Result<()> {
    for (unit, seen) in here {
        desk_presence::seen(conn, unit, *seen)?;
        if silent_spells::end(conn, unit, now)? {
            tracing::info!(%unit, "somebody has the list open again");
        }
    }
    Ok(())
}

type Silent = (UnitId, Timestamp, i32);

/// Units that fall silent now, and how many are silent already.
fn find_silent(conn: &mut Conn, limit: SignedDuration, now: Timestamp) -> Result<(Vec<Silent>, usize)> {
    let mut waiting: BTreeMap<UnitId, (Timestamp, i32)> = BTreeMap::new();
    for item in duty_items::unowned(conn)? {
        let (oldest, count) = waiting.entry(item.unit).or_insert((item.announced_at, 0));
        *oldest = item.announced_at.min(*oldest);
        *count += 1;
    }
    let seen: BTreeMap<UnitId, Timestamp> = desk_presence::all(conn)?.into_iter().collect();
    let running = silent_spells::running(conn)?;
    let silent = waiting.into_iter().filter_map(|(unit, (oldest, count))| {
        let known = running.iter().any(|spell| spell.unit == unit);
        let since = silent_since(seen.get(&unit).copied(), oldest, now, limit)?;
        (!known).then_some((unit, since, count))
    });
    Ok((silent.collect(), running.len()))
}

fn alarm(conn: &mut Conn, begun: &[Silent], now: Timestamp) -> Result<()> {
    for (unit, since, waiting) in begun {
        if silent_spells::begin(conn, unit, *since, *waiting, now)? {
            tracing::error!(alarm = "unit-without-session", %unit, waiting, "something waits and nobody has the list open");
            let notice = serde_json::json!({ "unit": unit.as_str(), "about": "alarm_waits" }).to_string();
            let message = queue::Message::new(format!("silent/{unit}/{}", now.as_second()), notice);
            queue::enqueue(conn, LEADER_NOTICES, &message, now)?;
        }
    }
    Ok(())
}

/// Times of silence that the group leader has not said they know of.
///
/// # Errors
/// [`store::Error`].
pub fn unseen_silence(conn: &mut Conn, unit: &UnitId) -> Result<Vec<SilentSpell>> {
    silent_spells::unseen(conn, unit)
}

/// The group leader knows.
///
/// # Errors
/// [`store::Error`].
pub fn know_of_silence(conn: &mut Conn, staff: &Staff, now: Timestamp) -> Result<()> {
    silent_spells::set_seen(conn, &staff.unit, &staff.reference, now)
}

/// Every unit that has been here, when it last was, what waits there, and the silence that runs, for who operates the service.
///
/// # Errors
/// [`store::Error`].
pub fn units_watched(conn: &mut Conn) -> Result<Vec<UnitWatched>> {
    let mut units: BTreeMap<UnitId, UnitWatched> = BTreeMap::new();
    let blank = |unit: &UnitId| UnitWatched { unit: unit.clone(), seen_at: None, waiting: 0, silent_since: None };
    for (unit, seen_at) in desk_presence::all(conn)? {
        units.entry(unit.clone()).or_insert_with(|| blank(&unit)).seen_at = Some(seen_at);
    }
    for item in duty_items::unowned(conn)? {
        units.entry(item.unit.clone()).or_insert_with(|| blank(&item.unit)).waiting += 1;
    }
    for spell in silent_spells::running(conn)? {
        units.entry(spell.unit.clone()).or_insert_with(|| blank(&spell.unit)).silent_since = Some(spell.since);
    }
    Ok(units.into_values().collect())
}

/// A unit as who operates the service sees it: no code, no case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitWatched {
    /// The unit.
    pub unit: UnitId,
    /// When somebody last had the list open.
    pub seen_at: Option<Timestamp>,
    /// How many handovers nobody owns.
    pub waiting: usize,
    /// Since when nobody has been there while something waited.
    pub silent_since: Option<Timestamp>,
}
