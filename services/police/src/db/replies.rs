//! How far the other agency says it has come.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{HandoverId, value::CaseStateWord};

use super::{parsed, schema::replies};

/// A word of the other agency about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The word.
    pub word: CaseStateWord,
    /// When it was said there.
    pub at: Timestamp,
}

/// Writes a reply; the same handover says it once.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, handover: HandoverId, case: Id, reply: &Reply) -> Result<()> {
    let row = (
        replies::handover.eq(Id::from(handover.0)),
        replies::case_id.eq(case),
        replies::word.eq(reply.word.code()),
        replies::at.eq(Micros::from(reply.at)),
    );
    let query = diesel::insert_into(replies::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The replies in a case, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<Reply>> {
    let query = replies::table.filter(replies::case_id.eq(case)).order(replies::at).select((replies::word, replies::at));
    let rows: Vec<(String, Micros)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(word, at)| Ok(Reply { word: parsed(&word)?, at: at.timestamp() })).collect()
}
