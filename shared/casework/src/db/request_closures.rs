//! Requests that get no answer, and what an inquiry about a child came to: what stays inside.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::HandoverId;

use super::draft_schema::{inquiry_decisions, request_closures};
use crate::domain::Staff;

/// Notes that a request gets no answer; false when it was noted before.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, handover: HandoverId, sealed_reason: &[u8], staff: &Staff, now: Timestamp) -> Result<bool> {
    let row = (
        request_closures::handover.eq(Id::from(handover.0)),
        request_closures::sealed_reason.eq(sealed_reason),
        request_closures::staff.eq(staff.reference.as_str()),
        request_closures::closed_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(request_closures::table).values(row).on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Whether a request was noted to get no answer.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn exists(conn: &mut Conn, handover: HandoverId) -> Result<bool> {
    let query = request_closures::table.filter(request_closures::handover.eq(Id::from(handover.0))).count();
    let found: i64 = on!(conn, c => query.get_result(c))?;
    Ok(found > 0)
}

/// Writes the latest decision of a case about an inquiry.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn put_inquiry(
    conn: &mut Conn,
    case: Id,
    sealed_outcome: &[u8],
    decided_at: Timestamp,
    staff: &Staff,
    now: Timestamp,
) -> Result<()> {
    let query = diesel::delete(inquiry_decisions::table.find(case));
    on!(conn, c => query.execute(c))?;
    let row = (
        inquiry_decisions::case_id.eq(case),
        inquiry_decisions::sealed_outcome.eq(sealed_outcome),
        inquiry_decisions::decided_at.eq(Micros::from(decided_at)),
        inquiry_decisions::staff.eq(staff.reference.as_str()),
        inquiry_decisions::noted_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(inquiry_decisions::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The latest decision of a case: sealed outcome, and when it was made.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn inquiry_of(conn: &mut Conn, case: Id) -> Result<Option<(Vec<u8>, Timestamp)>> {
    let query = inquiry_decisions::table
        .filter(inquiry_decisions::case_id.eq(case))
        .select((inquiry_decisions::sealed_outcome, inquiry_decisions::decided_at));
    let row: Option<(Vec<u8>, Micros)> = on!(conn, c => query.get_result(c).optional())?;
    Ok(row.map(|(sealed, at)| (sealed, at.timestamp())))
}
