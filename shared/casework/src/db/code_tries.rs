//! That the code of a contact card was typed here: who and when, never the code.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRef;

use super::schema::{code_tries, staff_members};
use crate::domain::Staff;

/// Writes that a member of staff typed a code; `signed_withdrawal` is what the broker is told, when it is no card of this
/// agency. Gives the row's id.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, staff: &Staff, signed_withdrawal: Option<Vec<u8>>, now: Timestamp) -> Result<Id> {
    let id = Id::generate(now);
    let row = (
        code_tries::id.eq(id),
        code_tries::staff.eq(staff.reference.to_string()),
        code_tries::role.eq(staff.role.code()),
        code_tries::at.eq(Micros::from(now)),
        code_tries::signed_withdrawal.eq(signed_withdrawal),
    );
    let query = diesel::insert_into(code_tries::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(id)
}

/// How many codes somebody has typed after a moment. Whoever else counts for the same person waits until this transaction
/// ends. SQLite has one writer anyway.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn count_after(conn: &mut Conn, staff: &StaffRef, after: Timestamp) -> Result<u64> {
    if let Conn::Pg(c, ..) = conn {
        let own = staff_members::table.filter(staff_members::reference.eq(staff.as_str())).select(staff_members::reference);
        own.for_no_key_update().load::<String>(c)?;
    }
    let query = code_tries::table.filter(code_tries::staff.eq(staff.as_str())).filter(code_tries::at.gt(Micros::from(after))).count();
    let count: i64 = on!(conn, c => query.get_result(c))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The codes that were typed here since a moment, newest first: who and when.
///
/// # Errors
/// [`store::Error`].
pub fn since(conn: &mut Conn, from: Timestamp) -> Result<Vec<(StaffRef, Timestamp)>> {
    let query = code_tries::table
        .filter(code_tries::at.ge(Micros::from(from)))
        .order((code_tries::at.desc(), code_tries::id.desc()))
        .select((code_tries::staff, code_tries::at));
    let rows: Vec<(String, Micros)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(staff, at)| Ok((super::parsed(&staff)?, at.timestamp()))).collect()
}

/// The signed bytes to post; none for a card of this agency.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn signed(conn: &mut Conn, id: Id) -> Result<Option<Vec<u8>>> {
    let query = code_tries::table.find(id).select(code_tries::signed_withdrawal);
    let found: Option<Option<Vec<u8>>> = on!(conn, c => query.get_result(c).optional())?;
    Ok(found.flatten())
}

/// The signed bytes of every code that went to the broker.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn all_signed(conn: &mut Conn) -> Result<Vec<Vec<u8>>> {
    let sent = code_tries::table.filter(code_tries::signed_withdrawal.is_not_null()).order(code_tries::at);
    Ok(on!(conn, c => sent.select(code_tries::signed_withdrawal.assume_not_null()).load(c))?)
}
