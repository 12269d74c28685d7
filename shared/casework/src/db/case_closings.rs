//! Closes of cases, unit by unit.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::UnitId;

use super::{parsed, parsed_option, schema::case_closings};
use crate::domain::{CaseClosing, ClosingReason, Staff, TakeUpReason};

#[derive(Queryable, Selectable)]
#[diesel(table_name = case_closings)]
struct Row {
    id: Id,
    unit: String,
    reason: String,
    closed_role: String,
    closed_at: Micros,
    told_at: Option<Micros>,
    taken_up_why: Option<String>,
    taken_up_role: Option<String>,
    taken_up_at: Option<Micros>,
}

impl Row {
    fn into_closing(self) -> Result<CaseClosing> {
        let taken_up =
            parsed_option(self.taken_up_why.as_deref())?.zip(parsed_option(self.taken_up_role.as_deref())?).zip(self.taken_up_at);
        Ok(CaseClosing {
            id: self.id,
            unit: parsed(&self.unit)?,
            reason: parsed(&self.reason)?,
            closed: (parsed(&self.closed_role)?, self.closed_at.timestamp()),
            told_at: self.told_at.map(Micros::timestamp),
            taken_up: taken_up.map(|((why, role), at)| (why, role, at.timestamp())),
        })
    }
}

/// Writes a close. A second one before it is taken up again is refused by the database.
///
/// # Errors
/// [`store::Error`]; `UniqueViolation` when the unit has closed it already.
pub(crate) fn close(conn: &mut Conn, case: Id, reason: ClosingReason, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        case_closings::id.eq(Id::generate(now)),
        case_closings::case_id.eq(case),
        case_closings::unit.eq(staff.unit.as_str()),
        case_closings::reason.eq(reason.code()),
        case_closings::closed_by.eq(staff.reference.as_str()),
        case_closings::closed_role.eq(staff.role.code()),
        case_closings::closed_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(case_closings::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Takes the case up again at a unit; says whether it was closed there.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn take_up(conn: &mut Conn, case: Id, why: TakeUpReason, staff: &Staff, now: Timestamp) -> Result<bool> {
    let standing = case_closings::table
        .filter(case_closings::case_id.eq(case))
        .filter(case_closings::unit.eq(staff.unit.as_str()))
        .filter(case_closings::taken_up_at.is_null());
    let query = diesel::update(standing).set((
        case_closings::taken_up_why.eq(why.code()),
        case_closings::taken_up_by.eq(staff.reference.as_str()),
        case_closings::taken_up_role.eq(staff.role.code()),
        case_closings::taken_up_at.eq(Micros::from(now)),
    ));
    Ok(on!(conn, c => query.execute(c))? > 0)
}

/// Writes that the other agency was told of a close that stands, once; says whether it had not been.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn told(conn: &mut Conn, closing: Id, now: Timestamp) -> Result<bool> {
    let untold = case_closings::table.filter(case_closings::id.eq(closing)).filter(case_closings::told_at.is_null());
    let untold = untold.filter(case_closings::taken_up_at.is_null());
    let query = diesel::update(untold).set(case_closings::told_at.eq(Some(Micros::from(now))));
    Ok(on!(conn, c => query.execute(c))? > 0)
}

/// The closes of a case at a unit, the latest first.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn of_case(conn: &mut Conn, case: Id, unit: &UnitId) -> Result<Vec<CaseClosing>> {
    let query = case_closings::table
        .filter(case_closings::case_id.eq(case))
        .filter(case_closings::unit.eq(unit.as_str()))
        .order((case_closings::closed_at.desc(), case_closings::id.desc()));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_closing).collect()
}
