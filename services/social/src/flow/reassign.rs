//! A case goes from one colleague to another.

use casework::{Staff, staff};
use jiff::Timestamp;
use store::{Conn, Id};
use wire::{CaseCode, HandoverId, StaffRef, StaffRole};

use super::{DeskProblem, EventKind, events::tell, own_item};
use crate::{
    db::{assignments, duty_items, rail_places},
    domain::{Assignment, DutyItem, PlaceKind},
};

/// Whether this person may give the case away: the one who has it, or the group leader.
pub fn may_reassign(item: &DutyItem, staff: &Staff) -> bool {
    item.is_in_hand() && (item.owner.as_ref() == Some(&staff.reference) || staff.role == StaffRole::DutyLead)
}

/// Gives every row of the case that its owner has in hand to a colleague of the same desk, who is told. To the one who has it
/// already changes nothing.
///
/// # Errors
/// [`DeskProblem::NotYours`] for anybody but the owner and the group leader; [`DeskProblem::NotFound`] also when the colleague
/// does not work at this desk; see [`DeskProblem`].
pub fn reassign(conn: &mut Conn, handover: HandoverId, to: &StaffRef, by: &Staff, now: Timestamp) -> Result<CaseCode, DeskProblem> {
    let item = own_item(conn, handover, &by.unit)?;
    let (Some(case), Some(from)) = (item.case, item.owner.clone()) else { return Err(DeskProblem::WrongState) };
    if !item.is_in_hand() {
        return Err(DeskProblem::WrongState);
    }
    if !may_reassign(&item, by) {
        return Err(DeskProblem::NotYours);
    }
    let colleague = staff::find(conn, to)?.filter(|member| member.unit == by.unit && crate::access::DESK_ROLES.contains(&member.role));
    let colleague = colleague.ok_or(DeskProblem::NotFound)?;
    if from == colleague.reference {
        return Ok(item.case_code);
    }
    for row in duty_items::of_case(conn, &by.unit, case)? {
        if row.is_in_hand() && row.owner.as_ref() == Some(&from) {
            duty_items::save(conn, &DutyItem { owner: Some(colleague.reference.clone()), ..row })?;
        }
    }
    let assignment = Assignment {
        id: Id::generate(now),
        case,
        code: item.case_code,
        unit: by.unit.clone(),
        from,
        to: colleague.reference.clone(),
        by: by.reference.clone(),
        at: now,
    };
    assignments::insert(conn, &assignment)?;
    if rail_places::of(conn, &colleague.reference)?.len() < crate::domain::AT_HAND {
        rail_places::insert(conn, &colleague.reference, case, PlaceKind::Case, now)?;
    }
    tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    Ok(item.case_code)
}

/// The new owner knows.
///
/// # Errors
/// [`DeskProblem::NotFound`] for what is another's to know.
pub fn know_of_assignment(conn: &mut Conn, id: Id, staff: &Staff, now: Timestamp) -> Result<(), DeskProblem> {
    if assignments::set_seen(conn, id, &staff.reference, now)? { Ok(()) } else { Err(DeskProblem::NotFound) }
}
