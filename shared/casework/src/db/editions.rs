//! Editions of the rule book that were believed here, with all that made them believed.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Error, ErrorKind, Hash32, Micros, Result, on};
use wire::{ActiveEdition, Bytes32, EditionId, EditionRef, LogEvidence};

use super::{parsed, schema::editions};

/// An edition as it was kept. Nothing of it is believed unchecked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptEdition {
    /// All that made it believed.
    pub told: ActiveEdition,
    /// When it came into force here; none for one that is only known.
    pub adopted_at: Option<Timestamp>,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = editions)]
struct Row {
    id: String,
    hash: Hash32,
    file: String,
    approvals: String,
    proof: String,
    log_index: i64,
    kept_at: Micros,
    adopted_at: Option<Micros>,
}

/// Every edition that was kept, in no order; one that can't be read at all as the id of its row.
///
/// # Errors
/// [`store::Error`].
pub fn all(conn: &mut Conn) -> Result<Vec<std::result::Result<KeptEdition, String>>> {
    let rows: Vec<Row> = on!(conn, c => editions::table.order(editions::id).select(Row::as_select()).load(c))?;
    let read = |row: Row| {
        let id = row.id.clone();
        row.into_kept().map_err(|_| id)
    };
    Ok(rows.into_iter().map(read).collect())
}

/// The proof of an edition's activation, as it was believed: for auditors.
///
/// # Errors
/// [`store::Error`].
pub fn proof(conn: &mut Conn, id: &EditionId) -> Result<Option<LogEvidence>> {
    let query = editions::table.find(id.as_str()).select(editions::proof);
    let proof: Option<String> = on!(conn, c => query.get_result(c).optional())?;
    proof.map(|proof| serde_json::from_str(&proof).map_err(unreadable)).transpose()
}

/// Keeps an edition with what made it believed, in place of what was kept under its id. Without `adopted_at` a day of
/// adoption that is there stays.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn keep(conn: &mut Conn, told: &ActiveEdition, now: Timestamp, adopted_at: Option<Timestamp>) -> Result<()> {
    let row = Row {
        id: told.edition.id.to_string(),
        hash: Hash32::new(told.edition.hash.0),
        file: told.file.clone(),
        approvals: serde_json::to_string(&told.approvals).map_err(unreadable)?,
        proof: serde_json::to_string(&told.logged).map_err(unreadable)?,
        log_index: i64::try_from(told.log_index).map_err(|error| Error::new(ErrorKind::InvalidValue, error))?,
        kept_at: now.into(),
        adopted_at: adopted_at.map(Into::into),
    };
    // A changeset leaves out what is none.
    let query = diesel::insert_into(editions::table).values(&row).on_conflict(editions::id).do_update().set(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

impl Row {
    fn into_kept(self) -> Result<KeptEdition> {
        Ok(KeptEdition {
            told: ActiveEdition {
                edition: EditionRef { id: parsed(&self.id)?, hash: Bytes32(*self.hash.as_bytes()) },
                file: self.file,
                approvals: serde_json::from_str(&self.approvals).map_err(unreadable)?,
                log_index: self.log_index.unsigned_abs(),
                logged: serde_json::from_str(&self.proof).map_err(unreadable)?,
            },
            adopted_at: self.adopted_at.map(Micros::timestamp),
        })
    }
}

fn unreadable(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::InvalidValue, error)
}
