//! Signed answers of recipients.

use diesel::prelude::*;
use store::{Conn, Hash32, Id, Micros, Result, on};
use wire::{HandoverId, ReceiptId};

use super::{loaded, schema::receipts, stored};
use crate::domain::receipt::StoredReceipt;

type Row = (Id, Id, Hash32, Vec<u8>, i64, Micros);

/// The receipts with these ids.
pub fn find_all(conn: &mut Conn, ids: impl IntoIterator<Item = ReceiptId>) -> Result<Vec<StoredReceipt>> {
    let ids: Vec<Id> = ids.into_iter().map(|id| Id::from(id.0)).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = on!(conn, c => receipts::table.filter(receipts::id.eq_any(ids)).load(c))?;
    Ok(rows.into_iter().map(receipt).collect())
}

fn receipt((id, handover, payload_hash, envelope, log_index, at): Row) -> StoredReceipt {
    let (id, handover) = (ReceiptId(id.into()), HandoverId(handover.into()));
    StoredReceipt { id, handover, payload_hash, envelope, log_index: loaded(log_index), received_at: at.timestamp() }
}

/// Keeps a receipt.
pub fn insert(conn: &mut Conn, new: &StoredReceipt) -> Result<()> {
    let row = (
        receipts::id.eq(Id::from(new.id.0)),
        receipts::handover.eq(Id::from(new.handover.0)),
        receipts::payload_hash.eq(new.payload_hash),
        receipts::envelope.eq(new.envelope.clone()),
        receipts::log_index.eq(stored(new.log_index)),
        receipts::received_at.eq(Micros::from(new.received_at)),
    );
    on!(conn, c => diesel::insert_into(receipts::table).values(row).execute(c))?;
    Ok(())
}
