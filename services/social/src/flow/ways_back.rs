//! Ways back into a case for who has lost the card: by the number she gave. It is a question to the own unit's cases alone.

use casework::{CaseClosing, Casework, OpenedParcel, Staff, ViewPurpose, Way, access_entries, cases, handovers};
use jiff::Timestamp;
use store::{Conn, Result};
use wire::{
    CaseCode, Category, HandoverId, SubjectRole, UnitId, Value,
    value::{Correction, PhoneNumber},
};

use crate::{
    db::{duty_items, number_marks},
    domain::DutyState,
};

/// A case that a number leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundByNumber {
    /// Its code.
    pub code: CaseCode,
    /// The agency that opened it.
    pub opened_by: wire::AgencyId,
    /// When the number came last.
    pub came_at: Timestamp,
    /// The close that stands at this unit.
    pub closed: Option<CaseClosing>,
}

/// Keeps by which numbers the exposed person of a parcel is found again. Nobody else is found by a number.
pub(super) fn keep_numbers(casework: &Casework, conn: &mut Conn, parcel: &OpenedParcel, unit: &UnitId, now: Timestamp) -> Result<()> {
    for field in &parcel.fields {
        if let Value::Correction(correction) = &field.value {
            forget_corrected(conn, parcel, correction)?;
        }
        let hers = field.subject.is_some_and(|subject| subject.role == SubjectRole::Victim);
        if let (true, Value::SafeContact(contact)) = (hers, &field.value) {
            let mark = casework.mark_of_number(&contact.phone);
            number_marks::keep(conn, unit, mark, (parcel.handover, parcel.case.id), now)?;
        }
    }
    Ok(())
}

/// Nobody is found by a number that its sender has withdrawn or replaced. Nobody corrects what another agency said.
fn forget_corrected(conn: &mut Conn, parcel: &OpenedParcel, correction: &Correction) -> Result<()> {
    let is_number = correction.category == Category::SafeContact;
    let wrong = if is_number { handovers::find(conn, correction.handover)? } else { None };
    if wrong.is_some_and(|wrong| wrong.way == Way::Received && wrong.from.agency == parcel.from.agency) {
        number_marks::forget(conn, correction.handover)?;
    }
    Ok(())
}

/// Whether what the number came with is nothing of this unit's any more: declined, handed on, or without the consent it came by.
fn is_lost(conn: &mut Conn, handover: HandoverId, unit: &UnitId) -> Result<bool> {
    let item = duty_items::find(conn, handover)?.filter(|item| item.unit == *unit);
    Ok(item.is_none_or(|item| item.state == DutyState::Declined || item.has_lost_its_consent()))
}

/// The cases of this person's unit that the number leads to. Writes who searched, in the log of searches and in that of each case.
///
/// # Errors
/// Those of the database.
pub fn find_by_number(
    casework: &Casework,
    conn: &mut Conn,
    number: &PhoneNumber,
    staff: &Staff,
    now: Timestamp,
) -> Result<Vec<FoundByNumber>> {
    let mut found: Vec<FoundByNumber> = Vec::new();
    for (handover, id, came_at) in number_marks::find(conn, &staff.unit, casework.mark_of_number(number))? {
        let Some(case) = cases::find(conn, id)? else { continue };
        if found.iter().any(|known| (&known.code, &known.opened_by) == (&case.code, &case.opened_by))
            || is_lost(conn, handover, &staff.unit)?
        {
            continue;
        }
        access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, &[Category::SafeContact], now)?;
        let closed = casework.standing_close(conn, &case, staff)?;
        found.push(FoundByNumber { code: case.code, opened_by: case.opened_by, came_at, closed });
    }
    number_marks::searched(conn, found.len(), staff, now)?;
    Ok(found)
}
