//! The table of sessions.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Hash32, Micros, Result, on};

use super::{CsrfToken, Session};

diesel::table! {
    web_sessions (id_hash) {
        id_hash -> Binary,
        staff -> Text,
        line -> Text,
        csrf -> Text,
        data -> Text,
        created_at -> BigInt,
        last_seen_at -> BigInt,
        expires_at -> BigInt,
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = web_sessions)]
pub(super) struct Row {
    pub id_hash: Hash32,
    pub staff: String,
    pub line: String,
    pub csrf: String,
    pub data: String,
    pub created_at: Micros,
    pub last_seen_at: Micros,
    pub expires_at: Micros,
}

impl Row {
    pub(super) fn alive(&self, idle: SignedDuration, now: Timestamp) -> bool {
        let idle_for = now.duration_since(self.last_seen_at.timestamp());
        now < self.expires_at.timestamp() && idle_for <= idle
    }

    pub(super) fn into_session(self) -> Session {
        Session {
            id: self.id_hash,
            staff: self.staff,
            line: self.line,
            csrf: CsrfToken(self.csrf),
            // Written by this crate alone. Unreadable means a hand in the database: the
            // session goes on with an empty memory.
            data: serde_json::from_str(&self.data).unwrap_or_default(),
            last_seen: self.last_seen_at.timestamp(),
        }
    }
}

pub(super) fn insert(conn: &mut Conn, row: &Row) -> Result<()> {
    on!(conn, c => diesel::insert_into(web_sessions::table).values(row).execute(c))?;
    Ok(())
}

pub(super) fn find(conn: &mut Conn, id: Hash32) -> Result<Option<Row>> {
    let row = on!(conn, c => {
        web_sessions::table.find(id).select(Row::as_select()).first(c).optional()
    })?;
    Ok(row)
}

pub(super) fn seen(conn: &mut Conn, id: Hash32, now: Micros) -> Result<()> {
    on!(conn, c => {
        diesel::update(web_sessions::table.find(id)).set(web_sessions::last_seen_at.eq(now)).execute(c)
    })?;
    Ok(())
}

pub(super) fn save(conn: &mut Conn, id: Hash32, data: &str) -> Result<()> {
    on!(conn, c => {
        diesel::update(web_sessions::table.find(id)).set(web_sessions::data.eq(data)).execute(c)
    })?;
    Ok(())
}

pub(super) fn delete(conn: &mut Conn, id: Hash32) -> Result<()> {
    on!(conn, c => diesel::delete(web_sessions::table.find(id)).execute(c))?;
    Ok(())
}

pub(super) fn delete_staff(conn: &mut Conn, staff: &str) -> Result<usize> {
    let of_staff = web_sessions::table.filter(web_sessions::staff.eq(staff));
    Ok(on!(conn, c => diesel::delete(of_staff).execute(c))?)
}

pub(super) fn prune(conn: &mut Conn, now: Micros, idle_since: Micros) -> Result<usize> {
    let ended = web_sessions::expires_at.le(now).or(web_sessions::last_seen_at.lt(idle_since));
    Ok(on!(conn, c => diesel::delete(web_sessions::table.filter(ended)).execute(c))?)
}
