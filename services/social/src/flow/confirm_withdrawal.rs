//! “We know that the consent is withdrawn.”

use casework::Staff;
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, HandoverId};

use super::{DeskProblem, EventKind, events::tell, own_item};
use crate::{db::duty_items, domain::DutyItem};

/// A person confirms a withdrawal that came after the handover was opened. Again changes nothing.
///
/// # Errors
/// [`DeskProblem::WrongState`] when nothing was withdrawn; see [`DeskProblem`].
pub fn confirm_withdrawal(conn: &mut Conn, handover: HandoverId, staff: &Staff, now: Timestamp) -> Result<CaseCode, DeskProblem> {
    let item = own_item(conn, handover, &staff.unit)?;
    if item.withdrawn_at.is_none() {
        return Err(DeskProblem::WrongState);
    }
    if item.must_stop() {
        duty_items::save(conn, &DutyItem { withdrawal_confirmed_at: Some(now), ..item.clone() })?;
        tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    }
    Ok(item.case_code)
}
