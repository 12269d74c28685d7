//! What senders took back.

use diesel::prelude::*;
use store::{Conn, Hash32, Id, Micros, Result, on};
use wire::HandoverId;

use super::{loaded, schema::recalls, stored, unreadable};
use crate::domain::recall::StoredRecall;

/// The recalls of these handovers.
pub fn find_all(conn: &mut Conn, ids: impl IntoIterator<Item = HandoverId>) -> Result<Vec<StoredRecall>> {
    let ids: Vec<Id> = ids.into_iter().map(|id| Id::from(id.0)).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = recalls::table.filter(recalls::handover.eq_any(&ids));
    let rows: Vec<(Id, String, Hash32, Vec<u8>, i64, Micros)> = on!(conn, c => wanted.load(c))?;
    rows.into_iter()
        .map(|(handover, from, payload_hash, envelope, log_index, recalled_at)| {
            Ok(StoredRecall {
                handover: HandoverId(handover.into()),
                from: from.parse().map_err(|_| unreadable("agency"))?,
                payload_hash,
                envelope,
                log_index: loaded(log_index),
                recalled_at: recalled_at.timestamp(),
            })
        })
        .collect()
}

/// Keeps a recall that was just taken.
pub fn insert(conn: &mut Conn, new: &StoredRecall) -> Result<()> {
    let row = (
        recalls::handover.eq(Id::from(new.handover.0)),
        recalls::from_agency.eq(new.from.as_str()),
        recalls::payload_hash.eq(new.payload_hash),
        recalls::envelope.eq(&new.envelope),
        recalls::log_index.eq(stored(new.log_index)),
        recalls::recalled_at.eq(Micros::from(new.recalled_at)),
    );
    on!(conn, c => diesel::insert_into(recalls::table).values(row).execute(c))?;
    Ok(())
}
