//! Ways back into a case for who has lost the card: by the number she gave. It is a question to the own unit's cases alone.

use casework::{CaseClosing, Casework, OpenedParcel, Staff, ViewPurpose, access_entries, cases};
use jiff::Timestamp;
use store::{Conn, Result};
use wire::{CaseCode, Category, SubjectRole, UnitId, Value, value::PhoneNumber};

use crate::db::{duty_items, number_marks};

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
        let hers = field.subject.is_some_and(|subject| subject.role == SubjectRole::Victim);
        if let (true, Value::SafeContact(contact)) = (hers, &field.value) {
            let mark = casework.mark_of_number(&contact.phone);
            number_marks::keep(conn, unit, mark, (parcel.handover, parcel.case.id), now)?;
        }
    }
    Ok(())
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
    let mut found = Vec::new();
    for (id, came_at) in number_marks::find(conn, &staff.unit, casework.mark_of_number(number))? {
        let Some(case) = cases::find(conn, id)? else { continue };
        // A case that was handed on is not the unit's any more.
        if duty_items::of_case(conn, &staff.unit, case.id)?.is_empty() {
            continue;
        }
        access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, &[Category::SafeContact], now)?;
        let closed = casework.standing_close(conn, &case, staff)?;
        found.push(FoundByNumber { code: case.code, opened_by: case.opened_by, came_at, closed });
    }
    number_marks::searched(conn, found.len(), staff, now)?;
    Ok(found)
}
