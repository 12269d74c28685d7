//! Sizes the log was published at, and who has cosigned them.

use diesel::{dsl::max, prelude::*};
use jiff::Timestamp;
use ledger::Hash;
use store::{Conn, Hash32, Micros, Result, on};
use wire::AgencyId;

use super::{
    loaded,
    schema::{checkpoints, cosignatures},
    stored, unreadable,
};
use crate::domain::checkpoint::{Cosignature, PublishedSize};

/// Remembers a size and its root.
pub fn insert(conn: &mut Conn, size: u64, root: &Hash, now: Timestamp) -> Result<()> {
    let row = (
        checkpoints::size.eq(stored(size)),
        checkpoints::root.eq(Hash32::new(*root.as_bytes())),
        checkpoints::made_at.eq(Micros::from(now)),
    );
    on!(conn, c => diesel::insert_into(checkpoints::table).values(row).execute(c))?;
    Ok(())
}

/// The checkpoint of a size, if the log was ever published at it.
pub fn find(conn: &mut Conn, size: u64) -> Result<Option<PublishedSize>> {
    let row: Option<(i64, Hash32, Micros)> = on!(conn, c => checkpoints::table.find(stored(size)).get_result(c).optional())?;
    Ok(row.map(|(size, root, made_at)| PublishedSize {
        size: loaded(size),
        root: Hash::from_bytes(*root.as_bytes()),
        made_at: made_at.timestamp(),
    }))
}

/// Leaves that were in the log before a moment: those of the largest size published before it, 0 when there is none.
pub fn size_before(conn: &mut Conn, moment: Timestamp) -> Result<u64> {
    let earlier = checkpoints::table.filter(checkpoints::made_at.lt(Micros::from(moment)));
    let size: Option<i64> = on!(conn, c => earlier.select(max(checkpoints::size)).get_result(c))?;
    Ok(size.map_or(0, loaded))
}

/// Keeps a cosignature; the first of an agency for a size stays. False when there was one.
pub fn cosign(conn: &mut Conn, cosignature: &Cosignature) -> Result<bool> {
    let row = (
        cosignatures::size.eq(stored(cosignature.size)),
        cosignatures::agency.eq(cosignature.agency.as_str().to_owned()),
        cosignatures::line.eq(cosignature.line.clone()),
        cosignatures::cosigned_at.eq(Micros::from(cosignature.cosigned_at)),
    );
    let rows = on!(conn, c => diesel::insert_into(cosignatures::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(rows == 1)
}

/// The cosignatures of a size, by agency.
pub fn cosignatures_of(conn: &mut Conn, size: u64) -> Result<Vec<Cosignature>> {
    let columns = (cosignatures::agency, cosignatures::line, cosignatures::cosigned_at);
    let of_size = cosignatures::table.filter(cosignatures::size.eq(stored(size))).order(cosignatures::agency).select(columns);
    let rows: Vec<(String, String, Micros)> = on!(conn, c => of_size.load(c))?;
    rows.into_iter()
        .map(|(agency, line, at)| {
            let agency = agency.parse().map_err(|_| unreadable("agency"))?;
            Ok(Cosignature { size, agency, line, cosigned_at: at.timestamp() })
        })
        .collect()
}

/// The largest size an agency has cosigned, and when.
pub fn last_of(conn: &mut Conn, agency: &AgencyId) -> Result<Option<(u64, Timestamp)>> {
    let own = cosignatures::table.filter(cosignatures::agency.eq(agency.as_str().to_owned()));
    let last = own.order(cosignatures::size.desc()).select((cosignatures::size, cosignatures::cosigned_at));
    let row: Option<(i64, Micros)> = on!(conn, c => last.first(c).optional())?;
    Ok(row.map(|(size, at)| (loaded(size), at.timestamp())))
}
