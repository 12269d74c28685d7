//! Persons within a case.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{Subject, SubjectId};

use super::{parsed, schema::subjects};

/// Writes a person of a case, once.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, case: Id, subject: Subject, now: Timestamp) -> Result<()> {
    let row = (
        subjects::id.eq(Id::from(subject.id.0)),
        subjects::case_id.eq(case),
        subjects::role.eq(subject.role.code()),
        subjects::added_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(subjects::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The persons of a case, in the order they were added.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<Subject>> {
    let query =
        subjects::table.filter(subjects::case_id.eq(case)).order((subjects::added_at, subjects::id)).select((subjects::id, subjects::role));
    let rows: Vec<(Id, String)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(id, role)| Ok(Subject { id: SubjectId(id.into()), role: parsed(&role)? })).collect()
}
