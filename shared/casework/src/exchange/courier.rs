//! The outbox worker.
//!
//! What was just committed is posted at once, while its lease is being taken: posting twice is harmless (the same id
//! with the same bytes gets the stored answer), and the commit of the lease is not waited for.

use std::{collections::HashMap, sync::Arc, time::Duration};

use store::queue::{self, Lease};
use tokio::{
    sync::{Semaphore, watch},
    task::{JoinHandle, JoinSet},
    time::Instant,
};
use tracing::Instrument as _;

use super::{
    Hint, OUTBOX, Outgoing,
    deliver::{Before, Posted, deliver},
    settle::settle,
    workers::stopped,
};
use crate::{Casework, flow::outbox_key};

/// How long a message is ours to post.
const LEASE: Duration = Duration::from_secs(45);
/// How many are taken at once.
const BATCH: u32 = 16;
/// How many are on the wire at once.
const IN_FLIGHT: usize = 64;

pub(super) async fn run(casework: Casework, mut stop: watch::Receiver<bool>) {
    let mut listener = casework.db().listen(OUTBOX);
    let mut courier = Courier { early: HashMap::new(), posting: JoinSet::new(), places: Arc::new(Semaphore::new(IN_FLIGHT)), casework };
    while !*stop.borrow() {
        let more = courier.pass().await;
        while courier.posting.try_join_next().is_some() {}
        if !more {
            tokio::select! {
                _ = listener.wait(queue::POLL) => {}
                () = stopped(&mut stop) => {}
            }
        }
    }
    // What is on the wire is let finish; what is not answered is posted again after the next start.
    while courier.posting.join_next().await.is_some() {}
}

struct Courier {
    casework: Casework,
    /// Posted before their lease was taken, by key.
    early: HashMap<String, (Instant, JoinHandle<Posted>)>,
    posting: JoinSet<()>,
    places: Arc<Semaphore>,
}

impl Courier {
    /// Takes what is ready; says whether to look again at once.
    async fn pass(&mut self) -> bool {
        self.post_early();
        let now = self.casework.0.clock.now();
        let own = self.casework.clone();
        let take = move |conn: &mut store::Conn| queue::claim_for(conn, OUTBOX, &own.0.config.replica, BATCH, LEASE, now);
        let taken = self.casework.db().write("take_from_outbox", take).await;
        let leases = match taken {
            Ok(leases) => leases,
            Err(error) => {
                tracing::error!(%error, "the outbox can't be read");
                return false;
            }
        };
        let more = !leases.is_empty();
        for lease in leases {
            let early = self.early.remove(&lease.key).map(|(_, posting)| posting);
            self.posting.spawn(post_and_settle(self.casework.clone(), lease, early, Arc::clone(&self.places)));
        }
        // Early ones whose message another worker took, or that were rolled back: nothing waits for them any more.
        self.early.retain(|_, (started, _)| started.elapsed() < LEASE);
        more
    }

    /// Starts on what transactions of this process have announced. What is not committed is not found and not posted.
    fn post_early(&mut self) {
        let hints = std::mem::take(&mut *self.casework.lock_hints());
        for Hint { outgoing, trace_parent } in hints {
            let casework = self.casework.clone();
            let span = posting_span(trace_parent.as_deref(), 0);
            let posting = async move { deliver(&casework, outgoing, Before::NeverPosted).await };
            self.early.insert(outbox_key(outgoing), (Instant::now(), tokio::spawn(posting.instrument(span))));
        }
    }
}

/// Attempt 0 is the early one, before the lease.
fn posting_span(trace_parent: Option<&str>, attempt: u32) -> tracing::Span {
    let span = tracing::info_span!("post_to_broker", queue = "outbox", attempt);
    web::telemetry::adopt_some(&span, trace_parent);
    span
}

async fn post_and_settle(casework: Casework, lease: Lease, early: Option<JoinHandle<Posted>>, places: Arc<Semaphore>) {
    let span = posting_span(lease.trace_parent.as_deref(), lease.attempts);
    async move {
        // The semaphore is never closed.
        let _place = places.acquire_owned().await;
        let Some(outgoing) = Outgoing::from_bytes(lease.payload.as_bytes()) else {
            tracing::error!(key = lease.key, "a message of the outbox can't be read");
            return;
        };
        // Without the outcome of an early look, another process (this one before a crash, say) may have posted it.
        let (posted, looked) = match early {
            Some(early) => early.await.map_or((Posted::NotThere, false), |posted| (posted, true)),
            None => (Posted::NotThere, false),
        };
        let before = if looked && lease.attempts == 1 { Before::NeverPosted } else { Before::MayBePosted };
        // Crash here: the broker has it, we don't know. The lease ends, the same bytes are posted again and the
        // stored answer comes back.
        let posted = match posted {
            Posted::NotThere => deliver(&casework, outgoing, before).await,
            Posted::Withdrawn | Posted::Recalled if before == Before::MayBePosted => deliver(&casework, outgoing, before).await,
            posted => posted,
        };
        settle(&casework, lease, outgoing, posted).await;
    }
    .instrument(span)
    .await;
}
