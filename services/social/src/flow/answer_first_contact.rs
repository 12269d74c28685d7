//! “Did you agree to this?”, asked at the first contact.

use casework::{Staff, disputed_consents};
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, HandoverId};

use super::{DeskProblem, EventKind, events::tell, own_item};
use crate::{db::duty_items, domain::Agreed};

/// Keeps the answer here; nothing is sent. After a no nobody sees what came by that consent, until it is answered otherwise.
///
/// # Errors
/// [`DeskProblem::WrongState`] before somebody owns the row; see [`DeskProblem`].
pub fn answer_first_contact(
    conn: &mut Conn,
    handover: HandoverId,
    agreed: Agreed,
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, DeskProblem> {
    let item = own_item(conn, handover, &staff.unit)?;
    if item.owner.is_none() || !item.is_open() {
        return Err(DeskProblem::WrongState);
    }
    duty_items::set_agreed(conn, handover, agreed)?;
    // Everything that shows or uses a value asks there, on every page.
    match agreed {
        Agreed::No => disputed_consents::put(conn, handover, staff, now)?,
        _ => disputed_consents::lift(conn, handover)?,
    }
    tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    Ok(item.case_code)
}
