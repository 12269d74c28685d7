//! Codes of contact cards that agencies handed in, those that belong to nothing too.

use std::collections::BTreeSet;

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Hash32, Micros, Result, on};
use wire::{AgencyId, Envelope};

use super::{schema::code_withdrawals, unreadable};
use crate::domain::code_withdrawal::HeardCode;

/// Those with these codes, the earliest first.
pub fn with_codes(conn: &mut Conn, codes: &BTreeSet<Hash32>) -> Result<Vec<HeardCode>> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let codes: Vec<Hash32> = codes.iter().copied().collect();
    let wanted = code_withdrawals::table
        .filter(code_withdrawals::card_code_hash.eq_any(codes))
        .order((code_withdrawals::heard_at, code_withdrawals::payload_hash))
        .select((code_withdrawals::payload_hash, code_withdrawals::envelope, code_withdrawals::heard_at));
    let rows: Vec<(Hash32, Vec<u8>, Micros)> = on!(conn, c => wanted.load(c))?;
    rows.into_iter().map(heard).collect()
}

fn heard((payload_hash, envelope, at): (Hash32, Vec<u8>, Micros)) -> Result<HeardCode> {
    let envelope: Envelope = wire::canonical::from_bytes(&envelope).map_err(|_| unreadable("envelope"))?;
    let withdrawal = wire::canonical::from_bytes(&envelope.payload.0).map_err(|_| unreadable("withdrawal by code"))?;
    Ok(HeardCode { withdrawal, payload_hash, envelope, heard_at: at.timestamp() })
}

/// How many an agency has handed in after a moment.
pub fn count_after(conn: &mut Conn, agency: &AgencyId, after: Timestamp) -> Result<u64> {
    let wanted = code_withdrawals::table
        .filter(code_withdrawals::agency.eq(agency.as_str()))
        .filter(code_withdrawals::heard_at.gt(Micros::from(after)));
    let count: i64 = on!(conn, c => wanted.count().get_result(c))?;
    Ok(super::loaded(count))
}

/// Keeps one.
pub fn insert(conn: &mut Conn, new: &HeardCode) -> Result<()> {
    let row = (
        code_withdrawals::payload_hash.eq(new.payload_hash),
        code_withdrawals::card_code_hash.eq(new.hash()),
        code_withdrawals::agency.eq(new.withdrawal.heard_by.as_str()),
        code_withdrawals::envelope.eq(envelope::envelope_to_json(&new.envelope)),
        code_withdrawals::heard_at.eq(Micros::from(new.heard_at)),
    );
    on!(conn, c => diesel::insert_into(code_withdrawals::table).values(row).execute(c))?;
    Ok(())
}

/// Destroys those that are older; says how many.
pub fn erase_before(conn: &mut Conn, before: Timestamp) -> Result<u64> {
    let old = code_withdrawals::table.filter(code_withdrawals::heard_at.lt(Micros::from(before)));
    Ok(on!(conn, c => diesel::delete(old).execute(c))? as u64)
}
