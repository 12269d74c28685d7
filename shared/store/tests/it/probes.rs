//! A table to try things on.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Hash32, Id, Micros, Migrations, Result, Schema, on};

diesel::table! {
    probes (id) {
        id -> Binary,
        made_at -> BigInt,
        name -> Text,
        digest -> Nullable<Binary>,
        parent -> Nullable<Binary>,
        late_parent -> Nullable<Binary>,
    }
}

pub const PROBES: Migrations = store::embed!("probes", "tests/migrations/first/postgres", "tests/migrations/first/sqlite");

pub fn schema() -> Schema {
    store::migrations([PROBES, store::MIGRATIONS]).unwrap()
}

pub fn now() -> Timestamp {
    "2026-11-22T21:15:00.123456Z".parse().unwrap()
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = probes)]
pub struct Probe {
    pub id: Id,
    pub made_at: Micros,
    pub name: String,
    pub digest: Option<Hash32>,
    pub parent: Option<Id>,
    pub late_parent: Option<Id>,
}

impl Probe {
    pub fn named(name: impl Into<String>) -> Self {
        let id = Id::generate(now());
        let name = name.into();
        Self { id, made_at: now().into(), name, digest: None, parent: None, late_parent: None }
    }
}

pub fn insert(conn: &mut Conn, probe: &Probe) -> Result<()> {
    on!(conn, c => diesel::insert_into(probes::table).values(probe).execute(c))?;
    Ok(())
}

pub fn find(conn: &mut Conn, id: Id) -> Result<Probe> {
    Ok(on!(conn, c => probes::table.find(id).select(Probe::as_select()).first(c))?)
}

pub fn names(conn: &mut Conn) -> Result<Vec<String>> {
    Ok(on!(conn, c => probes::table.select(probes::name).order(probes::name).load(c))?)
}
