//! The briefing of a shift: put together, and taken down.

use casework::{Casework, Staff};
use jiff::Timestamp;
use store::{Conn, Id};

use super::{
    FlowError,
    focus_persons::{own, shown_of},
};
use crate::{
    db::shift_briefings,
    domain::shift_briefing::{Shift, ShiftBriefing, ShiftProblem},
};

/// Makes the briefing of a shift and returns its id. The persons are in the order of their cards, and at most
/// [`CARDS_MAX`](crate::domain::shift_briefing::CARDS_MAX).
///
/// # Errors
/// [`FlowError::NotFound`] for a person that is not the unit's, has lapsed or has nothing cleared; [`FlowError::Shift`] when
/// the unit has a briefing in that time already; those of the database.
pub async fn make(casework: &Casework, shift: Shift, persons: Vec<Id>, staff: &Staff, now: Timestamp) -> Result<Id, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("make_shift_briefing", move |conn| {
            let unit = staff.unit.clone();
            let earlier = shift_briefings::of_unit(conn, &unit, now)?;
            if earlier.iter().any(|briefing| briefing.is_shown(now) && briefing.shift.meets(shift)) {
                return Err(FlowError::Shift(ShiftProblem::Taken));
            }
            for person in &persons {
                let kept = own(conn, *person, &staff, now)?;
                if shown_of(conn, &door, &kept, now)? == 0 {
                    return Err(FlowError::NotFound);
                }
            }
            let briefing = ShiftBriefing { id: Id::generate(now), unit, shift, taken_down_at: None };
            shift_briefings::insert(conn, &briefing, &persons, &staff, now)?;
            Ok(briefing.id)
        })
        .await
}

/// Takes a briefing down before the shift ends.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn take_down(casework: &Casework, id: Id, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("take_down_shift_briefing", move |conn| {
            shown(conn, id, &staff, now)?;
            Ok(shift_briefings::take_down(conn, id, now)?)
        })
        .await
}

/// The briefing, if it is the unit's and its shift is not over.
pub(super) fn shown(conn: &mut Conn, id: Id, staff: &Staff, now: Timestamp) -> Result<ShiftBriefing, FlowError> {
    shift_briefings::find(conn, id, &staff.unit)?.filter(|briefing| briefing.is_shown(now)).ok_or(FlowError::NotFound)
}
