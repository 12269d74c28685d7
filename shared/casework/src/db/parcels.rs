//! Parcels as they were fetched: evidence.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Hash32, Id, Micros, Result, on};
use wire::HandoverId;

use super::schema::parcels;

/// Writes a parcel.
///
/// # Errors
/// [`store::Error`]; `UniqueViolation` when it is here already.
pub(crate) fn insert(conn: &mut Conn, handover: HandoverId, offer_hash: [u8; 32], parcel: &[u8], now: Timestamp) -> Result<()> {
    let row = (
        parcels::handover.eq(Id::from(handover.0)),
        parcels::offer_hash.eq(Hash32::new(offer_hash)),
        parcels::parcel.eq(parcel),
        parcels::received_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(parcels::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Hash of the offer that was taken under this id.
///
/// # Errors
/// [`store::Error`].
pub fn offer_hash(conn: &mut Conn, handover: HandoverId) -> Result<Option<[u8; 32]>> {
    let query = parcels::table.find(Id::from(handover.0)).select(parcels::offer_hash);
    let hash: Option<Hash32> = on!(conn, c => query.get_result(c).optional())?;
    Ok(hash.map(|hash| *hash.as_bytes()))
}

/// The bytes as they were fetched.
///
/// # Errors
/// [`store::Error`].
pub fn bytes(conn: &mut Conn, handover: HandoverId) -> Result<Option<Vec<u8>>> {
    let query = parcels::table.find(Id::from(handover.0)).select(parcels::parcel);
    Ok(on!(conn, c => query.get_result(c).optional())?)
}
