//! What this agency takes back before it is fetched.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{HandoverId, StaffRef};

use super::{parsed, schema::recalls};
use crate::domain::RecallState;

/// A recall that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedRecall {
    /// The handover.
    pub handover: HandoverId,
    /// Who asked.
    pub asked_by: StaffRef,
    /// When.
    pub asked_at: Timestamp,
    /// What came of it.
    pub state: RecallState,
}

/// Writes a recall with its signed bytes, once; says whether it is new.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, handover: HandoverId, signed: &[u8], by: &StaffRef, now: Timestamp) -> Result<bool> {
    let row = (
        recalls::handover.eq(Id::from(handover.0)),
        recalls::signed_recall.eq(signed),
        recalls::asked_by.eq(by.to_string()),
        recalls::asked_at.eq(Micros::from(now)),
        recalls::state.eq(RecallState::Asked.code()),
    );
    let query = diesel::insert_into(recalls::table).values(row).on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// The recall of a handover, when one was asked for.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, handover: HandoverId) -> Result<Option<AskedRecall>> {
    let query = recalls::table.find(Id::from(handover.0)).select((recalls::asked_by, recalls::asked_at, recalls::state));
    let row: Option<(String, Micros, String)> = on!(conn, c => query.get_result(c).optional())?;
    let Some((asked_by, asked_at, state)) = row else { return Ok(None) };
    Ok(Some(AskedRecall { handover, asked_by: parsed(&asked_by)?, asked_at: asked_at.timestamp(), state: parsed(&state)? }))
}

/// The signed bytes to post.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn signed(conn: &mut Conn, handover: HandoverId) -> Result<Option<Vec<u8>>> {
    let query = recalls::table.find(Id::from(handover.0)).select(recalls::signed_recall);
    Ok(on!(conn, c => query.get_result(c).optional())?)
}

/// What came of it; the first outcome stays.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn settle(conn: &mut Conn, handover: HandoverId, state: RecallState, log_index: Option<u64>, now: Timestamp) -> Result<()> {
    let asked = recalls::table.filter(recalls::handover.eq(Id::from(handover.0))).filter(recalls::state.eq(RecallState::Asked.code()));
    let query = diesel::update(asked).set((
        recalls::state.eq(state.code()),
        recalls::settled_at.eq(Some(Micros::from(now))),
        recalls::log_index.eq(log_index.and_then(|index| i64::try_from(index).ok())),
    ));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Notes that the broker has lost a recall that it had taken: it is asked again.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn ask_again(conn: &mut Conn, handover: HandoverId) -> Result<()> {
    let row = recalls::table.filter(recalls::handover.eq(Id::from(handover.0))).filter(recalls::state.eq(RecallState::Done.code()));
    let change = (recalls::state.eq(RecallState::Asked.code()), recalls::settled_at.eq(None::<Micros>), recalls::log_index.eq(None::<i64>));
    on!(conn, c => diesel::update(row).set(change).execute(c))?;
    Ok(())
}
