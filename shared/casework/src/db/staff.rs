//! Members of staff.

use diesel::prelude::*;
use store::{Conn, Result, on};
use wire::{KeyId, StaffRef};

use super::{optional, parsed, schema::staff_members};
use crate::domain::Staff;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = staff_members)]
struct Row {
    reference: String,
    login: String,
    name: String,
    role: String,
    unit: String,
    active: bool,
}

impl Row {
    fn into_staff(self) -> Result<Staff> {
        Ok(Staff { reference: parsed(&self.reference)?, name: self.name, role: parsed(&self.role)?, unit: parsed(&self.unit)? })
    }
}

/// Everybody who may log in, by name. API clients are not among them.
///
/// # Errors
/// [`store::Error`].
pub fn list(conn: &mut Conn) -> Result<Vec<Staff>> {
    let rows: Vec<Row> = on!(conn, c => staff_members::table
        .filter(staff_members::active.eq(true))
        .filter(staff_members::login.not_like("api:%"))
        .order(staff_members::name)
        .select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_staff).collect()
}

/// The member with this reference, unless not active any more.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, reference: &StaffRef) -> Result<Option<Staff>> {
    let row: Option<Row> = on!(conn, c => staff_members::table
        .filter(staff_members::active.eq(true))
        .filter(staff_members::reference.eq(reference.as_str()))
        .select(Row::as_select()).get_result(c).optional())?;
    row.map(Row::into_staff).transpose()
}

/// The member an API client acts as.
///
/// # Errors
/// [`store::Error`].
pub fn of_api_client(conn: &mut Conn, key_id: &KeyId) -> Result<Option<Staff>> {
    let row = by_login(conn, &api_login(key_id))?.filter(|row| row.active);
    row.map(Row::into_staff).transpose()
}

/// Name of an API client among the logins.
pub(crate) fn api_login(key_id: &KeyId) -> String {
    format!("api:{key_id}")
}

/// The row that a tool's views refer to, written when it is not there. Nobody logs in by it.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn of_tool(conn: &mut Conn, login: &str, new: &Staff) -> Result<Staff> {
    if let Some(row) = by_login(conn, login)? {
        return row.into_staff();
    }
    let row = Row {
        reference: new.reference.to_string(),
        login: login.to_owned(),
        name: new.name.clone(),
        role: new.role.to_string(),
        unit: new.unit.to_string(),
        active: false,
    };
    let query = diesel::insert_into(staff_members::table).values(&row);
    on!(conn, c => query.execute(c))?;
    row.into_staff()
}

/// Writes a member by login; an existing one keeps its reference.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn upsert(conn: &mut Conn, login: &str, staff: &Staff) -> Result<()> {
    let reference = by_login(conn, login)?.map_or_else(|| staff.reference.to_string(), |row| row.reference);
    let row = Row {
        reference,
        login: login.to_owned(),
        name: staff.name.clone(),
        role: staff.role.to_string(),
        unit: staff.unit.to_string(),
        active: true,
    };
    let query = diesel::insert_into(staff_members::table).values(&row).on_conflict(staff_members::login).do_update().set(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Members that are no longer in the configuration can't log in; their rows stay, the access log refers to them.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn retire_others(conn: &mut Conn, logins: &[String]) -> Result<()> {
    let query = diesel::update(staff_members::table.filter(staff_members::login.ne_all(logins))).set(staff_members::active.eq(false));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

fn by_login(conn: &mut Conn, login: &str) -> Result<Option<Row>> {
    optional(
        on!(conn, c => staff_members::table.filter(staff_members::login.eq(login)).select(Row::as_select()).get_result(c))
            .map_err(Into::into),
    )
}
