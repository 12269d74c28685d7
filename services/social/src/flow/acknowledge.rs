//! “I own it.”

use casework::{Casework, Staff, staff};
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, HandoverId};

use super::{DeskProblem, EventKind, events::tell, own_item};
use crate::{
    db::duty_items,
    domain::{DutyItem, DutyState},
};

/// A person takes a row, and with it those rows of the same case that stood beside it on the page (`also`). Of two people at
/// once one wins; the other is told who. The same person's second press changes nothing.
///
/// # Errors
/// [`DeskProblem::Taken`], [`DeskProblem::WrongState`] for one that is not opened yet; see [`DeskProblem`].
pub fn acknowledge(
    casework: &Casework,
    conn: &mut Conn,
    handover: HandoverId,
    also: &[HandoverId],
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, DeskProblem> {
    let item = own_item(conn, handover, &staff.unit)?;
    take(casework, conn, &item, staff, now)?;
    for beside in also.iter().filter(|beside| **beside != handover) {
        // What a colleague has taken meanwhile, or what is of another case, stays as it is.
        let other = own_item(conn, *beside, &staff.unit);
        if let Ok(other) = other
            && other.case == item.case
            && other.state == DutyState::Received
            && other.owner.is_none()
        {
            take(casework, conn, &other, staff, now)?;
        }
    }
    Ok(item.case_code)
}

fn take(casework: &Casework, conn: &mut Conn, item: &DutyItem, staff: &Staff, now: Timestamp) -> Result<(), DeskProblem> {
    if item.owner.as_ref() == Some(&staff.reference) {
        return Ok(());
    }
    if item.owner.is_some() {
        return Err(taken(conn, item)?);
    }
    let next = match item.state {
        DutyState::Received => DutyState::Acknowledged,
        // It could not be opened: the person has rung. There is no receipt to sign; the machine has sent its own.
        DutyState::Rejected => DutyState::Rejected,
        _ => return Err(DeskProblem::WrongState),
    };
    if !duty_items::own(conn, item.handover, &staff.reference, next, now)? {
        let item = own_item(conn, item.handover, &staff.unit)?;
        return Err(taken(conn, &item)?);
    }
    if next == DutyState::Acknowledged {
        casework.acknowledge(conn, item.handover, staff, now)?;
    }
    tell(conn, &item.unit, EventKind::Acknowledged, item.case_code, now)?;
    Ok(())
}

/// The answer to the one who came second.
pub(super) fn taken(conn: &mut Conn, item: &DutyItem) -> store::Result<DeskProblem> {
    let owner = match &item.owner {
        Some(reference) => staff::find(conn, reference)?,
        None => None,
    };
    Ok(DeskProblem::Taken { code: item.case_code, by: owner.map(|owner| owner.name).unwrap_or_default() })
}
