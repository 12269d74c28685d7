//! The hand-over at seven: one list a district, each case confirmed by the day staff.

use casework::{Casework, Staff};
use jiff::{SignedDuration, Timestamp};
use rulebook::Moment;
use store::Conn;
use wire::{CaseCode, HandoverId, UnitId};

use super::{DeskProblem, EventKind, events::tell, own_item};
use crate::{
    config::District,
    db::{
        district_lists::{self, Copy},
        duty_items,
    },
    domain::{DutyItem, DutyState},
};

/// Lists on paper are destroyed when the next night begins.
const PAPER_LIVES: SignedDuration = SignedDuration::from_hours(12);
/// How far back a night goes.
const NIGHT: SignedDuration = SignedDuration::from_hours(14);
/// Tries for the next number of a copy, when two print at once.
const TRIES: usize = 5;

/// The day a list is for, as it is written in addresses: the Swedish date.
pub fn list_day(now: Timestamp) -> String {
    Moment::in_sweden(now).date().to_string()
}

/// What the desk has for the morning: what a district has on its list and not yet confirmed, and what has no district yet.
///
/// # Errors
/// [`store::Error`].
pub fn for_the_morning(conn: &mut Conn, unit: &UnitId, now: Timestamp) -> store::Result<Vec<DutyItem>> {
    duty_items::for_the_morning(conn, unit, now - NIGHT)
}

/// “Klar för i natt”: nothing more to do before the morning. Stays in this agency.
///
/// # Errors
/// [`DeskProblem::WrongState`] before somebody owns it; see [`DeskProblem`].
pub fn finish_tonight(conn: &mut Conn, handover: HandoverId, staff: &Staff, now: Timestamp) -> Result<CaseCode, DeskProblem> {
    change(conn, handover, staff, now, DutyItem::is_in_hand, |row| DutyItem { state: DutyState::DoneTonight, ..row })
}

/// Puts the case on the list of a district, or of another one.
///
/// # Errors
/// As [`finish_tonight`].
pub fn hand_to_district(
    conn: &mut Conn,
    handover: HandoverId,
    district: &District,
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, DeskProblem> {
    let code = district.code.clone();
    change(conn, handover, staff, now, DutyItem::is_for_the_morning, move |row| DutyItem {
        state: DutyState::HandedToDistrict,
        district: Some(code.clone()),
        ..row
    })
}

fn change(
    conn: &mut Conn,
    handover: HandoverId,
    staff: &Staff,
    now: Timestamp,
    allowed: impl Fn(&DutyItem) -> bool,
    to: impl Fn(DutyItem) -> DutyItem,
) -> Result<CaseCode, DeskProblem> {
    let item = own_item(conn, handover, &staff.unit)?;
    let (Some(case), true) = (item.case, allowed(&item)) else { return Err(DeskProblem::WrongState) };
    for row in duty_items::of_case(conn, &staff.unit, case)?.into_iter().filter(|row| allowed(row)) {
        let by = Some(staff.reference.clone());
        duty_items::save(conn, &DutyItem { state_at: now, state_by: by, ..to(row) })?;
    }
    tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    Ok(item.case_code)
}

/// The day staff says that the case is theirs: a case worker of the district, or the desk after hearing it on the telephone.
/// The sender is told which unit has taken over, when the district is a unit of its own.
///
/// # Errors
/// [`DeskProblem::WrongState`] when it is on no list; [`DeskProblem::NotFound`] for another desk's; see [`DeskProblem`].
pub fn confirm(
    casework: &Casework,
    conn: &mut Conn,
    handover: HandoverId,
    district: &District,
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, DeskProblem> {
    let found = duty_items::find_for_change(conn, handover)?;
    let item = found.filter(|item| item.district.as_deref() == Some(district.code.as_str())).ok_or(DeskProblem::NotFound)?;
    let at_the_desk = item.unit == staff.unit;
    if !at_the_desk && district.unit.as_ref() != Some(&staff.unit) {
        return Err(DeskProblem::NotFound);
    }
    let (Some(case), true) = (item.case, matches!(item.state, DutyState::HandedToDistrict | DutyState::DistrictAcknowledged)) else {
        return Err(DeskProblem::WrongState);
    };
    for row in duty_items::of_case(conn, &item.unit, case)? {
        if row.state != DutyState::HandedToDistrict || row.district != item.district {
            continue;
        }
        district_lists::confirm(conn, row.handover, &staff.reference, at_the_desk, now)?;
        if let Some(unit) = &district.unit {
            casework.take_over(conn, row.handover, unit, staff, now)?;
        }
        let by = Some(staff.reference.clone());
        duty_items::save(conn, &DutyItem { state: DutyState::DistrictAcknowledged, state_at: now, state_by: by, ..row })?;
    }
    tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    Ok(item.case_code)
}

/// What is on the list of a district and when each was confirmed; the open ones first.
///
/// # Errors
/// [`store::Error`].
pub fn district_list(conn: &mut Conn, unit: &UnitId, district: &District, now: Timestamp) -> store::Result<Vec<DutyItem>> {
    let mut items = for_the_morning(conn, unit, now)?;
    items.extend(duty_items::of_unit(conn, unit, now - NIGHT)?.into_iter().filter(|item| item.state == DutyState::DistrictAcknowledged));
    items.retain(|item| item.district.as_deref() == Some(district.code.as_str()));
    items.sort_by_key(|item| (item.state == DutyState::DistrictAcknowledged, item.announced_at, item.handover));
    items.dedup_by_key(|item| item.handover);
    Ok(items)
}

/// Makes the next numbered copy of a list.
///
/// # Errors
/// See [`DeskProblem`].
pub fn add_copy(conn: &mut Conn, unit: &UnitId, district: &District, staff: &Staff, now: Timestamp) -> Result<i32, DeskProblem> {
    let day = list_day(now);
    for _ in 0..TRIES {
        let n = copies(conn, unit, district, now)?.last().map_or(1, |copy| copy.n + 1);
        let copy = Copy { n, by: staff.reference.clone(), at: now, destroy_at: now + PAPER_LIVES };
        let made = conn.transaction(|conn| district_lists::add_copy(conn, unit, &district.code, &day, &copy));
        match made {
            Err(error) if error.is(store::ErrorKind::UniqueViolation) => {}
            other => return other.map(|()| n).map_err(Into::into),
        }
    }
    Err(DeskProblem::WrongState)
}

/// The copies of a list that were made today.
///
/// # Errors
/// [`store::Error`].
pub fn copies(conn: &mut Conn, unit: &UnitId, district: &District, now: Timestamp) -> store::Result<Vec<Copy>> {
    district_lists::copies(conn, unit, &district.code, &list_day(now))
}
