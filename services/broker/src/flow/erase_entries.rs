//! Destroys what leaves of the log open, at its date: entry, salt and kept proofs. The commitments stay, so that every proof
//! and every checkpoint, older and newer, verifies as before.

use std::{collections::BTreeSet, time::Duration};

use jiff::{SignedDuration, Timestamp};
use ledger::Entry;
use store::{Conn, Db};
use tokio::sync::watch;
use wire::HandoverId;

use super::{Broker, sequencer::stopped};
use crate::{
    db,
    domain::{code_withdrawal, entry::goes_at_its_date},
};

/// Entries of one transaction.
const ROWS: i64 = 500;
/// How often it is looked whether the date of more entries has come.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Looks at the start and then every hour, until told to stop.
pub(crate) async fn run(broker: Broker, mut stop: watch::Receiver<bool>) {
    loop {
        let looked = tokio::select! {
            looked = erase_entries(&broker) => looked,
            () = stopped(&mut stop) => return,
        };
        match looked {
            Ok(0) => (),
            Ok(count) => tracing::info!(count, "entries of the log were destroyed at their date; their commitments stay"),
            Err(error) => tracing::error!(%error, "entries of the log whose date has come could not be destroyed"),
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => (),
            () = stopped(&mut stop) => return,
        }
    }
}

/// Destroys the entries whose date has come, except those of handovers that are still under way; says how many. The codes of
/// cards that were handed in go at a date of their own.
///
/// # Errors
/// [`store::Error`]; what was destroyed before it is destroyed.
pub async fn erase_entries(broker: &Broker) -> store::Result<u64> {
    if broker.live.is_behind() {
        return Ok(0);
    }
    let before = broker.now() - code_withdrawal::KEPT;
    broker.db.write("erase_codes", move |conn| db::code_withdrawals::erase_before(conn, before)).await?;
    erase_older(&broker.db, broker.now(), broker.keep).await
}

async fn erase_older(db: &Db, now: Timestamp, keep: SignedDuration) -> store::Result<u64> {
    let end = db.read(move |conn| db::checkpoints::size_before(conn, now - keep)).await?;
    let (mut from, mut count) = (0, 0);
    while from < end {
        // Crash between two batches: the rest goes at the next start.
        let (next, erased) = db.write("erase_entries", move |conn| erase_batch(conn, from, end, now)).await?;
        (from, count) = (next, count + erased);
    }
    Ok(count)
}

/// One batch from an index; gives where the next begins, and how many entries are gone.
fn erase_batch(conn: &mut Conn, from: u64, end: u64, now: Timestamp) -> store::Result<(u64, u64)> {
    let rows = db::log::readable(conn, from, end, ROWS)?;
    let Some((last, _)) = rows.last() else { return Ok((end, 0)) };
    let next = last + 1;
    let mut old = Vec::new();
    for (index, entry) in &rows {
        let entry: Entry = serde_json::from_slice(entry).map_err(|_| db::unreadable("log entry"))?;
        let handover = entry.fields().handover.as_deref().map(str::parse::<HandoverId>).transpose();
        if goes_at_its_date(entry.fields().kind) {
            old.push((*index, handover.map_err(|_| db::unreadable("handover of a log entry"))?));
        }
    }
    let handovers: BTreeSet<HandoverId> = old.iter().filter_map(|(_, handover)| *handover).collect();
    let under_way = db::disclosures::under_way(conn, &handovers)?;
    old.retain(|(_, handover)| handover.is_none_or(|handover| !under_way.contains(&handover)));
    let places: Vec<u64> = old.iter().map(|(index, _)| *index).collect();
    db::log::erase(conn, &places)?;
    db::disclosures::erase_proofs(conn, &handovers.difference(&under_way).copied().collect(), now)?;
    Ok((next, places.len() as u64))
}

#[cfg(test)]
#[path = "erase_entries_test.rs"]
mod tests;
