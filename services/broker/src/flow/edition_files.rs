//! The files of an edition, as they were handed in.

use store::Conn;
use wire::EditionId;

use super::{Broker, FlowError};
use crate::db;

/// The exact bytes that are signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionFiles {
    /// The edition.
    pub edition: Vec<u8>,
    /// Its table of cases.
    pub cases: String,
}

/// The files of an edition or a proposal; none when there is no such. Reads what is stored and works nothing out: no case is
/// run, and a file that this program can't read any more is still there to be fetched.
///
/// # Errors
/// [`FlowError`] of the database.
pub async fn edition_files(broker: &Broker, id: &EditionId) -> Result<Option<EditionFiles>, FlowError> {
    let id = id.clone();
    let found = broker.db.read(move |conn: &mut Conn| db::proposals::files(conn, &id)).await?;
    Ok(found.map(|(edition, cases)| EditionFiles { edition, cases }))
}
