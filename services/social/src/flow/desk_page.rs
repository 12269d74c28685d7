//! Everything the desk's page shows, as one snapshot.

use casework::{Casework, Staff, gaps, staff};
use jiff::Timestamp;
use store::{Conn, Id};
use wire::{CaseCode, StaffRole};

use super::{AtHand, BoardShown, DeskProblem, RosterLine, at_hand, keys_off, roster, shift_of, show_desk, unseen_silence, waiting_shells};
use crate::{
    db::{assignments, silent_spells::SilentSpell},
    domain::{Shell, Shift},
};

/// The page of one person.
#[derive(Debug)]
pub struct DeskPage {
    /// The list.
    pub board: BoardShown,
    /// What the person has at hand.
    pub at_hand: Vec<AtHand>,
    /// “Vem har vad”.
    pub roster: Vec<RosterLine>,
    /// Shells that wait for their record, each with whether a question does.
    pub shells: Vec<(Shell, bool)>,
    /// What the person has got from a colleague and not yet said that they know.
    pub assigned: Vec<Assigned>,
    /// Times when nobody was there, for the group leader alone.
    pub silence: Vec<SilentSpell>,
    /// How many numbers are missing among what was sent to this unit.
    pub gaps: usize,
    /// The person's shift.
    pub shift: Option<Shift>,
    /// The person has switched the keys off.
    pub keys_off: bool,
}

/// A case that came from a colleague.
#[derive(Clone)]
pub struct Assigned {
    /// Id of the assignment.
    pub id: Id,
    /// Code of the case.
    pub code: CaseCode,
    /// Name of who decided.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl std::fmt::Debug for Assigned {
    /// Without the name.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Assigned({})", self.code)
    }
}

/// Reads it. Custody that the person has no entry for is kept back, see [`super::enter_views`].
///
/// # Errors
/// See [`DeskProblem`].
pub fn desk_page(casework: &Casework, conn: &mut Conn, staff: &Staff, now: Timestamp) -> Result<DeskPage, DeskProblem> {
    let silence = if staff.role == StaffRole::DutyLead { unseen_silence(conn, &staff.unit)? } else { Vec::new() };
    Ok(DeskPage {
        board: show_desk(casework, conn, staff, now)?,
        at_hand: at_hand(casework, conn, staff)?,
        roster: roster(conn, &staff.unit, now)?,
        shells: waiting_shells(conn, &staff.unit)?,
        assigned: assigned(conn, staff)?,
        silence,
        gaps: gaps::open(conn)?.iter().filter(|gap| gap.channel.to == staff.unit).count(),
        shift: shift_of(conn, staff)?,
        keys_off: keys_off(conn, staff)?,
    })
}

fn assigned(conn: &mut Conn, staff: &Staff) -> store::Result<Vec<Assigned>> {
    let untold = assignments::untold(conn, &staff.reference)?;
    let shown = untold.into_iter().map(|one| {
        let by = staff::find(conn, &one.by)?.map(|member| member.name).unwrap_or_default();
        Ok(Assigned { id: one.id, code: one.code, by, at: one.at })
    });
    shown.collect()
}
