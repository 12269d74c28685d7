//! The ring log and the calls that were promised. Stays in this agency.

use casework::{Case, Casework, Concerned, ContactChannel, Interaction, NewInteraction, Staff, Tie, cases};
use jiff::Timestamp;
use store::{Conn, Id};
use wire::{CaseCode, HandoverId, SubjectRole, UnitId};

use super::{DeskProblem, EventKind, events::tell, own_item};
use crate::{
    db::promised_calls,
    domain::{Attempt, AttemptOutcome, DutyItem, PromisedCall},
};

fn in_hand(conn: &mut Conn, handover: HandoverId, staff: &Staff) -> Result<(DutyItem, Id), DeskProblem> {
    let item = own_item(conn, handover, &staff.unit)?;
    match item.case {
        Some(case) if item.is_in_hand() => Ok((item, case)),
        _ => Err(DeskProblem::WrongState),
    }
}

/// Writes an attempt to ring the exposed person, as the contact it is: the same doing counts once.
///
/// # Errors
/// [`DeskProblem::WrongState`] before somebody owns the case; see [`DeskProblem`].
pub fn log_attempt(
    casework: &Casework,
    conn: &mut Conn,
    handover: HandoverId,
    outcome: AttemptOutcome,
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, DeskProblem> {
    let (item, case) = in_hand(conn, handover, staff)?;
    let case = cases::find(conn, case)?.ok_or(DeskProblem::NotFound)?;
    let concerned = Concerned::in_role(SubjectRole::Victim);
    let rung = NewInteraction { id: None, concerned, outcome: outcome.into(), channel: Some(ContactChannel::Phone) };
    casework.record_interaction(conn, &case, (staff, Tie::Works), rung, now)?;
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

/// Who was reached has got the call that was promised; and the desks see what was rung, wherever it was written down.
pub(super) fn rung(conn: &mut Conn, case: &Case, contact: &Interaction, now: Timestamp) -> store::Result<()> {
    if contact.concerned.role != SubjectRole::Victim {
        return Ok(());
    }
    if contact.is_talk() {
        promised_calls::close(conn, &contact.unit, case.id, true, &contact.staff, now)?;
    }
    tell(conn, &contact.unit, EventKind::Changed, case.code, now)
}

/// The ring log of a case at one desk, the latest last: contacts with the exposed person as they stand.
pub(super) fn ring_log(casework: &Casework, conn: &mut Conn, unit: &UnitId, case: Id) -> store::Result<Vec<Attempt>> {
    let contacts = casework.contacts_of_unit(conn, case, unit)?.into_iter().rev().map(|shown| shown.now);
    let rung = contacts.filter(|one| one.concerned.role == SubjectRole::Victim).filter_map(|one| Attempt::of(&one));
    Ok(rung.collect())
}
