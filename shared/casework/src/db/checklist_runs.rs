//! Checklists that are worked through in a case, what was said of their items, and the phase the work is in.

use std::collections::BTreeSet;

use diesel::{dsl::max, prelude::*};
use jiff::Timestamp;
use store::{Conn, Hash32, Id, Micros, Result, on};
use wire::{Phase, UnitId};

use super::{
    parsed, parsed_option,
    schema::{checklist_marks as marks, checklist_runs as runs, phase_moves as moves},
};
use crate::domain::{ChecklistRun, Mark, Staff, Word};

#[derive(Queryable, Insertable)]
#[diesel(table_name = runs)]
struct RunRow {
    id: Id,
    case_id: Id,
    phase: String,
    checklist: String,
    version: String,
    checksum: Hash32,
    unit: String,
    started_by: String,
    started_at: Micros,
}

impl RunRow {
    fn into_run(self) -> Result<ChecklistRun> {
        Ok(ChecklistRun {
            id: self.id,
            case: self.case_id,
            phase: parsed(&self.phase)?,
            checklist: self.checklist,
            version: self.version,
            checksum: *self.checksum.as_bytes(),
            unit: parsed(&self.unit)?,
            started_by: parsed(&self.started_by)?,
            started_at: self.started_at.timestamp(),
        })
    }
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = marks)]
struct MarkRow {
    run_id: Id,
    n: i32,
    item: String,
    state: String,
    reason: Option<String>,
    answers: String,
    marked_by: String,
    role: String,
    marked_at: Micros,
}

impl MarkRow {
    fn into_mark(self) -> Result<Mark> {
        let word = Word::of(parsed(&self.state)?, parsed_option(self.reason.as_deref())?);
        Ok(Mark {
            n: self.n,
            item: self.item,
            word: word.ok_or_else(|| store::Error::new(store::ErrorKind::InvalidValue, "a mark without its reason"))?,
            answers: self.answers.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            by: parsed(&self.marked_by)?,
            role: parsed(&self.role)?,
            at: self.marked_at.timestamp(),
        })
    }
}

/// Begins a run. Two who begin at once: the second finds a [`store::ErrorKind::UniqueViolation`].
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, run: &ChecklistRun) -> Result<()> {
    let row = RunRow {
        id: run.id,
        case_id: run.case,
        phase: run.phase.to_string(),
        checklist: run.checklist.clone(),
        version: run.version.clone(),
        checksum: Hash32::new(run.checksum),
        unit: run.unit.to_string(),
        started_by: run.started_by.to_string(),
        started_at: run.started_at.into(),
    };
    let query = diesel::insert_into(runs::table).values(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The run of a checklist in a case that these units see: of one unit, or of the whole agency where nothing is said.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, case: Id, checklist: &str, of: Option<&UnitId>) -> Result<Option<ChecklistRun>> {
    Ok(of_case(conn, case, of)?.into_iter().find(|run| run.checklist == checklist))
}

/// Every run of a case, of one unit or of all, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id, of: Option<&UnitId>) -> Result<Vec<ChecklistRun>> {
    let query = runs::table.filter(runs::case_id.eq(case)).order((runs::started_at, runs::id));
    let rows: Vec<RunRow> = on!(conn, c => query.load(c))?;
    let seen = |run: &Result<ChecklistRun>| run.as_ref().map_or(true, |run| of.is_none_or(|unit| run.unit == *unit));
    rows.into_iter().map(RunRow::into_run).filter(seen).collect()
}

/// Writes a word on an item; its number is the next of the run. Two who write at once: the second finds a
/// [`store::ErrorKind::UniqueViolation`].
///
/// # Errors
/// [`store::Error`].
pub(crate) fn mark(
    conn: &mut Conn,
    run: Id,
    item: &str,
    word: Word,
    answers: &BTreeSet<String>,
    staff: &Staff,
    now: Timestamp,
) -> Result<()> {
    let query = marks::table.filter(marks::run_id.eq(run)).select(max(marks::n));
    let last: Option<i32> = on!(conn, c => query.first(c))?;
    let row = MarkRow {
        run_id: run,
        n: last.unwrap_or(0) + 1,
        item: item.to_owned(),
        state: word.state().to_string(),
        reason: word.reason().map(|reason| reason.to_string()),
        answers: answers.iter().map(String::as_str).collect::<Vec<_>>().join(","),
        marked_by: staff.reference.to_string(),
        role: staff.role.to_string(),
        marked_at: now.into(),
    };
    let query = diesel::insert_into(marks::table).values(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Every word on the items of a run, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn marks(conn: &mut Conn, run: Id) -> Result<Vec<Mark>> {
    let query = marks::table.filter(marks::run_id.eq(run)).order(marks::n);
    let rows: Vec<MarkRow> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(MarkRow::into_mark).collect()
}

/// The phase the work is in, of one unit or of all: the one it was moved to last, and when; none before the first move.
///
/// # Errors
/// [`store::Error`].
pub fn phase(conn: &mut Conn, case: Id, of: Option<&UnitId>) -> Result<Option<(Phase, Timestamp)>> {
    let query = moves::table.filter(moves::case_id.eq(case)).order(moves::n.desc()).select((moves::unit, moves::phase, moves::moved_at));
    let rows: Vec<(String, String, Micros)> = on!(conn, c => query.load(c))?;
    let last = rows.into_iter().find(|(unit, ..)| of.is_none_or(|of| of.as_str() == unit));
    last.map(|(_, phase, at)| Ok((parsed(&phase)?, at.timestamp()))).transpose()
}

/// Moves the work of a unit to a phase.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn move_to(conn: &mut Conn, case: Id, phase: Phase, staff: &Staff, now: Timestamp) -> Result<()> {
    let query = moves::table.filter(moves::case_id.eq(case)).select(max(moves::n));
    let last: Option<i32> = on!(conn, c => query.first(c))?;
    let row = (
        moves::case_id.eq(case),
        moves::n.eq(last.unwrap_or(0) + 1),
        moves::unit.eq(staff.unit.as_str()),
        moves::phase.eq(phase.code()),
        moves::moved_by.eq(staff.reference.to_string()),
        moves::moved_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(moves::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}
