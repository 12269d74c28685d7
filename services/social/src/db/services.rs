//! The services people are referred to: a list at a time, the newest holds.

use casework::Staff;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRole;

use super::{
    parsed,
    schema::{service_lists, services},
};
use crate::domain::{Service, ServiceLine};

#[derive(Queryable, Selectable)]
#[diesel(table_name = services)]
pub(super) struct Row {
    id: Id,
    district: Option<String>,
    kind: String,
    name: String,
    phone: String,
    hours: String,
}

impl Row {
    pub(super) fn into_service(self) -> Result<Service> {
        let line =
            ServiceLine { district: self.district, kind: parsed(&self.kind)?, name: self.name, phone: self.phone, hours: self.hours };
        Ok(Service { id: self.id, line })
    }
}

/// Takes a list in: it holds from now on, whole.
///
/// # Errors
/// [`store::Error`].
pub fn take_in(conn: &mut Conn, lines: &[ServiceLine], staff: &Staff, now: Timestamp) -> Result<()> {
    let list = Id::generate(now);
    let row = (
        service_lists::id.eq(list),
        service_lists::staff.eq(staff.reference.as_str()),
        service_lists::role.eq(staff.role.code()),
        service_lists::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(service_lists::table).values(row);
    on!(conn, c => query.execute(c))?;
    for (number, line) in (1_i32..).zip(lines) {
        let row = (
            services::id.eq(Id::generate(now)),
            services::list.eq(list),
            services::line.eq(number),
            services::district.eq(line.district.as_deref()),
            services::kind.eq(line.kind.code()),
            services::name.eq(&line.name),
            services::phone.eq(&line.phone),
            services::hours.eq(&line.hours),
        );
        let query = diesel::insert_into(services::table).values(row);
        on!(conn, c => query.execute(c))?;
    }
    Ok(())
}

/// The list that holds, in its order, with the role of who took it in and when; none before the first.
///
/// # Errors
/// [`store::Error`].
pub fn current(conn: &mut Conn) -> Result<Option<(StaffRole, Timestamp, Vec<Service>)>> {
    let newest = service_lists::table.order((service_lists::at.desc(), service_lists::id.desc())).select((
        service_lists::id,
        service_lists::role,
        service_lists::at,
    ));
    let newest: Option<(Id, String, Micros)> = on!(conn, c => newest.first(c).optional())?;
    let Some((list, role, at)) = newest else { return Ok(None) };
    let query = services::table.filter(services::list.eq(list)).order(services::line);
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    let all = rows.into_iter().map(Row::into_service).collect::<Result<_>>()?;
    Ok(Some((parsed(&role)?, at.timestamp(), all)))
}

/// A service of any list.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, id: Id) -> Result<Option<Service>> {
    let query = services::table.find(id);
    let row: Option<Row> = on!(conn, c => query.select(Row::as_select()).first(c).optional())?;
    row.map(Row::into_service).transpose()
}
