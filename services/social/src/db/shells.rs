//! Cases known by their spoken code alone, and what was asked about them.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{CaseCode, PairingCode, StaffRef, UnitId};

use super::{
    parsed,
    schema::{shell_questions, shells},
};
use crate::domain::{Doubt, SameOrOther, Shell};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = shells)]
struct Row {
    id: Id,
    unit: String,
    case_code: String,
    agency: String,
    case_id: Id,
    opened_by: String,
    opened_at: Micros,
    joined_case: Option<Id>,
    closed_at: Option<Micros>,
}

impl Row {
    fn into_shell(self) -> Result<Shell> {
        Ok(Shell {
            id: self.id,
            unit: parsed(&self.unit)?,
            code: parsed(&self.case_code)?,
            agency: parsed(&self.agency)?,
            case: self.case_id,
            opened_by: parsed(&self.opened_by)?,
            opened_at: self.opened_at.timestamp(),
            joined: self.joined_case,
            closed_at: self.closed_at.map(Micros::timestamp),
        })
    }
}

/// A question that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The shell.
    pub shell: Id,
    /// The case that came.
    pub case: Id,
    /// Its code.
    pub code: CaseCode,
    /// What is doubtful.
    pub doubt: Doubt,
}

/// Opens a shell unless an open one has the same code and agency; says whether it was opened.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, shell: &Shell) -> Result<bool> {
    let row = Row {
        id: shell.id,
        unit: shell.unit.to_string(),
        case_code: shell.code.to_string(),
        agency: shell.agency.to_string(),
        case_id: shell.case,
        opened_by: shell.opened_by.to_string(),
        opened_at: shell.opened_at.into(),
        joined_case: None,
        closed_at: None,
    };
    let query = diesel::insert_into(shells::table).values(&row).on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// The shell with this id.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, id: Id) -> Result<Option<Shell>> {
    let row: Option<Row> = on!(conn, c => shells::table.find(id).select(Row::as_select()).first(c).optional())?;
    row.map(Row::into_shell).transpose()
}

/// The shells of a desk with this spoken code that were not closed, newest first.
///
/// # Errors
/// [`store::Error`].
pub fn with_pairing_code(conn: &mut Conn, unit: &UnitId, code: PairingCode) -> Result<Vec<Shell>> {
    let query = shells::table
        .filter(shells::unit.eq(unit.as_str()))
        // A code has no character that means something to LIKE.
        .filter(shells::case_code.like(format!("{code}-%")))
        .filter(shells::closed_at.is_null())
        .order((shells::opened_at.desc(), shells::id));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_shell).collect()
}

/// The shells of a desk that wait for their record, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn open(conn: &mut Conn, unit: &UnitId) -> Result<Vec<Shell>> {
    let query = shells::table
        .filter(shells::unit.eq(unit.as_str()))
        .filter(shells::closed_at.is_null())
        .filter(shells::joined_at.is_null())
        .order((shells::opened_at, shells::id));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_shell).collect()
}

/// Joins an open shell with a case; `by` is nobody when nothing was doubtful. Says whether it was still open.
///
/// # Errors
/// [`store::Error`].
pub fn join(conn: &mut Conn, id: Id, case: Id, by: Option<&StaffRef>, now: Timestamp) -> Result<bool> {
    let open = shells::table.filter(shells::id.eq(id)).filter(shells::joined_at.is_null()).filter(shells::closed_at.is_null());
    let query = diesel::update(open).set((
        shells::joined_case.eq(case),
        shells::joined_at.eq(Micros::from(now)),
        shells::joined_by.eq(by.map(StaffRef::as_str)),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Closes a shell that nothing came to; says whether it was open.
///
/// # Errors
/// [`store::Error`].
pub fn close(conn: &mut Conn, id: Id, now: Timestamp) -> Result<bool> {
    let open = shells::table.filter(shells::id.eq(id)).filter(shells::joined_at.is_null()).filter(shells::closed_at.is_null());
    let query = diesel::update(open).set(shells::closed_at.eq(Micros::from(now)));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Puts a question, once for a shell and a case.
///
/// # Errors
/// [`store::Error`].
pub fn ask(conn: &mut Conn, question: &Question, now: Timestamp) -> Result<()> {
    let query = diesel::insert_into(shell_questions::table)
        .values((
            shell_questions::shell_id.eq(question.shell),
            shell_questions::case_id.eq(question.case),
            shell_questions::case_code.eq(question.code.to_string()),
            shell_questions::doubt.eq(question.doubt.code()),
            shell_questions::asked_at.eq(Micros::from(now)),
        ))
        .on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The questions about a shell that nobody has answered, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn questions(conn: &mut Conn, shell: Id) -> Result<Vec<Question>> {
    let query = shell_questions::table
        .filter(shell_questions::shell_id.eq(shell))
        .filter(shell_questions::answer.is_null())
        .order((shell_questions::asked_at, shell_questions::case_id))
        .select((shell_questions::case_id, shell_questions::case_code, shell_questions::doubt));
    let rows: Vec<(Id, String, String)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(case, code, doubt)| Ok(Question { shell, case, code: parsed(&code)?, doubt: parsed(&doubt)? })).collect()
}

/// Keeps the answer to a question; says whether it was open.
///
/// # Errors
/// [`store::Error`].
pub fn answer(conn: &mut Conn, shell: Id, case: Id, answer: SameOrOther, by: &StaffRef, now: Timestamp) -> Result<bool> {
    let open = shell_questions::table
        .filter(shell_questions::shell_id.eq(shell))
        .filter(shell_questions::case_id.eq(case))
        .filter(shell_questions::answer.is_null());
    let query = diesel::update(open).set((
        shell_questions::answer.eq(answer.code()),
        shell_questions::answered_by.eq(by.as_str()),
        shell_questions::answered_at.eq(Micros::from(now)),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}
