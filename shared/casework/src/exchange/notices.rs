//! The one open call: what the broker has to tell is heard at once.

use std::{collections::HashMap, time::Duration};

use serde::Deserialize;
use tokio::{
    sync::watch,
    task::{JoinHandle, JoinSet},
};
use tracing::Instrument as _;
use wire::{HandoverId, Notice, NoticeKind, TraceParent};

use super::{
    broker_client::CallError,
    fetch::{Fetched, fetch},
    receiving, refresh, send_anew,
    take_notices::{take, verified_receipts},
    workers::{pause, stopped},
};
use crate::{Casework, db::cursor};

/// How long the broker may hold the call (at most 25 seconds).
const WAIT: Duration = Duration::from_secs(25);
/// Pauses after failures: from this, doubled each time, to the longest.
const PAUSE_MIN: Duration = Duration::from_millis(500);
const PAUSE_MAX: Duration = Duration::from_secs(15);

#[derive(Deserialize)]
struct NoticesBody {
    notices: Vec<Notice>,
    next: u64,
}

pub(super) async fn run(casework: Casework, mut stop: watch::Receiver<bool>) {
    let mut pausing = PAUSE_MIN;
    let mut acquainted = false;
    // Dropped at the end: a parcel half-way is taken up at the next start, its lease ends by itself.
    let mut opening = JoinSet::new();
    while !*stop.borrow() {
        let round = tokio::select! {
            round = round(&casework, &mut acquainted, &mut opening) => round,
            // The call is dropped half-way: the broker gives the same notices again.
            () = stopped(&mut stop) => break,
        };
        match round {
            Ok(()) => pausing = PAUSE_MIN,
            Err(error) => {
                acquainted = false;
                tracing::warn!(%error, "the broker's notices can't be heard");
                pause(&mut stop, pausing).await;
                pausing = (pausing * 2).min(PAUSE_MAX);
            }
        }
    }
}

async fn round(casework: &Casework, acquainted: &mut bool, opening: &mut JoinSet<()>) -> Result<(), CallError> {
    while opening.try_join_next().is_some() {}
    if !*acquainted {
        // After every break: what was told meanwhile about keys and rules may have been missed.
        refresh::directory(casework).await?;
        ask_for_rulebook(casework).await;
        *acquainted = true;
    }
    let store_failed = |error: store::Error| CallError::NoAnswer(error.to_string());
    let after = casework.db().read(cursor::next).await.map_err(store_failed)?;
    let path = format!("/api/v1/notices?after={after}&wait_seconds={}", WAIT.as_secs());
    let body: NoticesBody = casework.get(&path, Some(WAIT)).await?.json()?;
    if body.notices.is_empty() {
        return Ok(());
    }
    // The parcels are asked for while the notices are being written down: the broker's log and proof take longer.
    let mut early = fetch_early(casework, &body.notices);
    let receipts = verified_receipts(casework, &body.notices).await?;
    let kinds: Vec<NoticeKind> = body.notices.iter().map(|notice| notice.kind).collect();
    // Crash before the commit: the cursor stands, the same notices come again.
    let leases = take(casework, after, body.notices, body.next, receipts).await.map_err(store_failed)?;
    for (lease, handover) in leases {
        opening.spawn(receiving::receive(casework.clone(), lease, handover, early.remove(&handover)));
    }
    if kinds.contains(&NoticeKind::ConsentWithdrawn) {
        casework.0.to_cosign.notify_one();
    }
    if kinds.contains(&NoticeKind::DirectoryChanged) {
        refresh::directory(casework).await?;
    }
    if kinds.contains(&NoticeKind::RulebookChanged) {
        ask_for_rulebook(casework).await;
    }
    Ok(())
}

/// Notices are heard whatever the rule book: what was missed is asked for again by the watch.
async fn ask_for_rulebook(casework: &Casework) {
    if let Err(error) = send_anew::ask_for_rulebook(casework).await {
        tracing::warn!(%error, "the broker could not be asked for its rule book");
    }
}

fn fetch_early(casework: &Casework, notices: &[Notice]) -> HashMap<HandoverId, JoinHandle<Fetched>> {
    let waiting = notices.iter().filter(|notice| notice.kind == NoticeKind::ParcelWaiting);
    waiting
        .filter_map(|notice| notice.handover.map(|handover| (notice, handover)))
        .map(|(notice, handover)| {
            let casework = casework.clone();
            let span = tracing::info_span!("fetch_parcel", %handover);
            web::telemetry::adopt_some(&span, notice.trace.as_ref().map(TraceParent::as_str));
            let fetching = async move { fetch(&casework, handover).await };
            (handover, tokio::spawn(fetching.instrument(span)))
        })
        .collect()
}
