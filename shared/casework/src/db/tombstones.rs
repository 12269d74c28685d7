//! Consents this agency heard withdrawn.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{ConsentId, StaffRef, WithdrawalChannel};

use super::{parsed_option, schema::tombstones};

/// A withdrawal that was heard here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// The consent.
    pub consent: ConsentId,
    /// When it was heard.
    pub heard_at: Timestamp,
    /// Who heard it; rows of earlier programs do not know.
    pub heard_by: Option<StaffRef>,
    /// How it was said; rows of earlier programs do not know.
    pub channel: Option<WithdrawalChannel>,
}

/// Writes a tombstone, once; from its commit nothing is sent or opened under the consent here.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, new: &Tombstone, signed_withdrawal: Option<Vec<u8>>) -> Result<()> {
    let row = (
        tombstones::consent.eq(Id::from(new.consent.0)),
        tombstones::heard_at.eq(Micros::from(new.heard_at)),
        tombstones::signed_withdrawal.eq(signed_withdrawal),
        tombstones::heard_by.eq(new.heard_by.as_ref().map(ToString::to_string)),
        tombstones::channel.eq(new.channel.map(WithdrawalChannel::code)),
    );
    let query = diesel::insert_into(tombstones::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The tombstone of a consent, when there is one.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, consent: ConsentId) -> Result<Option<Tombstone>> {
    let query = tombstones::table.find(Id::from(consent.0)).select((tombstones::heard_at, tombstones::heard_by, tombstones::channel));
    let row: Option<(Micros, Option<String>, Option<String>)> = on!(conn, c => query.get_result(c).optional())?;
    let Some((heard_at, heard_by, channel)) = row else { return Ok(None) };
    let (heard_by, channel) = (parsed_option(heard_by.as_deref())?, parsed_option(channel.as_deref())?);
    Ok(Some(Tombstone { consent, heard_at: heard_at.timestamp(), heard_by, channel }))
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
    let found: Option<Option<Vec<u8>>> = on!(conn, c => query.get_result(c).optional())?;
    Ok(found.flatten())
}

/// Whether a withdrawal stands in the log at this index or later.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn any_from(conn: &mut Conn, index: u64) -> Result<bool> {
    let Ok(index) = i64::try_from(index) else { return Ok(false) };
    let query = diesel::select(diesel::dsl::exists(tombstones::table.filter(tombstones::log_index.ge(index))));
    Ok(on!(conn, c => query.get_result(c))?)
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

/// The signed withdrawals that are not known to stand in the log before this index.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn signed_from(conn: &mut Conn, index: u64) -> Result<Vec<Vec<u8>>> {
    let index = i64::try_from(index).unwrap_or(i64::MAX);
    let late = tombstones::table
        .filter(tombstones::signed_withdrawal.is_not_null())
        .filter(tombstones::log_index.is_null().or(tombstones::log_index.ge(index)))
        .order(tombstones::heard_at);
    Ok(on!(conn, c => late.select(tombstones::signed_withdrawal.assume_not_null()).load(c))?)
}
