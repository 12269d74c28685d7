//! Receipts, our own and those that came.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{AgencyId, HandoverId, ReceiptId};

use super::schema::receipts;

/// A signed receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedReceipt {
    /// Id.
    pub id: ReceiptId,
    /// The handover.
    pub handover: HandoverId,
    /// Who answers.
    pub from: AgencyId,
    /// Code of its state.
    pub state: &'static str,
    /// The envelope.
    pub signed_receipt: Vec<u8>,
    /// When.
    pub at: Timestamp,
}

/// Writes a receipt, once for each handover, agency and state; says whether it is new.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, receipt: &SignedReceipt) -> Result<bool> {
    let row = (
        receipts::id.eq(Id::from(receipt.id.0)),
        receipts::handover.eq(Id::from(receipt.handover.0)),
        receipts::from_agency.eq(receipt.from.as_str()),
        receipts::state.eq(receipt.state),
        receipts::signed_receipt.eq(&receipt.signed_receipt),
        receipts::at.eq(Micros::from(receipt.at)),
    );
    let query = diesel::insert_into(receipts::table).values(row).on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// The signed bytes to post.
///
/// # Errors
/// [`store::Error`].
pub fn signed(conn: &mut Conn, id: ReceiptId) -> Result<Option<Vec<u8>>> {
    let query = receipts::table.find(Id::from(id.0)).select(receipts::signed_receipt);
    Ok(on!(conn, c => query.get_result(c).optional())?)
}

/// Where it stands in the log.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn set_log_index(conn: &mut Conn, id: ReceiptId, index: u64) -> Result<()> {
    let query = diesel::update(receipts::table.find(Id::from(id.0))).set(receipts::log_index.eq(i64::try_from(index).ok()));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The answers of an agency to a handover, with their signed bytes.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn of_handover(conn: &mut Conn, handover: HandoverId, from: &AgencyId) -> Result<Vec<(ReceiptId, String, Vec<u8>)>> {
    let own = receipts::table.filter(receipts::handover.eq(Id::from(handover.0))).filter(receipts::from_agency.eq(from.as_str()));
    let columns = (receipts::id, receipts::state, receipts::signed_receipt);
    let rows: Vec<(Id, String, Vec<u8>)> = on!(conn, c => own.select(columns).load(c))?;
    Ok(rows.into_iter().map(|(id, state, signed)| (ReceiptId(id.into()), state, signed)).collect())
}
