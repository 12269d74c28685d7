//! Help in practice: promised, and done.

use casework::{Casework, Staff};
use jiff::{Timestamp, civil::Date};
use store::Id;
use wire::CaseCode;

use super::{
    FlowError,
    follow_outreach::{once, open, own},
};
use crate::{
    db::practical_help,
    domain::practical_help::{HelpKind, HelpOutcome},
};

/// Writes a promise.
///
/// # Errors
/// [`FlowError::NotFound`]; [`FlowError::Meanwhile`] when the case is closed; those of the database.
pub async fn promise(
    casework: &Casework,
    code: CaseCode,
    (kind, day): (HelpKind, Option<Date>),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("promise_help", move |conn| {
            let case = open(conn, &code, &staff)?;
            Ok(practical_help::insert(conn, case.case, kind, day, &staff, now)?)
        })
        .await
}

/// Writes what became of a promise.
///
/// # Errors
/// [`FlowError::NotFound`]; [`FlowError::Meanwhile`] when that is written already; those of the database.
pub async fn settle(
    casework: &Casework,
    code: CaseCode,
    help: Id,
    outcome: HelpOutcome,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("settle_help", move |conn| {
            let case = own(conn, &code, &staff)?.case;
            if !practical_help::of_case(conn, case)?.iter().any(|known| known.id == help) {
                return Err(FlowError::NotFound);
            }
            once(practical_help::settle(conn, case, help, outcome, &staff, now)?)
        })
        .await
}
