//! Decisions by a named person, for and against.

use diesel::prelude::*;
use jiff::{Timestamp, civil::Date};
use store::{Conn, Id, Micros, Result, on};
use wire::{FactCode, UnitId};

use super::{
    draft_schema::{permission_facts, permissions},
    parsed,
};
use crate::domain::{DraftId, Permission, PermissionId, PermissionState};

#[derive(Queryable, Insertable)]
#[diesel(table_name = permissions)]
struct Row {
    id: Id,
    case_id: Id,
    draft: Option<Id>,
    to_unit: String,
    rule: String,
    wording_from: String,
    edition: String,
    allowed: bool,
    sealed_answers: Vec<u8>,
    staff: String,
    role: String,
    decided_at: Micros,
    spent_at: Option<Micros>,
}

/// A permission as it is kept: what is sealed with it, and whom it is to.
pub(crate) struct KeptPermission {
    pub(crate) permission: Permission,
    pub(crate) to: UnitId,
    pub(crate) sealed_answers: Vec<u8>,
}

/// Writes a decision with its answers.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, kept: &KeptPermission) -> Result<()> {
    let permission = &kept.permission;
    let row = Row {
        id: permission.id.0,
        case_id: permission.case,
        draft: permission.draft.map(|draft| draft.0),
        to_unit: kept.to.to_string(),
        rule: permission.rule.clone(),
        wording_from: permission.wording_from.to_string(),
        edition: permission.edition.to_string(),
        allowed: permission.allowed,
        sealed_answers: kept.sealed_answers.clone(),
        staff: permission.by.to_string(),
        role: permission.role.to_string(),
        decided_at: permission.at.into(),
        spent_at: None,
    };
    let query = diesel::insert_into(permissions::table).values(row);
    on!(conn, c => query.execute(c))?;
    for (code, yes) in &permission.facts {
        let row =
            (permission_facts::permission.eq(permission.id.0), permission_facts::code.eq(code.code()), permission_facts::yes.eq(*yes));
        let query = diesel::insert_into(permission_facts::table).values(row);
        on!(conn, c => query.execute(c))?;
    }
    Ok(())
}

/// A decision by its id.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn find(conn: &mut Conn, id: PermissionId) -> Result<Option<KeptPermission>> {
    let query = permissions::table.filter(permissions::id.eq(id.0));
    let row: Option<Row> = on!(conn, c => query.get_result(c).optional())?;
    row.map(|row| row.into_kept(conn)).transpose()
}

/// The decisions of a case, oldest first.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<KeptPermission>> {
    let query = permissions::table.filter(permissions::case_id.eq(case)).order((permissions::decided_at, permissions::id));
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|row| row.into_kept(conn)).collect()
}

/// Notes that something was sent by it: another sending is another decision.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn spend(conn: &mut Conn, id: PermissionId, now: Timestamp) -> Result<()> {
    let query = diesel::update(permissions::table.find(id.0)).set(permissions::spent_at.eq(Some(Micros::from(now))));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

fn facts_of(conn: &mut Conn, id: Id) -> Result<Vec<(FactCode, bool)>> {
    let query = permission_facts::table
        .filter(permission_facts::permission.eq(id))
        .order(permission_facts::code)
        .select((permission_facts::code, permission_facts::yes));
    let rows: Vec<(String, bool)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(code, yes)| Ok((parsed(&code)?, yes))).collect()
}

impl Row {
    fn into_kept(self, conn: &mut Conn) -> Result<KeptPermission> {
        let facts = facts_of(conn, self.id)?;
        let state = if self.spent_at.is_some() { PermissionState::Spent } else { PermissionState::Standing };
        let wording_from: Date = parsed(&self.wording_from)?;
        let permission = Permission {
            id: PermissionId(self.id),
            case: self.case_id,
            draft: self.draft.map(DraftId),
            rule: self.rule,
            wording_from,
            edition: parsed(&self.edition)?,
            allowed: self.allowed,
            facts,
            by: parsed(&self.staff)?,
            role: parsed(&self.role)?,
            at: self.decided_at.timestamp(),
            state,
        };
        Ok(KeptPermission { permission, to: parsed(&self.to_unit)?, sealed_answers: self.sealed_answers })
    }
}
