//! A new call-out: a case with a code to say on the telephone.

use casework::{Casework, Staff};
use jiff::Timestamp;
use store::events;
use wire::{CaseCode, SubjectRole};

use super::{FlowError, loaded};
use crate::{
    db::call_outs::{self, CallOut},
    domain::call_out::{CallOutState, Content},
    reception::stream_of,
};

/// The persons every call-out has an id for. An id says nothing: it is random, of this case, and sent only with a field
/// about that person.
pub(super) const PERSONS: [SubjectRole; 3] = [SubjectRole::Victim, SubjectRole::PersonUsingViolence, SubjectRole::Child];

/// Opens a call-out of the unit of this member of staff and returns its code.
///
/// # Errors
/// [`FlowError::NoCodeLeft`]; those of the database.
pub async fn open_call_out(casework: &Casework, staff: &Staff, now: Timestamp) -> Result<CaseCode, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("open_call_out", move |conn| {
            let case = door.open_own_case(conn, now)?;
            for role in PERSONS {
                door.add_subject(conn, &case, role, now)?;
            }
            let sealed = loaded::seal(conn, &door, &case, &Content::default())?;
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
            events::append(conn, &stream_of(&row.unit), "call_out_opened", &case.code.to_string(), now)?;
            Ok(case.code)
        })
        .await
}

/// Writes when the officer rang the duty desk. The first tap counts.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn note_ring(casework: &Casework, code: CaseCode, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let unit = staff.unit.clone();
    casework
        .db()
        .try_write("note_ring", move |conn| {
            let row = call_outs::of_unit(conn, &code, &unit)?.ok_or(FlowError::NotFound)?;
            Ok(call_outs::note_ring(conn, row.case, now)?)
        })
        .await
}
