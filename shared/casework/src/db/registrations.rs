//! The newest registration seen of each agency whose root is pinned.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Micros, Result, on};
use wire::AgencyId;

use super::{parsed, schema::known_registrations as known};

/// A registration that was verified when it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRegistration {
    /// The agency.
    pub agency: AgencyId,
    /// Version of its key set.
    pub key_set_version: u32,
    /// Version of its manifest.
    pub manifest_version: u32,
    /// RFC 8785 bytes of the registration.
    pub registration: Vec<u8>,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = known)]
struct Row {
    agency: String,
    key_set_version: i32,
    manifest_version: i32,
    registration: Vec<u8>,
    seen_at: Micros,
}

/// Every registration at hand.
///
/// # Errors
/// [`store::Error`].
pub fn all(conn: &mut Conn) -> Result<Vec<KnownRegistration>> {
    let rows: Vec<Row> = on!(conn, c => known::table.order(known::agency).select(Row::as_select()).load(c))?;
    let whole = |row: Row| {
        Ok(KnownRegistration {
            agency: parsed(&row.agency)?,
            key_set_version: row.key_set_version.unsigned_abs(),
            manifest_version: row.manifest_version.unsigned_abs(),
            registration: row.registration,
        })
    };
    rows.into_iter().map(whole).collect()
}

/// Keeps a newer registration. Versions never go back: the update asks for it as well.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn keep(conn: &mut Conn, new: &KnownRegistration, now: Timestamp) -> Result<()> {
    let row = Row {
        agency: new.agency.to_string(),
        key_set_version: i32::try_from(new.key_set_version).unwrap_or(i32::MAX),
        manifest_version: i32::try_from(new.manifest_version).unwrap_or(i32::MAX),
        registration: new.registration.clone(),
        seen_at: now.into(),
    };
    let query = diesel::insert_into(known::table).values(&row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    let older = known::table
        .filter(known::agency.eq(&row.agency))
        .filter(known::key_set_version.le(row.key_set_version))
        .filter(known::manifest_version.le(row.manifest_version));
    let query = diesel::update(older).set(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}
