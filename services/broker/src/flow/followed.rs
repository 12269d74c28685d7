//! A witness shows what it has followed: a log that does not lead there was set back to an old copy, and writes nothing more.

use ledger::{Hash, checkpoint::open, tree::root_at};
use store::Conn;
use wire::{AgencyId, ProblemCode};

use super::{
    Broker, FlowError,
    prove::{Listing, outside},
};
use crate::db;

/// Whether the log leads to this checkpoint of its own. When it does not, the broker is fenced, also after a new start.
pub(crate) async fn followed(broker: &Broker, shown_by: &AgencyId, note: &str) -> Result<bool, FlowError> {
    let head = open(note, &broker.signer.key(), &[]).map_err(|_| ProblemCode::BadSignature)?;
    let (size, root) = (head.size(), head.root());
    if broker.db.read(move |conn| leads_to(conn, size, root)).await? {
        return Ok(true);
    }
    let (by, note, now) = (shown_by.clone(), note.to_owned(), broker.now());
    // Crash before the commit: it is shown again.
    broker.db.write("log_behind", move |conn| db::log_behind::put(conn, size, &note, &by, now)).await?;
    if !broker.live.is_behind() {
        tracing::error!(size, shown_by = %shown_by, "the log does not lead to a checkpoint that it has signed: nothing more is written");
        metrics::counter!("broker_alarms_total", "code" => "log-behind").increment(1);
        broker.live.fall_behind();
    }
    Ok(false)
}

fn leads_to(conn: &mut Conn, size: u64, root: Hash) -> store::Result<bool> {
    let head = db::log::head(conn)?;
    if size == 0 || head.is_none_or(|head| head.frontier.size() < size) {
        return Ok(size == 0);
    }
    let needed = Listing::default();
    root_at(&needed, size).map_err(outside)?;
    let nodes = db::nodes::load(conn, &needed.places())?;
    Ok(root_at(&nodes, size).map_err(outside)? == root)
}
