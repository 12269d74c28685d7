//! Cases.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{AgencyId, CaseCode};

use super::{parsed, schema::cases};

/// A case as this agency keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// This agency's own id of it.
    pub id: Id,
    /// Code, unique for the agency that opened it.
    pub code: CaseCode,
    /// The agency that opened it.
    pub opened_by: AgencyId,
    /// When.
    pub opened_at: Timestamp,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = cases)]
struct Row {
    id: Id,
    code: String,
    opened_by: String,
    opened_at: Micros,
    wrapped_key: Vec<u8>,
}

impl Row {
    fn into_case(self) -> Result<Case> {
        Ok(Case { id: self.id, code: parsed(&self.code)?, opened_by: parsed(&self.opened_by)?, opened_at: self.opened_at.timestamp() })
    }
}

/// Writes a case with its wrapped key, unless the agency has one with that code; says whether it was written.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, case: &Case, wrapped_key: &[u8]) -> Result<bool> {
    let row = Row {
        id: case.id,
        code: case.code.to_string(),
        opened_by: case.opened_by.to_string(),
        opened_at: case.opened_at.into(),
        wrapped_key: wrapped_key.to_vec(),
    };
    let query = diesel::insert_into(cases::table).values(&row).on_conflict((cases::opened_by, cases::code)).do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Holds a case until the transaction ends: who writes the next number of something in it waits. SQLite has one writer.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn lock(conn: &mut Conn, id: Id) -> Result<()> {
    if let Conn::Pg(c, ..) = conn {
        cases::table.find(id).select(cases::id).for_update().get_result::<Id>(c)?;
    }
    Ok(())
}

/// The case with this id.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, id: Id) -> Result<Option<Case>> {
    let row: Option<Row> = on!(conn, c => cases::table.find(id).select(Row::as_select()).get_result(c).optional())?;
    row.map(Row::into_case).transpose()
}

/// The case of that agency and code.
///
/// # Errors
/// [`store::Error`].
pub fn by_code(conn: &mut Conn, code: &CaseCode, opened_by: &AgencyId) -> Result<Option<Case>> {
    let row: Option<Row> = on!(conn, c => cases::table
        .filter(cases::code.eq(code.to_string()))
        .filter(cases::opened_by.eq(opened_by.as_str()))
        .select(Row::as_select()).get_result(c).optional())?;
    row.map(Row::into_case).transpose()
}

/// Every case with that code, whoever opened it, newest first. Two agencies may have drawn the same.
///
/// # Errors
/// [`store::Error`].
pub fn with_code(conn: &mut Conn, code: &CaseCode) -> Result<Vec<Case>> {
    let rows: Vec<Row> = on!(conn, c => cases::table.filter(cases::code.eq(code.to_string())).order(cases::opened_at.desc()).select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_case).collect()
}

/// The wrapped data key of a case.
///
/// # Errors
/// [`store::Error`]; `NotFound` when there is no such case.
pub(crate) fn wrapped_key(conn: &mut Conn, id: Id) -> Result<Vec<u8>> {
    let query = cases::table.find(id).select(cases::wrapped_key);
    Ok(on!(conn, c => query.get_result(c))?)
}
