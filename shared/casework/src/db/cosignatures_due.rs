//! Parcels opened under the own cosignature alone: the other agency's is due.

use diesel::prelude::*;
use jiff::Timestamp;
use ledger::Hash;
use store::{Conn, Hash32, Id, Micros, Result, on};
use wire::HandoverId;

use super::{parsed, schema::cosignatures_due as due};
use crate::domain::{CosignatureDue, CosignatureState};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = due)]
struct Row {
    handover: Id,
    agency: String,
    tree_size: i64,
    root: Hash32,
    due_at: Micros,
    state: String,
}

impl Row {
    fn into_due(self) -> Result<CosignatureDue> {
        Ok(CosignatureDue {
            handover: HandoverId(self.handover.into()),
            agency: parsed(&self.agency)?,
            tree_size: self.tree_size.unsigned_abs(),
            root: Hash::from_bytes(*self.root.as_bytes()),
            due_at: self.due_at.timestamp(),
            state: parsed(&self.state)?,
        })
    }
}

/// Notes what is waited for, in the transaction that opens the parcel.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, new: &CosignatureDue) -> Result<()> {
    let row = Row {
        handover: new.handover.0.into(),
        agency: new.agency.to_string(),
        tree_size: i64::try_from(new.tree_size).unwrap_or(i64::MAX),
        root: Hash32::new(*new.root.as_bytes()),
        due_at: new.due_at.into(),
        state: new.state.to_string(),
    };
    let query = diesel::insert_into(due::table).values(&row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// What has not been seen yet, the first due first: for operators.
///
/// # Errors
/// [`store::Error`].
pub fn missing(conn: &mut Conn) -> Result<Vec<CosignatureDue>> {
    let rows: Vec<Row> = on!(conn, c => due::table
        .filter(due::state.ne(CosignatureState::Seen.code()))
        .order((due::due_at, due::handover))
        .select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_due).collect()
}

/// The other agency vouches for a head that grew from these trees.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn seen(conn: &mut Conn, handovers: &[HandoverId], now: Timestamp) -> Result<()> {
    let ids: Vec<Id> = handovers.iter().map(|id| id.0.into()).collect();
    let query = diesel::update(due::table.filter(due::handover.eq_any(ids)))
        .set((due::state.eq(CosignatureState::Seen.code()), due::seen_at.eq(Some(Micros::from(now)))));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Marks what is past its time; says how many are so for the first time.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn mark_late(conn: &mut Conn, now: Timestamp) -> Result<usize> {
    let past = due::table.filter(due::state.eq(CosignatureState::Due.code())).filter(due::due_at.le(Micros::from(now)));
    let query = diesel::update(past).set(due::state.eq(CosignatureState::Late.code()));
    Ok(on!(conn, c => query.execute(c))?)
}
