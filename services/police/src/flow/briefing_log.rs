//! What stays of briefings: when they were shown and to whom, and the copies on paper until each is destroyed.

use casework::{Casework, Staff, staff};
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Id};
use wire::StaffRef;

use super::{FlowError, brief_shift::shown};
use crate::{
    db::{shift_briefing_copies, shift_briefing_readings, shift_briefings},
    domain::shift_briefing::{BriefingCopy, ShiftBriefing, ShownOn},
};

/// How far back the list goes; a briefing of which a copy is still out stays on it.
const LISTED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A briefing with its log. No card, no person.
pub struct Logged {
    /// The briefing.
    pub briefing: ShiftBriefing,
    /// How many cards it was made with and still has.
    pub cards: usize,
    /// When it was shown, to whom, on what.
    pub readings: Vec<(Timestamp, String, ShownOn)>,
    /// Copies, each with who has it.
    pub copies: Vec<(BriefingCopy, String)>,
}

/// The briefings of the unit of this member of staff, the latest first.
///
/// # Errors
/// Those of the database.
pub async fn of_unit(casework: &Casework, reader: &Staff, now: Timestamp) -> Result<Vec<Logged>, FlowError> {
    let unit = reader.unit.clone();
    let read = casework.db().read(move |conn| {
        let mut log = Vec::new();
        let since = now - LISTED;
        let still_out = shift_briefing_copies::still_out(conn)?;
        let older = shift_briefings::ended_among(conn, &still_out, &unit, since)?;
        for briefing in shift_briefings::of_unit(conn, &unit, since)?.into_iter().chain(older) {
            let cards = shift_briefings::persons(conn, briefing.id)?.len();
            let mut readings = Vec::new();
            for (at, by, on) in shift_briefing_readings::of_briefing(conn, briefing.id)? {
                readings.push((at, name(conn, &by)?, on));
            }
            let mut copies = Vec::new();
            for copy in shift_briefing_copies::of_briefing(conn, briefing.id)? {
                let holder = name(conn, &copy.staff)?;
                copies.push((copy, holder));
            }
            log.push(Logged { briefing, cards, readings, copies });
        }
        Ok(log)
    });
    Ok(read.await?)
}

/// The name of a colleague; empty when it is none any more.
fn name(conn: &mut Conn, reference: &StaffRef) -> store::Result<String> {
    Ok(staff::find(conn, reference)?.map(|member| member.name).unwrap_or_default())
}

/// Counts another copy for this member of staff; gives its number.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn copy(casework: &Casework, id: Id, staff: &Staff, now: Timestamp) -> Result<i32, FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("copy_shift_briefing", move |conn| {
            shown(conn, id, &staff, now)?;
            Ok(shift_briefing_copies::add(conn, id, &staff, now)?)
        })
        .await
}

/// Writes that a copy is destroyed. That is said after the shift as well.
///
/// # Errors
/// [`FlowError::NotFound`] for another unit's; [`FlowError::Meanwhile`] when it is said already; those of the database.
pub async fn destroy(casework: &Casework, copy: Id, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("destroy_briefing_copy", move |conn| {
            let found = shift_briefing_copies::find(conn, copy)?.ok_or(FlowError::NotFound)?;
            shift_briefings::find(conn, found.briefing, &staff.unit)?.ok_or(FlowError::NotFound)?;
            if shift_briefing_copies::destroy(conn, copy, &staff, now)? { Ok(()) } else { Err(FlowError::Meanwhile) }
        })
        .await
}
