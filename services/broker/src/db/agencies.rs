//! The registry: who takes part, and every manifest there ever was.

use diesel::{prelude::*, upsert::excluded};
use envelope::LastSeen;
use jiff::Timestamp;
use store::{Conn, Hash32, Micros, Result, on};
use wire::Bytes32;

use super::{
    schema::{agencies, agency_manifests},
    stored, unreadable,
};
use crate::domain::agency::Agency;

type Row = (String, String, String, Hash32, i64, i64, Vec<u8>, Micros);

/// Every agency, by id.
pub fn all(conn: &mut Conn) -> Result<Vec<Agency>> {
    let rows: Vec<Row> = on!(conn, c => agencies::table.order(agencies::agency).load(c))?;
    rows.into_iter().map(agency).collect()
}

fn agency((id, kind, name, root, key_set, manifest, registration, _): Row) -> Result<Agency> {
    Ok(Agency {
        id: id.parse().map_err(|_| unreadable("agency"))?,
        kind: kind.parse().map_err(|_| unreadable("kind of agency"))?,
        name,
        root: Bytes32(*root.as_bytes()),
        versions: LastSeen {
            key_set: u32::try_from(key_set).map_err(|_| unreadable("version"))?,
            manifest: u32::try_from(manifest).map_err(|_| unreadable("version"))?,
        },
        registration: wire::canonical::from_bytes(&registration).map_err(|_| unreadable("registration"))?,
    })
}

/// Makes a registration the one in force and keeps it among all there were.
pub fn activate(conn: &mut Conn, agency: &Agency, log_index: u64, now: Timestamp) -> Result<()> {
    let bytes = wire::canonical::to_bytes(&agency.registration).map_err(|_| unreadable("registration"))?;
    let row = (
        agencies::agency.eq(agency.id.as_str().to_owned()),
        agencies::kind.eq(agency.kind.code()),
        agencies::name.eq(agency.name.clone()),
        agencies::root.eq(Hash32::new(agency.root.0)),
        agencies::key_set_version.eq(i64::from(agency.versions.key_set)),
        agencies::manifest_version.eq(i64::from(agency.versions.manifest)),
        agencies::registration.eq(bytes.clone()),
        agencies::changed_at.eq(Micros::from(now)),
    );
    // The root is pinned by the first registration: it is not among what is updated.
    let newer = (
        agencies::name.eq(excluded(agencies::name)),
        agencies::key_set_version.eq(excluded(agencies::key_set_version)),
        agencies::manifest_version.eq(excluded(agencies::manifest_version)),
        agencies::registration.eq(excluded(agencies::registration)),
        agencies::changed_at.eq(excluded(agencies::changed_at)),
    );
    on!(conn, c => diesel::insert_into(agencies::table).values(row).on_conflict(agencies::agency).do_update().set(newer).execute(c))?;
    let kept = (
        agency_manifests::agency.eq(agency.id.as_str().to_owned()),
        agency_manifests::key_set_version.eq(i64::from(agency.versions.key_set)),
        agency_manifests::manifest_version.eq(i64::from(agency.versions.manifest)),
        agency_manifests::registration.eq(bytes),
        agency_manifests::log_index.eq(stored(log_index)),
        agency_manifests::registered_at.eq(Micros::from(now)),
    );
    on!(conn, c => diesel::insert_into(agency_manifests::table).values(kept).execute(c))?;
    Ok(())
}
