//! Contacts and attempts, and the tasks of the contact person.

use casework::Staff;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRole;

use super::{
    parsed, parsed_option,
    schema::{partner_contact_attempts, partner_contact_tasks, partner_contact_tasks_done},
};
use crate::domain::{PartnerAttempt, PartnerTaskKind, RiskWording, TaskEnd};

/// A task as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerTask {
    /// Id.
    pub id: Id,
    /// What to do.
    pub kind: PartnerTaskKind,
    /// Of a danger: what to keep in mind.
    pub wording: Option<RiskWording>,
    /// When it was made.
    pub made_at: Timestamp,
    /// By when.
    pub due_at: Timestamp,
    /// How it was done with, in which role, and when.
    pub end: Option<(TaskEnd, StaffRole, Timestamp)>,
}

/// Writes a contact or an attempt.
///
/// # Errors
/// [`store::Error`].
pub fn attempt(conn: &mut Conn, id: Id, attempt: &PartnerAttempt, staff: &Staff) -> Result<()> {
    let row = (
        partner_contact_attempts::id.eq(Id::generate(attempt.at)),
        partner_contact_attempts::partner_contact.eq(id),
        partner_contact_attempts::outcome.eq(attempt.outcome.code()),
        partner_contact_attempts::channel.eq(attempt.channel.code()),
        partner_contact_attempts::day_part.eq(attempt.day_part.code()),
        partner_contact_attempts::staff.eq(staff.reference.as_str()),
        partner_contact_attempts::role.eq(attempt.role.code()),
        partner_contact_attempts::at.eq(Micros::from(attempt.at)),
    );
    let query = diesel::insert_into(partner_contact_attempts::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Contacts and attempts, the oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn attempts(conn: &mut Conn, id: Id) -> Result<Vec<PartnerAttempt>> {
    let query = partner_contact_attempts::table
        .filter(partner_contact_attempts::partner_contact.eq(id))
        .order((partner_contact_attempts::at, partner_contact_attempts::id))
        .select((
            partner_contact_attempts::outcome,
            partner_contact_attempts::channel,
            partner_contact_attempts::day_part,
            partner_contact_attempts::role,
            partner_contact_attempts::at,
        ));
    let rows: Vec<(String, String, String, String, Micros)> = on!(conn, c => query.load(c))?;
    let attempt = |(outcome, channel, day_part, role, at): (String, String, String, String, Micros)| {
        Ok(PartnerAttempt {
            outcome: parsed(&outcome)?,
            channel: parsed(&channel)?,
            day_part: parsed(&day_part)?,
            role: parsed(&role)?,
            at: at.timestamp(),
        })
    };
    rows.into_iter().map(attempt).collect()
}

/// Writes a task with its clock.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, id: Id, kind: PartnerTaskKind, wording: Option<RiskWording>, now: Timestamp) -> Result<()> {
    let row = (
        partner_contact_tasks::id.eq(Id::generate(now)),
        partner_contact_tasks::partner_contact.eq(id),
        partner_contact_tasks::kind.eq(kind.code()),
        partner_contact_tasks::wording.eq(wording.map(|wording| wording.code())),
        partner_contact_tasks::made_at.eq(Micros::from(now)),
        partner_contact_tasks::due_at.eq(Micros::from(now + kind.within())),
    );
    let query = diesel::insert_into(partner_contact_tasks::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The tasks of a partner contact, what is due first first.
///
/// # Errors
/// [`store::Error`].
pub fn of(conn: &mut Conn, id: Id) -> Result<Vec<PartnerTask>> {
    type Row = (Id, String, Option<String>, Micros, Micros);
    let query = partner_contact_tasks::table
        .filter(partner_contact_tasks::partner_contact.eq(id))
        .order((partner_contact_tasks::due_at, partner_contact_tasks::id))
        .select((
            partner_contact_tasks::id,
            partner_contact_tasks::kind,
            partner_contact_tasks::wording,
            partner_contact_tasks::made_at,
            partner_contact_tasks::due_at,
        ));
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    let mut tasks = Vec::new();
    for (task, kind, wording, made_at, due_at) in rows {
        tasks.push(PartnerTask {
            id: task,
            kind: parsed(&kind)?,
            wording: parsed_option(wording.as_deref())?,
            made_at: made_at.timestamp(),
            due_at: due_at.timestamp(),
            end: end_of(conn, task)?,
        });
    }
    Ok(tasks)
}

fn end_of(conn: &mut Conn, task: Id) -> Result<Option<(TaskEnd, StaffRole, Timestamp)>> {
    let query = partner_contact_tasks_done::table.find(task).select((
        partner_contact_tasks_done::how,
        partner_contact_tasks_done::role,
        partner_contact_tasks_done::at,
    ));
    let row: Option<(String, String, Micros)> = on!(conn, c => query.first(c).optional())?;
    row.map(|(how, role, at)| Ok((parsed(&how)?, parsed(&role)?, at.timestamp()))).transpose()
}

/// Writes how a task was done with. A second time is refused by the database.
///
/// # Errors
/// [`store::Error`].
pub fn end(conn: &mut Conn, task: Id, how: TaskEnd, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        partner_contact_tasks_done::task.eq(task),
        partner_contact_tasks_done::how.eq(how.code()),
        partner_contact_tasks_done::staff.eq(staff.reference.as_str()),
        partner_contact_tasks_done::role.eq(staff.role.code()),
        partner_contact_tasks_done::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(partner_contact_tasks_done::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}
