//! Times when something waited and nobody had the list open.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{StaffRef, UnitId};

use super::{parsed, schema::silent_spells};

/// One such time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SilentSpell {
    /// Its id.
    pub id: Id,
    /// The unit.
    pub unit: UnitId,
    /// Since when nobody was there, or since when something waited.
    pub since: Timestamp,
    /// How many handovers waited when it was found.
    pub waiting: i32,
    /// When somebody came.
    pub ended_at: Option<Timestamp>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = silent_spells)]
struct Row {
    id: Id,
    unit: String,
    since: Micros,
    waiting: i32,
    ended_at: Option<Micros>,
}

impl Row {
    fn into_spell(self) -> Result<SilentSpell> {
        Ok(SilentSpell {
            id: self.id,
            unit: parsed(&self.unit)?,
            since: self.since.timestamp(),
            waiting: self.waiting,
            ended_at: self.ended_at.map(Micros::timestamp),
        })
    }
}

/// Begins one unless one runs; says whether this call did it. Of two replicas one does.
///
/// # Errors
/// [`store::Error`].
pub fn begin(conn: &mut Conn, unit: &UnitId, since: Timestamp, waiting: i32, now: Timestamp) -> Result<bool> {
    let query = diesel::insert_into(silent_spells::table)
        .values((
            silent_spells::id.eq(Id::generate(now)),
            silent_spells::unit.eq(unit.as_str()),
            silent_spells::since.eq(Micros::from(since)),
            silent_spells::alarmed_at.eq(Micros::from(now)),
            silent_spells::waiting.eq(waiting),
        ))
        .on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Somebody is there again.
///
/// # Errors
/// [`store::Error`].
pub fn end(conn: &mut Conn, unit: &UnitId, now: Timestamp) -> Result<bool> {
    let open = silent_spells::table.filter(silent_spells::unit.eq(unit.as_str())).filter(silent_spells::ended_at.is_null());
    let query = diesel::update(open).set(silent_spells::ended_at.eq(Micros::from(now)));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Those that run, of every unit.
///
/// # Errors
/// [`store::Error`].
pub fn running(conn: &mut Conn) -> Result<Vec<SilentSpell>> {
    let query = silent_spells::table.filter(silent_spells::ended_at.is_null()).order(silent_spells::unit);
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_spell).collect()
}

/// Those of a unit that no group leader has said they know of, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn unseen(conn: &mut Conn, unit: &UnitId) -> Result<Vec<SilentSpell>> {
    let query = silent_spells::table
        .filter(silent_spells::unit.eq(unit.as_str()))
        .filter(silent_spells::seen_at.is_null())
        .order((silent_spells::since, silent_spells::id));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_spell).collect()
}

/// The group leader knows of all of them.
///
/// # Errors
/// [`store::Error`].
pub fn set_seen(conn: &mut Conn, unit: &UnitId, by: &StaffRef, now: Timestamp) -> Result<()> {
    let unseen = silent_spells::table
        .filter(silent_spells::unit.eq(unit.as_str()))
        .filter(silent_spells::seen_at.is_null())
        .filter(silent_spells::ended_at.is_not_null());
    let query = diesel::update(unseen).set((silent_spells::seen_by.eq(by.as_str()), silent_spells::seen_at.eq(Micros::from(now))));
    on!(conn, c => query.execute(c))?;
    Ok(())
}
