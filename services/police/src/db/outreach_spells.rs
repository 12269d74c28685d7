//! The stretches of time in which an outreach case is open. What was closed stays, when the case is taken up again.

use casework::Staff;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRole;

use super::{parsed, parsed_option, schema::outreach_spells};
use crate::domain::outreach_case::CloseReason;

/// One stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// The case.
    pub case: Id,
    /// When it was opened; the clocks begin here.
    pub opened_at: Timestamp,
    /// The role of who opened it.
    pub role: StaffRole,
    /// When it was closed, by which role and why; `None` while it is open.
    pub closed: Option<(Timestamp, StaffRole, CloseReason)>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = outreach_spells)]
struct Row {
    case_id: Id,
    opened_at: Micros,
    role: String,
    closed_at: Option<Micros>,
    closed_role: Option<String>,
    reason: Option<String>,
}

impl Row {
    fn into_spell(self) -> Result<Spell> {
        let (at, role, reason) = (self.closed_at, parsed_option(self.closed_role.as_deref())?, parsed_option(self.reason.as_deref())?);
        let closed = at.zip(role).zip(reason).map(|((at, role), reason)| (at.timestamp(), role, reason));
        Ok(Spell { case: self.case_id, opened_at: self.opened_at.timestamp(), role: parsed(&self.role)?, closed })
    }
}

/// Opens a case; `false` when it is open: the constraint decides, also between two requests at the same moment.
///
/// # Errors
/// [`store::Error`].
pub fn open(conn: &mut Conn, case: Id, staff: &Staff, now: Timestamp) -> Result<bool> {
    let row = (
        outreach_spells::case_id.eq(case),
        outreach_spells::opened_at.eq(Micros::from(now)),
        outreach_spells::staff.eq(staff.reference.to_string()),
        outreach_spells::role.eq(staff.role.code()),
    );
    let query = diesel::insert_into(outreach_spells::table).values(row).on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Closes a case; `false` when it is not open.
///
/// # Errors
/// [`store::Error`].
pub fn close(conn: &mut Conn, case: Id, reason: CloseReason, staff: &Staff, now: Timestamp) -> Result<bool> {
    let open = outreach_spells::table.filter(outreach_spells::case_id.eq(case)).filter(outreach_spells::closed_at.is_null());
    let query = diesel::update(open).set((
        outreach_spells::closed_at.eq(Micros::from(now)),
        outreach_spells::closed_by.eq(staff.reference.to_string()),
        outreach_spells::closed_role.eq(staff.role.code()),
        outreach_spells::reason.eq(reason.code()),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// The stretches of a case, the newest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<Spell>> {
    let query = outreach_spells::table.filter(outreach_spells::case_id.eq(case)).order(outreach_spells::opened_at.desc());
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_spell).collect()
}
