//! The ring log and the calls that were promised. Stays in this agency.

use casework::Staff;
use jiff::Timestamp;
use store::{Conn, Id};
use wire::{CaseCode, HandoverId};

use super::{DeskProblem, EventKind, events::tell, own_item};
use crate::{
    db::{contact_attempts, promised_calls},
    domain::{Attempt, AttemptOutcome, DutyItem, PromisedCall},
};

fn in_hand(conn: &mut Conn, handover: HandoverId, staff: &Staff) -> Result<(DutyItem, Id), DeskProblem> {
    let item = own_item(conn, handover, &staff.unit)?;
    match item.case {
        Some(case) if item.is_in_hand() => Ok((item, case)),
        _ => Err(DeskProblem::WrongState),
    }
}

/// Writes an attempt. Who was reached has got the call that was promised.
///
/// # Errors
/// [`DeskProblem::WrongState`] before somebody owns the case; see [`DeskProblem`].
pub fn log_attempt(
    conn: &mut Conn,
    handover: HandoverId,
    outcome: AttemptOutcome,
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, DeskProblem> {
    let (item, case) = in_hand(conn, handover, staff)?;
    contact_attempts::insert(conn, &staff.unit, &Attempt { case, staff: staff.reference.clone(), at: now, outcome }, now)?;
    if outcome == AttemptOutcome::Reached {
        promised_calls::close(conn, &staff.unit, case, true, &staff.reference, now)?;
    }
    tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    Ok(item.case_code)
}

/// Promises a call; an earlier promise is moved.
///
/// # Errors
/// [`DeskProblem::WrongState`] before somebody owns the case; see [`DeskProblem`].
pub fn promise_call(
    conn: &mut Conn,
    handover: HandoverId,
    due_at: Timestamp,
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, DeskProblem> {
    let (item, case) = in_hand(conn, handover, staff)?;
    promised_calls::close(conn, &staff.unit, case, false, &staff.reference, now)?;
    promised_calls::insert(conn, &staff.unit, &PromisedCall { case, due_at, by: staff.reference.clone() }, now)?;
    tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    Ok(item.case_code)
}
