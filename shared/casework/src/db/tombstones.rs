//! Consents this agency heard withdrawn.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::ConsentId;

use super::schema::tombstones;

/// Writes a tombstone, once; from its commit nothing is sent or opened under the consent here.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, consent: ConsentId, heard_at: Timestamp, signed_withdrawal: Option<Vec<u8>>) -> Result<()> {
    let row = (
        tombstones::consent.eq(Id::from(consent.0)),
        tombstones::heard_at.eq(Micros::from(heard_at)),
        tombstones::signed_withdrawal.eq(signed_withdrawal),
    );
    let query = diesel::insert_into(tombstones::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Which of these consents have a tombstone here.
///
/// # Errors
/// [`store::Error`].
pub fn among(conn: &mut Conn, consents: &[ConsentId]) -> Result<Vec<ConsentId>> {
    let ids: Vec<Id> = consents.iter().map(|id| id.0.into()).collect();
    let query = tombstones::table.filter(tombstones::consent.eq_any(ids)).select(tombstones::consent);
    let found: Vec<Id> = on!(conn, c => query.load(c))?;
    Ok(found.into_iter().map(|id| ConsentId(id.into())).collect())
}

/// The signed withdrawal to post.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn signed(conn: &mut Conn, consent: ConsentId) -> Result<Option<Vec<u8>>> {
    let query = tombstones::table.find(Id::from(consent.0)).select(tombstones::signed_withdrawal);
    let found: Option<Option<Vec<u8>>> = on!(conn, c => query.first(c).optional())?;
    Ok(found.flatten())
}

/// Where the withdrawal stands in the log.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn set_log_index(conn: &mut Conn, consent: ConsentId, index: u64) -> Result<()> {
    let row = tombstones::table.find(Id::from(consent.0));
    let query = diesel::update(row).set(tombstones::log_index.eq(i64::try_from(index).ok()));
    on!(conn, c => query.execute(c))?;
    Ok(())
}
