//! “Starta passet”, and the end of it.

use casework::{Staff, staff};
use jiff::Timestamp;
use store::{Conn, Id, Result};
use wire::{CaseCode, StaffRef, UnitId};

use super::events::tell_desk;
use crate::{
    db::{desk_settings, duty_items, shifts},
    domain::{Section, Shift, ToneHeard},
};

/// A colleague, and what that colleague has.
#[derive(Clone)]
pub struct RosterLine {
    /// Reference.
    pub staff: StaffRef,
    /// Name, for the pages of this agency alone.
    pub name: String,
    /// The shift; none for somebody who has cases and is not on.
    pub shift: Option<Shift>,
    /// Codes of the cases the person has in hand, the oldest first.
    pub codes: Vec<CaseCode>,
}

impl std::fmt::Debug for RosterLine {
    /// Without the name.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RosterLine({}, {})", self.staff, self.codes.len())
    }
}

/// Begins the person's shift; one that runs goes on as it is.
///
/// # Errors
/// [`store::Error`].
pub fn begin_shift(conn: &mut Conn, staff: &Staff, until: Option<Timestamp>, now: Timestamp) -> Result<()> {
    let shift = Shift {
        id: Id::generate(now),
        staff: staff.reference.clone(),
        unit: staff.unit.clone(),
        started_at: now,
        until_at: until.filter(|until| *until > now),
        tone: None,
    };
    if shifts::begin(conn, &shift)? { tell_desk(conn, &staff.unit, now) } else { Ok(()) }
}

/// Keeps whether the tone was heard; without a shift nothing is kept.
///
/// # Errors
/// [`store::Error`].
pub fn answer_tone(conn: &mut Conn, staff: &Staff, heard: ToneHeard) -> Result<bool> {
    shifts::set_tone(conn, &staff.reference, heard)
}

/// Ends the person's shift. What the person has in hand stays theirs until somebody gets it.
///
/// # Errors
/// [`store::Error`].
pub fn end_shift(conn: &mut Conn, staff: &Staff, now: Timestamp) -> Result<()> {
    if shifts::end(conn, &staff.reference, now)? { tell_desk(conn, &staff.unit, now) } else { Ok(()) }
}

/// The shift a person has now.
///
/// # Errors
/// [`store::Error`].
pub fn shift_of(conn: &mut Conn, staff: &Staff) -> Result<Option<Shift>> {
    shifts::of(conn, &staff.reference)
}

/// “Vem har vad”: everybody who is on, in the order they came, then those who are not and still have something.
///
/// # Errors
/// [`store::Error`].
pub fn roster(conn: &mut Conn, unit: &UnitId, now: Timestamp) -> Result<Vec<RosterLine>> {
    let items = duty_items::of_unit(conn, unit, now)?;
    let mut lines = Vec::new();
    for shift in shifts::on(conn, unit)? {
        lines.push(line(conn, shift.staff.clone(), Some(shift))?);
    }
    for item in items.iter().filter(|item| item.section() == Section::Ongoing) {
        let Some(owner) = &item.owner else { continue };
        if !lines.iter().any(|line| line.staff == *owner) {
            lines.push(line(conn, owner.clone(), None)?);
        }
        if let Some(line) = lines.iter_mut().find(|line| line.staff == *owner)
            && !line.codes.contains(&item.case_code)
        {
            line.codes.push(item.case_code);
        }
    }
    Ok(lines)
}

fn line(conn: &mut Conn, staff: StaffRef, shift: Option<Shift>) -> Result<RosterLine> {
    let name = staff::find(conn, &staff)?.map(|member| member.name).unwrap_or_default();
    Ok(RosterLine { staff, name, shift, codes: Vec::new() })
}

/// Whether the person has switched the keys off.
///
/// # Errors
/// [`store::Error`].
pub fn keys_off(conn: &mut Conn, staff: &Staff) -> Result<bool> {
    desk_settings::keys_off(conn, &staff.reference)
}

/// Switches the keys on or off, for this person at every desk.
///
/// # Errors
/// [`store::Error`].
pub fn set_keys_off(conn: &mut Conn, staff: &Staff, off: bool) -> Result<()> {
    desk_settings::set_keys_off(conn, &staff.reference, off)
}
