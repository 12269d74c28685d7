//! “Not for us”: with a reason from the list, or with the unit it belongs to.

use casework::{AnswerProblem, Casework, Handover, Staff};
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, DeclineReason, HandoverId, UnitId};

use super::{DeskProblem, EventKind, acknowledge::taken, events::tell, own_item};
use crate::{
    db::{duty_items, number_marks},
    domain::{DutyItem, DutyState},
};

/// Declines a handover nobody else owns. Declining again with whatever reason changes nothing.
///
/// # Errors
/// [`DeskProblem::Taken`] when a colleague owns it; [`DeskProblem::WrongState`]; see [`DeskProblem`].
pub fn decline(
    casework: &Casework,
    conn: &mut Conn,
    handover: HandoverId,
    reason: DeclineReason,
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, DeskProblem> {
    let item = own_item(conn, handover, &staff.unit)?;
    refuse(conn, item, None, staff, now, |conn| casework.decline(conn, handover, reason, staff, now))
}

/// Declines a handover nobody else owns because it belongs to another unit. The sender is told which, and sends it there
/// after a preview of its own; nothing goes on from here. Again changes nothing.
///
/// # Errors
/// [`DeskProblem::UnknownUnit`] for a unit that is not among [`Casework::elsewhere`]; as [`decline`].
pub fn redirect(
    casework: &Casework,
    conn: &mut Conn,
    handover: HandoverId,
    unit: &UnitId,
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, DeskProblem> {
    let item = own_item(conn, handover, &staff.unit)?;
    // Before it is opened nobody here knows who sent it, nor what it is.
    let sender = item.from_unit.as_ref().ok_or(DeskProblem::WrongState)?.agency();
    if !casework.elsewhere(&staff.unit, &sender).iter().any(|known| known.address.unit == *unit) {
        return Err(DeskProblem::UnknownUnit);
    }
    refuse(conn, item, Some(unit), staff, now, |conn| casework.redirect(conn, handover, unit, staff, now))
}

fn refuse(
    conn: &mut Conn,
    item: DutyItem,
    belongs_to: Option<&UnitId>,
    staff: &Staff,
    now: Timestamp,
    answer: impl FnOnce(&mut Conn) -> Result<Handover, AnswerProblem>,
) -> Result<CaseCode, DeskProblem> {
    if item.state == DutyState::Declined {
        return Ok(item.case_code);
    }
    if item.owner.as_ref().is_some_and(|owner| *owner != staff.reference) {
        return Err(taken(conn, &item)?);
    }
    if !matches!(item.state, DutyState::Received | DutyState::Acknowledged) {
        return Err(DeskProblem::WrongState);
    }
    answer(conn)?;
    let by = Some(staff.reference.clone());
    let declined = DutyItem { state: DutyState::Declined, state_at: now, state_by: by, belongs_to: belongs_to.cloned(), ..item };
    duty_items::save(conn, &declined)?;
    number_marks::forget(conn, declined.handover)?;
    tell(conn, &declined.unit, EventKind::Changed, declined.case_code, now)?;
    Ok(declined.case_code)
}
