//! “Not for us”, with a reason from the list.

use casework::{Casework, Staff};
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, DeclineReason, HandoverId};

use super::{DeskProblem, EventKind, acknowledge::taken, events::tell, own_item};
use crate::{
    db::duty_items,
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
    if item.state == DutyState::Declined {
        return Ok(item.case_code);
    }
    if item.owner.as_ref().is_some_and(|owner| *owner != staff.reference) {
        return Err(taken(conn, &item)?);
    }
    if !matches!(item.state, DutyState::Received | DutyState::Acknowledged) {
        return Err(DeskProblem::WrongState);
    }
    casework.decline(conn, handover, reason, staff, now)?;
    let by = Some(staff.reference.clone());
    duty_items::save(conn, &DutyItem { state: DutyState::Declined, state_at: now, state_by: by, ..item.clone() })?;
    tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    Ok(item.case_code)
}
