//! What was decided when a handover was made, sealed with the key of its case.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::HandoverId;

use super::schema::past_decisions;

/// Keeps what was decided.
///
/// # Errors
/// [`store::Error`]; `UniqueViolation` when it is here already.
pub(crate) fn insert(conn: &mut Conn, handover: HandoverId, sealed: &[u8], now: Timestamp) -> Result<()> {
    let row = (
        past_decisions::handover.eq(Id::from(handover.0)),
        past_decisions::sealed.eq(sealed),
        past_decisions::decided_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(past_decisions::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// What was decided, sealed; `None` for what was sent before decisions were kept, and for what came.
///
/// # Errors
/// [`store::Error`].
pub fn sealed(conn: &mut Conn, handover: HandoverId) -> Result<Option<Vec<u8>>> {
    let query = past_decisions::table.find(Id::from(handover.0)).select(past_decisions::sealed);
    Ok(on!(conn, c => query.get_result(c).optional())?)
}
