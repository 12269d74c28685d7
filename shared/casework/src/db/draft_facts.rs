//! Plain yes/no answers given in a draft.

use diesel::prelude::*;
use store::{Conn, Micros, Result, on};
use wire::{Fact, FactCode};

use super::{draft_schema::draft_facts, parsed};
use crate::domain::DraftId;

/// Writes an answer in place of an earlier one to the same question.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn put(conn: &mut Conn, draft: DraftId, fact: &Fact) -> Result<()> {
    remove(conn, draft, fact.code)?;
    let row = (
        draft_facts::draft.eq(draft.0),
        draft_facts::code.eq(fact.code.code()),
        draft_facts::yes.eq(fact.yes),
        draft_facts::staff.eq(fact.staff.as_str()),
        draft_facts::role.eq(fact.role.code()),
        draft_facts::answered_at.eq(Micros::from(fact.answered_at)),
    );
    let query = diesel::insert_into(draft_facts::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Takes an answer back: the question is not answered.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn remove(conn: &mut Conn, draft: DraftId, code: FactCode) -> Result<()> {
    let rows = draft_facts::table.filter(draft_facts::draft.eq(draft.0)).filter(draft_facts::code.eq(code.code()));
    let query = diesel::delete(rows);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The answers of a draft, by code.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn of(conn: &mut Conn, draft: DraftId) -> Result<Vec<Fact>> {
    let query = draft_facts::table.filter(draft_facts::draft.eq(draft.0)).order(draft_facts::code).select((
        draft_facts::code,
        draft_facts::yes,
        draft_facts::staff,
        draft_facts::role,
        draft_facts::answered_at,
    ));
    let rows: Vec<(String, bool, String, String, Micros)> = on!(conn, c => query.load(c))?;
    let fact = |(code, yes, staff, role, at): (String, bool, String, String, Micros)| {
        Ok(Fact { code: parsed(&code)?, yes, answered_at: at.timestamp(), role: parsed(&role)?, staff: parsed(&staff)? })
    };
    rows.into_iter().map(fact).collect()
}
