//! Lets go of what opens the followed leaves, once no broker will be repaired from it any more. The commitments stay, and
//! with them every proof.
//!
//! The log's own date for them is the broker's (its `log.keep_days`) and is years away; a copy at an agency is there for a
//! broker that was set back to an old copy of itself, and no copy that a broker could be set back to is as old as this.

use jiff::{SignedDuration, Timestamp};
use ledger::Entry;
use store::Db;

use crate::{Casework, db::followed_leaves};

/// How long the copies are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(92 * 24);
/// Leaves of one transaction.
const ROWS: u16 = 500;

/// Destroys entry and salt of the followed leaves whose entry is older than 92 days; says how many.
pub(super) async fn forget_leaves(casework: &Casework) -> store::Result<u64> {
    forget_older(casework.db(), casework.0.log_key.name().as_str(), casework.0.clock.now() - KEPT).await
}

async fn forget_older(db: &Db, origin: &str, before: Timestamp) -> store::Result<u64> {
    let mut count = 0;
    loop {
        let origin = origin.to_owned();
        // Crash between two parts: the rest goes an hour later.
        let forgotten = db.write("forget_leaves", move |conn| {
            let oldest = followed_leaves::oldest_opened(conn, &origin, ROWS)?;
            let old: Vec<u64> = oldest.iter().take_while(|(_, entry)| is_old(entry, before)).map(|(index, _)| *index).collect();
            followed_leaves::close(conn, &origin, &old)?;
            Ok(old.len())
        });
        let forgotten = forgotten.await?;
        count += forgotten as u64;
        if forgotten < usize::from(ROWS) {
            return Ok(count);
        }
    }
}

/// What can't be read repairs nothing.
fn is_old(entry: &[u8], before: Timestamp) -> bool {
    serde_json::from_slice::<Entry>(entry).map_or(true, |entry| entry.fields().at.timestamp() < before)
}

#[cfg(test)]
#[path = "forget_leaves_test.rs"]
mod tests;
