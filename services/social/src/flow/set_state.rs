//! How far the desk has come, noted here and told to the sender without content.

use casework::{Casework, Staff, cases};
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, HandoverId, value::CaseStateWord};

use super::{DeskProblem, EventKind, events::tell, own_item};
use crate::{
    db::duty_items,
    domain::{DutyItem, DutyState},
};

/// Sets the state of every owned row of the case and sends one word back. The state it already has changes nothing and sends
/// nothing.
///
/// # Errors
/// [`DeskProblem::WrongState`] before somebody owns it, after it is closed, and for the words that machines send;
/// [`DeskProblem::CannotTell`] when the word can't be sent: nothing is noted then either; see [`DeskProblem`].
pub fn set_state(
    casework: &Casework,
    conn: &mut Conn,
    handover: HandoverId,
    word: CaseStateWord,
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, DeskProblem> {
    let state = DutyState::told(word).ok_or(DeskProblem::WrongState)?;
    let item = own_item(conn, handover, &staff.unit)?;
    if item.state == state {
        return Ok(item.case_code);
    }
    if !item.is_in_hand() {
        return Err(DeskProblem::WrongState);
    }
    let id = item.case.ok_or(DeskProblem::WrongState)?;
    let case = cases::find(conn, id)?.ok_or(DeskProblem::NotFound)?;
    for row in duty_items::of_case(conn, &staff.unit, id)?.into_iter().filter(DutyItem::is_in_hand) {
        let by = Some(staff.reference.clone());
        duty_items::save(conn, &DutyItem { state, state_at: now, state_by: by, ..row })?;
    }
    casework.send_state(conn, &case, word, staff, now)?;
    tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    Ok(item.case_code)
}
