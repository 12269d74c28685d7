//! Cases of the outreach: how they came in.

use diesel::prelude::*;
use jiff::civil::Date;
use store::{Conn, Id, Result, on};
use wire::{
    CaseCode, StaffRef, UnitId,
    value::{District, Stated},
};

use super::{parsed, parsed_option, schema::outreach_cases};
use crate::domain::outreach_case::IntakeRoute;

/// An outreach case as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutreachCase {
    /// This agency's id of the case.
    pub case: Id,
    /// Code of the case.
    pub code: CaseCode,
    /// The unit whose outreach it is.
    pub unit: UnitId,
    /// How it came in.
    pub route: IntakeRoute,
    /// Day of the event; `None` when it is not known.
    pub event_on: Option<Date>,
    /// Area; `None` when it is not known.
    pub area: Option<District>,
    /// Whether there are children.
    pub children: Stated,
    /// Who opened it.
    pub opened_by: StaffRef,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = outreach_cases)]
struct Row {
    case_id: Id,
    code: String,
    unit: String,
    route: String,
    event_on: Option<String>,
    area: Option<String>,
    children: String,
    opened_by: String,
}

impl Row {
    fn into_case(self) -> Result<OutreachCase> {
        Ok(OutreachCase {
            case: self.case_id,
            code: parsed(&self.code)?,
            unit: parsed(&self.unit)?,
            route: parsed(&self.route)?,
            event_on: parsed_option(self.event_on.as_deref())?,
            area: parsed_option(self.area.as_deref())?,
            children: parsed(&self.children)?,
            opened_by: parsed(&self.opened_by)?,
        })
    }
}

/// Writes a case; whether it was written, for a case is taken up once.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, case: &OutreachCase) -> Result<bool> {
    let row = Row {
        case_id: case.case,
        code: case.code.to_string(),
        unit: case.unit.to_string(),
        route: case.route.to_string(),
        event_on: case.event_on.map(|day| day.to_string()),
        area: case.area.as_ref().map(|area| area.expose().to_owned()),
        children: case.children.to_string(),
        opened_by: case.opened_by.to_string(),
    };
    let query = diesel::insert_into(outreach_cases::table).values(row).on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// The cases of a unit, by code.
///
/// # Errors
/// [`store::Error`].
pub fn of_unit(conn: &mut Conn, unit: &UnitId) -> Result<Vec<OutreachCase>> {
    let query = outreach_cases::table.filter(outreach_cases::unit.eq(unit.as_str())).order(outreach_cases::code);
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_case).collect()
}

/// The case with this code at this unit: another unit's is as unknown as none.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, code: &CaseCode, unit: &UnitId) -> Result<Option<OutreachCase>> {
    let query = outreach_cases::table.filter(outreach_cases::code.eq(code.to_string())).filter(outreach_cases::unit.eq(unit.as_str()));
    let row: Option<Row> = on!(conn, c => query.select(Row::as_select()).get_result(c).optional())?;
    row.map(Row::into_case).transpose()
}

/// What the outreach knows of a case, whichever unit's.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Option<OutreachCase>> {
    let query = outreach_cases::table.find(case);
    let row: Option<Row> = on!(conn, c => query.select(Row::as_select()).get_result(c).optional())?;
    row.map(Row::into_case).transpose()
}
