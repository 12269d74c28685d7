//! Offers as their senders signed them, until nobody may have them any more.

use diesel::prelude::*;
use store::{Conn, Id, Result, on};
use wire::HandoverId;

use super::schema::sealed_offers;

/// Keeps offers.
pub fn insert(conn: &mut Conn, new: &[(HandoverId, Vec<u8>)]) -> Result<()> {
    let row = |(handover, envelope): &(HandoverId, Vec<u8>)| {
        (sealed_offers::handover.eq(Id::from(handover.0)), sealed_offers::envelope.eq(envelope.clone()))
    };
    let rows: Vec<_> = new.iter().map(row).collect();
    on!(conn, c => diesel::insert_into(sealed_offers::table).values(&rows).execute(c))?;
    Ok(())
}

/// The offers of these handovers that are still here, as canonical JSON of their envelopes.
pub fn find_all(conn: &mut Conn, ids: impl IntoIterator<Item = HandoverId>) -> Result<Vec<(HandoverId, Vec<u8>)>> {
    let ids: Vec<Id> = ids.into_iter().map(|id| Id::from(id.0)).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(Id, Vec<u8>)> = on!(conn, c => sealed_offers::table.filter(sealed_offers::handover.eq_any(ids)).load(c))?;
    Ok(rows.into_iter().map(|(id, envelope)| (HandoverId(id.into()), envelope)).collect())
}

/// Destroys the sealed bytes of a handover.
pub fn destroy(conn: &mut Conn, id: HandoverId) -> Result<()> {
    on!(conn, c => diesel::delete(sealed_offers::table.find(Id::from(id.0))).execute(c))?;
    Ok(())
}
