//! What was answered to calls that must not be done twice.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Hash32, Micros, Result, on};

diesel::table! {
    api_answers (id_hash) {
        id_hash -> Binary,
        request_hash -> Binary,
        wrapped_key -> Nullable<Binary>,
        answer -> Nullable<Binary>,
        expires_at -> BigInt,
    }
}

/// A call that was made with a key of the client's choice.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = api_answers)]
pub(crate) struct Row {
    pub id_hash: Hash32,
    pub request_hash: Hash32,
    pub wrapped_key: Option<Vec<u8>>,
    pub answer: Option<Vec<u8>>,
    pub expires_at: Micros,
}

/// Notes that a call is under way; what is past its time is forgotten first. Gives the earlier call by the same key, when
/// there was one, and notes nothing.
pub(crate) fn begin(conn: &mut Conn, id: Hash32, request: Hash32, now: Timestamp, until: Timestamp) -> Result<Option<Row>> {
    let old = diesel::delete(api_answers::table.filter(api_answers::expires_at.le(Micros::from(now))));
    on!(conn, c => old.execute(c))?;
    let row = Row { id_hash: id, request_hash: request, wrapped_key: None, answer: None, expires_at: until.into() };
    let query = diesel::insert_into(api_answers::table).values(&row).on_conflict_do_nothing();
    if on!(conn, c => query.execute(c))? == 1 {
        return Ok(None);
    }
    Ok(on!(conn, c => api_answers::table.find(id).select(Row::as_select()).get_result(c).optional())?)
}

/// Keeps the answer, sealed.
pub(crate) fn answered(conn: &mut Conn, id: Hash32, wrapped_key: &[u8], answer: &[u8]) -> Result<()> {
    let query = diesel::update(api_answers::table.find(id))
        .set((api_answers::wrapped_key.eq(Some(wrapped_key)), api_answers::answer.eq(Some(answer))));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Forgets a call that did nothing.
pub(crate) fn forget(conn: &mut Conn, id: Hash32) -> Result<()> {
    on!(conn, c => diesel::delete(api_answers::table.find(id)).execute(c))?;
    Ok(())
}
