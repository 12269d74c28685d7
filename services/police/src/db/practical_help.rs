//! Help in practice that was promised, and what became of it.

use casework::Staff;
use diesel::prelude::*;
use jiff::{Timestamp, civil::Date};
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRole;

use super::{parsed, parsed_option, schema::practical_help};
use crate::domain::practical_help::{HelpKind, HelpOutcome};

/// A promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PracticalHelp {
    /// Id.
    pub id: Id,
    /// What.
    pub kind: HelpKind,
    /// For which day; `None` when none was said.
    pub promised_on: Option<Date>,
    /// The role of who promised.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
    /// What became of it, by which role, and when.
    pub outcome: Option<(HelpOutcome, StaffRole, Timestamp)>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = practical_help)]
struct Row {
    id: Id,
    kind: String,
    promised_on: Option<String>,
    role: String,
    at: Micros,
    outcome: Option<String>,
    outcome_role: Option<String>,
    outcome_at: Option<Micros>,
}

impl Row {
    fn into_help(self) -> Result<PracticalHelp> {
        let (outcome, role) = (parsed_option(self.outcome.as_deref())?, parsed_option(self.outcome_role.as_deref())?);
        Ok(PracticalHelp {
            id: self.id,
            kind: parsed(&self.kind)?,
            promised_on: parsed_option(self.promised_on.as_deref())?,
            role: parsed(&self.role)?,
            at: self.at.timestamp(),
            outcome: outcome.zip(role).zip(self.outcome_at).map(|((outcome, role), at)| (outcome, role, at.timestamp())),
        })
    }
}

/// Writes a promise.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, case: Id, kind: HelpKind, promised_on: Option<Date>, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        practical_help::id.eq(Id::generate(now)),
        practical_help::case_id.eq(case),
        practical_help::kind.eq(kind.code()),
        practical_help::promised_on.eq(promised_on.map(|day| day.to_string())),
        practical_help::staff.eq(staff.reference.to_string()),
        practical_help::role.eq(staff.role.code()),
        practical_help::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(practical_help::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Writes what became of a promise of a case; `false` when there is none without an outcome.
///
/// # Errors
/// [`store::Error`].
pub fn settle(conn: &mut Conn, case: Id, help: Id, outcome: HelpOutcome, staff: &Staff, now: Timestamp) -> Result<bool> {
    let open = practical_help::table.find(help).filter(practical_help::case_id.eq(case)).filter(practical_help::outcome.is_null());
    let query = diesel::update(open).set((
        practical_help::outcome.eq(outcome.code()),
        practical_help::outcome_role.eq(staff.role.code()),
        practical_help::outcome_at.eq(Micros::from(now)),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// The promises of a case, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<PracticalHelp>> {
    let query = practical_help::table.filter(practical_help::case_id.eq(case)).order((practical_help::at, practical_help::id));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_help).collect()
}
