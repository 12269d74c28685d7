//! That a person told of a crime, for the investigators. There is no column for what.

use casework::{Staff, cases};
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{CaseCode, StaffRole};

use super::{parsed, schema::told_hints};

/// A hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldHint {
    /// Its id.
    pub id: Id,
    /// This agency's id of the case.
    pub case: Id,
    /// When it was told.
    pub told_at: Timestamp,
    /// The role of who heard it.
    pub heard_role: StaffRole,
    /// When it was taken, and in which role.
    pub taken: Option<(Timestamp, StaffRole)>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = told_hints)]
struct Row {
    id: Id,
    case_id: Id,
    told_at: Micros,
    heard_role: String,
    taken_role: Option<String>,
    taken_at: Option<Micros>,
}

impl Row {
    fn into_hint(self) -> Result<ToldHint> {
        let role = self.taken_role.as_deref().map(parsed).transpose()?;
        Ok(ToldHint {
            id: self.id,
            case: self.case_id,
            told_at: self.told_at.timestamp(),
            heard_role: parsed(&self.heard_role)?,
            taken: self.taken_at.map(Micros::timestamp).zip(role),
        })
    }
}

/// Writes that this member of staff heard it now.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, case: Id, heard: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        told_hints::id.eq(Id::generate(now)),
        told_hints::case_id.eq(case),
        told_hints::told_at.eq(Micros::from(now)),
        told_hints::heard_by.eq(heard.reference.as_str()),
        told_hints::heard_role.eq(heard.role.code()),
    );
    let query = diesel::insert_into(told_hints::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The hints of a case, the newest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<ToldHint>> {
    let query = told_hints::table.filter(told_hints::case_id.eq(case)).order((told_hints::told_at.desc(), told_hints::id.desc()));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_hint).collect()
}

/// What waits for an investigator, and what was taken since a moment, the newest first, each with the code of its case.
///
/// # Errors
/// [`store::Error`].
pub fn since(conn: &mut Conn, since: Timestamp) -> Result<Vec<(CaseCode, ToldHint)>> {
    let query = told_hints::table
        .filter(told_hints::taken_at.is_null().or(told_hints::taken_at.ge(Micros::from(since))))
        .order((told_hints::told_at.desc(), told_hints::id.desc()));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    let mut hints = Vec::new();
    for row in rows {
        if let Some(case) = cases::find(conn, row.case_id)? {
            hints.push((case.code, row.into_hint()?));
        }
    }
    Ok(hints)
}

/// How many wait for an investigator.
///
/// # Errors
/// [`store::Error`].
pub fn waiting(conn: &mut Conn) -> Result<usize> {
    let query = told_hints::table.filter(told_hints::taken_at.is_null()).count();
    let waiting: i64 = on!(conn, c => query.get_result(c))?;
    Ok(usize::try_from(waiting).unwrap_or_default())
}

/// Notes who took it; false when it is not there or taken already.
///
/// # Errors
/// [`store::Error`].
pub fn take(conn: &mut Conn, id: Id, by: &Staff, now: Timestamp) -> Result<bool> {
    let waiting = told_hints::table.filter(told_hints::id.eq(id)).filter(told_hints::taken_at.is_null());
    let query = diesel::update(waiting).set((
        told_hints::taken_by.eq(Some(by.reference.as_str())),
        told_hints::taken_role.eq(Some(by.role.code())),
        told_hints::taken_at.eq(Some(Micros::from(now))),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}
