//! A case of the outreach: under a code of its own, or beside a call-out of the unit.

use casework::{Case, Casework, Staff, cases};
use jiff::{Timestamp, civil::Date};
use store::Conn;
use wire::{
    CaseCode,
    value::{District, Stated},
};

use super::{FlowError, open_call_out::PERSONS, reserve_code};
use crate::{
    db::{
        call_outs,
        outreach_cases::{self, OutreachCase},
        outreach_spells, relations,
    },
    domain::outreach_case::IntakeRoute,
};

/// How a case came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOutreach {
    /// The code the page showed.
    pub shown: Option<CaseCode>,
    /// The call-out it belongs to, when it has one.
    pub beside: Option<CaseCode>,
    /// How it came in.
    pub route: IntakeRoute,
    /// Day of the event; `None` when it is not known.
    pub event_on: Option<Date>,
    /// Area; `None` when it is not known.
    pub area: Option<District>,
    /// Whether there are children.
    pub children: Stated,
}

/// Opens a case of the unit of this member of staff and returns its code. One that the outreach has already stays as it is.
///
/// # Errors
/// [`FlowError::NotFound`] for a call-out of another unit; [`FlowError::NoRelation`] for one that this member of staff has not
/// said why they work on; [`FlowError::NoCodeLeft`]; those of the database.
pub async fn open(casework: &Casework, new: NewOutreach, staff: &Staff, now: Timestamp) -> Result<CaseCode, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("open_outreach", move |conn| {
            if let Some(code) = pressed_twice(conn, &new, &staff)? {
                return Ok(code);
            }
            let case = match &new.beside {
                Some(code) => beside(conn, code, &staff)?,
                None => own(conn, &door, &staff, now)?,
            };
            let row = OutreachCase {
                case: case.id,
                code: case.code,
                unit: staff.unit.clone(),
                route: new.route,
                event_on: new.event_on,
                area: new.area.clone(),
                children: new.children,
                opened_by: staff.reference.clone(),
            };
            if outreach_cases::insert(conn, &row)? {
                outreach_spells::open(conn, case.id, &staff, now)?;
            }
            Ok(case.code)
        })
        .await
}

/// Whether a call-out of the unit may be taken up: it is looked at before the form is shown.
///
/// # Errors
/// As [`open`].
pub async fn may_stand_beside(casework: &Casework, code: CaseCode, staff: &Staff) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework.db().try_read(move |conn| beside(conn, &code, &staff).map(drop)).await
}

/// The case that the same page made already.
fn pressed_twice(conn: &mut Conn, new: &NewOutreach, staff: &Staff) -> Result<Option<CaseCode>, FlowError> {
    let Some(code) = new.shown.filter(|_| new.beside.is_none()) else { return Ok(None) };
    let made = outreach_cases::find(conn, &code, &staff.unit)?;
    Ok(made.filter(|row| row.opened_by == staff.reference).map(|row| row.code))
}

fn beside(conn: &mut Conn, code: &CaseCode, staff: &Staff) -> Result<Case, FlowError> {
    let call_out = call_outs::of_unit(conn, code, &staff.unit)?.ok_or(FlowError::NotFound)?;
    relations::find(conn, call_out.case, &staff.reference)?.ok_or(FlowError::NoRelation)?;
    cases::find(conn, call_out.case)?.ok_or_else(|| FlowError::Inside("a call-out without a case".to_owned()))
}

fn own(conn: &mut Conn, casework: &Casework, staff: &Staff, now: Timestamp) -> Result<Case, FlowError> {
    let code = reserve_code::take(conn, casework, &staff.reference, now)?;
    let case = casework.open_case(conn, code, &casework.config().id, now)?;
    for role in PERSONS {
        casework.add_subject(conn, &case, role, now)?;
    }
    Ok(case)
}
