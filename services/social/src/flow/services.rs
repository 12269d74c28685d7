//! The list of services: looked at, and taken in anew.

use casework::Staff;
use jiff::Timestamp;
use store::Conn;
use wire::StaffRole;

use crate::{
    db::services,
    domain::{Service, ServiceLine},
};

/// The list that holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServicesShown {
    /// Role of who took it in, and when; none before the first.
    pub taken_in: Option<(StaffRole, Timestamp)>,
    /// The services, in the order of the list.
    pub services: Vec<Service>,
}

/// The list that holds.
///
/// # Errors
/// Those of the database.
pub fn view_services(conn: &mut Conn) -> store::Result<ServicesShown> {
    let current = services::current(conn)?;
    Ok(current.map(|(role, at, services)| ServicesShown { taken_in: Some((role, at)), services }).unwrap_or_default())
}

/// Takes a list in: from now on it is the one that holds, whole.
///
/// # Errors
/// Those of the database.
pub fn take_in_services(conn: &mut Conn, lines: &[ServiceLine], staff: &Staff, now: Timestamp) -> store::Result<()> {
    services::take_in(conn, lines, staff, now)
}
