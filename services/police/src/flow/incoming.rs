//! What came to a unit: listed, answered, and told when nobody takes it.

use casework::{AnswerProblem, Casework, Staff};
use jiff::{SignedDuration, Timestamp};
use store::{Conn, events};
use wire::{CaseCode, DeclineReason, HandoverId, Urgency};

use super::FlowError;
use crate::{
    db::{
        call_outs,
        incoming::{self, Incoming},
        relations,
    },
    domain::waiting::Patience,
    reception::stream_of,
};

/// What is not for at once may wait this long.
const UNHURRIED: SignedDuration = SignedDuration::from_hours(24);

/// A row of the list.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// What came.
    pub came: Incoming,
    /// Its case is a call-out of the unit that the reader has no relation to: it is asked for first.
    pub joins_first: bool,
    /// Nobody has taken it in time.
    pub late: bool,
}

/// What waits in the unit, the urgent first, and the number of the stream's newest event.
///
/// # Errors
/// Those of the database.
pub async fn of_unit(casework: &Casework, staff: &Staff, patience: Patience, now: Timestamp) -> Result<(Vec<Waiting>, i64), FlowError> {
    let staff = staff.clone();
    let read = casework.db().read(move |conn| {
        let mut rows = Vec::new();
        for came in incoming::waiting(conn)?.into_iter().filter(|came| came.unit == staff.unit) {
            let own = call_outs::of_case(conn, came.case)?.is_some_and(|row| row.unit == staff.unit);
            let joins_first = own && relations::find(conn, came.case, &staff.reference)?.is_none();
            rows.push(Waiting { joins_first, late: is_late(&came, patience, now), came });
        }
        rows.sort_by_key(|row| (row.came.urgency != Urgency::Immediate, row.came.received_at));
        Ok((rows, events::latest(conn, &stream_of(&staff.unit))?))
    });
    Ok(read.await?)
}

fn is_late(came: &Incoming, patience: Patience, now: Timestamp) -> bool {
    let limit = if came.urgency == Urgency::Immediate { patience.ring } else { UNHURRIED };
    came.received_at.checked_add(limit).is_ok_and(|at| at <= now)
}

/// Takes what came, or declines it with a reason. The sender is told who answered.
///
/// # Errors
/// [`FlowError::NotFound`] for another unit's; [`FlowError::Meanwhile`] when somebody was first; those of the database.
pub async fn answer(
    casework: &Casework,
    handover: HandoverId,
    declined: Option<DeclineReason>,
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("answer_incoming", move |conn| {
            let came = incoming::find(conn, handover)?.filter(|came| came.unit == staff.unit).ok_or(FlowError::NotFound)?;
            let answered = match declined {
                None => door.acknowledge(conn, handover, &staff, now),
                Some(reason) => door.decline(conn, handover, reason, &staff, now),
            };
            answered.map(|_| came.code).map_err(|problem| match problem {
                AnswerProblem::NotFound => FlowError::NotFound,
                AnswerProblem::WrongState(_) => FlowError::Meanwhile,
                AnswerProblem::Store(error) => FlowError::Store(error),
                other => FlowError::Inside(other.to_string()),
            })
        })
        .await
}

/// Tells once of each that nobody has taken in time: in the log and to the pages of the unit.
///
/// # Errors
/// [`store::Error`].
pub fn escalate(conn: &mut Conn, patience: Patience, now: Timestamp) -> store::Result<()> {
    for came in incoming::waiting(conn)?.into_iter().filter(|came| is_late(came, patience, now)) {
        if came.alarmed_at.is_none() && incoming::alarm(conn, came.handover, now)? {
            tracing::error!(handover = %came.handover, unit = %came.unit, "nobody has taken what came: somebody must");
            events::append(conn, &stream_of(&came.unit), "received_late", &came.code.to_string(), now)?;
        }
    }
    Ok(())
}

/// Tells of what nobody has taken, when there is any.
///
/// # Errors
/// [`store::Error`].
pub async fn look(casework: &Casework, patience: Patience, now: Timestamp) -> store::Result<()> {
    let due = casework
        .db()
        .read(move |conn| Ok(incoming::waiting(conn)?.iter().any(|came| came.alarmed_at.is_none() && is_late(came, patience, now))));
    if due.await? { casework.db().write("escalate_incoming", move |conn| escalate(conn, patience, now)).await } else { Ok(()) }
}
