//! Editions of the rule book: all that were ever active, and which one is.

use std::sync::Arc;

use diesel::prelude::*;
use jiff::Timestamp;
use rulebook::Edition;
use store::{Conn, Hash32, Micros, Result, on};

use super::{loaded, schema::editions, stored, unreadable};
use crate::domain::edition::ActiveEdition;

/// The active edition; nothing before the first start.
pub fn active(conn: &mut Conn) -> Result<Option<ActiveEdition>> {
    let columns = (editions::file, editions::log_index);
    let active = editions::table.filter(editions::active.eq(true)).select(columns);
    let row: Option<(Vec<u8>, i64)> = on!(conn, c => active.get_result(c).optional())?;
    row.map(|(file, log_index)| {
        let rules = Edition::parse(&file).map_err(|_| unreadable("edition"))?;
        Ok(ActiveEdition { reference: rules.reference().clone(), file: file.into(), rules: Arc::new(rules), log_index: loaded(log_index) })
    })
    .transpose()
}

/// Makes an edition the active one.
pub fn activate(conn: &mut Conn, edition: &ActiveEdition, now: Timestamp) -> Result<()> {
    let none = editions::active.eq(false);
    on!(conn, c => diesel::update(editions::table.filter(editions::active.eq(true))).set(none).execute(c))?;
    let row = (
        editions::id.eq(edition.reference.id.as_str().to_owned()),
        editions::hash.eq(Hash32::new(edition.reference.hash.0)),
        editions::file.eq(edition.file.to_vec()),
        editions::log_index.eq(stored(edition.log_index)),
        editions::activated_at.eq(Micros::from(now)),
        editions::active.eq(true),
    );
    on!(conn, c => diesel::insert_into(editions::table).values(row).execute(c))?;
    Ok(())
}
