//! A new call-out: a case with a code to say on the telephone.

use casework::{Casework, Staff};
use jiff::{SignedDuration, Timestamp};
use store::{Conn, events};
use wire::{CaseCode, SubjectRole};

use super::{FlowError, loaded, reserve_code};
use crate::{
    db::{
        call_outs::{self, CallOut},
        relations, ring_attempts,
    },
    domain::{
        call_out::{CallOutState, Content},
        relation::Relation,
        situation::{EventNumber, Situation},
    },
    reception::stream_of,
};

/// The persons every call-out has an id for. An id says nothing: it is random, of this case, and sent only with a field
/// about that person.
pub(super) const PERSONS: [SubjectRole; 3] = [SubjectRole::Victim, SubjectRole::PersonUsingViolence, SubjectRole::Child];

/// Two presses of the same button within this are one call-out.
const SAME_PRESS: SignedDuration = SignedDuration::from_secs(60);

/// What a new call-out begins with.
#[derive(Clone, Default)]
pub struct NewCallOut {
    /// The code the page showed, which may have been said on the telephone already.
    pub shown: Option<CaseCode>,
    /// Number of the event in the police's own system.
    pub event_number: Option<EventNumber>,
}

/// The code the officer may say now: the one her next call-out gets.
///
/// # Errors
/// [`FlowError::NoCodeLeft`]; those of the database.
pub async fn next_code(casework: &Casework, staff: &Staff, now: Timestamp) -> Result<CaseCode, FlowError> {
    let (door, holder) = (casework.clone(), staff.reference.clone());
    casework.db().try_write("reserve_code", move |conn| reserve_code::next(conn, &door, &holder, now)).await
}

/// Opens a call-out of the unit of this member of staff and returns its code: the next of the officer's block.
///
/// # Errors
/// [`FlowError::NoCodeLeft`]; those of the database.
pub async fn open_call_out(casework: &Casework, new: NewCallOut, staff: &Staff, now: Timestamp) -> Result<CaseCode, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("open_call_out", move |conn| {
            if let Some(code) = pressed_twice(conn, new.shown, &staff, now)? {
                return Ok(code);
            }
            open(conn, &door, &new, &staff, now)
        })
        .await
}

/// The call-out that the same press made a moment ago.
fn pressed_twice(conn: &mut Conn, shown: Option<CaseCode>, staff: &Staff, now: Timestamp) -> Result<Option<CaseCode>, FlowError> {
    let Some(code) = shown else { return Ok(None) };
    let made = call_outs::of_unit(conn, &code, &staff.unit)?;
    let made = made.filter(|row| row.started_by == staff.reference && now.duration_since(row.started_at) < SAME_PRESS);
    Ok(made.map(|row| row.code))
}

fn open(conn: &mut Conn, casework: &Casework, new: &NewCallOut, staff: &Staff, now: Timestamp) -> Result<CaseCode, FlowError> {
    let code = reserve_code::take(conn, casework, &staff.reference, now)?;
    let case = casework.open_case(conn, code, &casework.config().id, now)?;
    for role in PERSONS {
        casework.add_subject(conn, &case, role, now)?;
    }
    let situation = Situation { event_number: new.event_number.clone(), ..Situation::default() };
    let sealed = loaded::seal(conn, casework, &case, &Content { situation, ..Content::default() })?;
    let row = CallOut {
        case: case.id,
        code: case.code,
        unit: staff.unit.clone(),
        started_by: staff.reference.clone(),
        state: CallOutState::Open,
        started_at: now,
        rang_at: None,
        sent_at: None,
        revision: 1,
        sealed,
    };
    call_outs::insert(conn, &row)?;
    relations::insert(conn, case.id, &staff.reference, Relation::Started, now)?;
    events::append(conn, &stream_of(&row.unit), "call_out_opened", &case.code.to_string(), now)?;
    Ok(case.code)
}

/// Writes that the officer rang the duty desk: each tap, and the first as the time of the call.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn note_ring(casework: &Casework, code: CaseCode, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("note_ring", move |conn| {
            let row = call_outs::of_unit(conn, &code, &staff.unit)?.ok_or(FlowError::NotFound)?;
            call_outs::note_ring(conn, row.case, now)?;
            Ok(ring_attempts::insert(conn, row.case, &staff.reference, now)?)
        })
        .await
}
