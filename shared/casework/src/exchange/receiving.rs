//! From an announced parcel to an opened one: fetched, checked, stored. Never lost, never doubled, never opened unproved.

use std::time::Duration;

use jiff::SignedDuration;
use store::queue::{self, Lease};
use tokio::{
    sync::watch,
    task::{JoinHandle, JoinSet},
};
use tracing::Instrument as _;
use wire::{EditionRef, HandoverId, Offer, Parcel, RejectCode};

use super::{
    INBOX, adopt, alarm,
    fetch::{Fetched, fetch},
    refresh,
    store_parcel::{Arrived, reject, store_parcel},
    take_notices::{LEASE, handover_of},
    workers::stopped,
};
use crate::{
    Casework,
    db::{arrivals, tombstones},
    domain::{self, ArrivalState, Checked, Checker},
};

/// How many are taken at once.
const BATCH: u32 = 16;
/// Pause before a proof that was not complete is asked for again; the call itself waits at the broker.
const SOON: Duration = Duration::from_millis(250);

/// Why a parcel waits: the broker gave none.
const NO_ANSWER: &str = "no_answer";
/// Why a parcel waits: it was judged by an edition that is not believed here.
const BEHIND: &str = "edition_not_here";
/// Logged at a moment that has not come here.
const EARLY: &str = "early";

/// Takes what was not finished when it was announced: after a crash, or when the broker was not ready.
pub(super) async fn run(casework: Casework, mut stop: watch::Receiver<bool>) {
    let mut listener = casework.db().listen(INBOX);
    let mut opening = JoinSet::new();
    while !*stop.borrow() {
        while opening.try_join_next().is_some() {}
        let now = casework.0.clock.now();
        let own = casework.clone();
        let take = move |conn: &mut store::Conn| queue::claim_for(conn, INBOX, &own.0.config.replica, BATCH, LEASE, now);
        let taken = casework.db().write("take_from_inbox", take).await;
        let leases = taken.unwrap_or_else(|error| {
            tracing::error!(%error, "the inbox can't be read");
            Vec::new()
        });
        if leases.is_empty() {
            tokio::select! {
                _ = listener.wait(queue::POLL) => {}
                () = stopped(&mut stop) => {}
            }
        }
        for lease in leases {
            if let Some(handover) = handover_of(&lease) {
                opening.spawn(receive(casework.clone(), lease, handover, None));
            }
        }
    }
    // A fetch that waits for its proof is dropped: its lease ends and it is taken up at the next start.
}

/// One parcel, one attempt.
pub(super) async fn receive(casework: Casework, lease: Lease, handover: HandoverId, early: Option<JoinHandle<Fetched>>) {
    let span = tracing::info_span!("receive_parcel", %handover, attempt = lease.attempts);
    web::telemetry::adopt_some(&span, lease.trace_parent.as_deref());
    async move {
        let early = match early {
            Some(early) => early.await.ok(),
            None => None,
        };
        let fetched = match early {
            Some(fetched) => fetched,
            None => fetch(&casework, handover).await,
        };
        if let Err(error) = take_in(&casework, &lease, handover, fetched).await {
            // The lease ends by itself and the parcel is fetched again: the same bytes.
            tracing::error!(%error, "a parcel could not be taken in; it is tried again");
        }
    }
    .instrument(span)
    .await;
}

async fn take_in(casework: &Casework, lease: &Lease, handover: HandoverId, fetched: Fetched) -> store::Result<()> {
    match fetched {
        Fetched::Parcel(bytes) => open(casework, lease, handover, bytes).await,
        Fetched::WaitingForProof => wait(casework, lease, handover, "waiting_for_proof").await,
        Fetched::Gone(code) => gone(casework, lease, handover, code.code()).await,
        Fetched::Failed(error) => {
            tracing::warn!(%error, "a parcel could not be fetched");
            wait(casework, lease, handover, NO_ANSWER).await
        }
    }
}

async fn open(casework: &Casework, lease: &Lease, handover: HandoverId, bytes: Vec<u8>) -> store::Result<()> {
    let Ok(parcel) = serde_json::from_slice::<Parcel>(&bytes) else {
        // Nothing of the sender's can be told from it: not a reason to answer the sender.
        tracing::error!("the broker's parcel has not the agreed form");
        alarm("parcel-form");
        return wait(casework, lease, handover, "form").await;
    };
    let mut checked = check(casework, handover, &parcel).await?;
    if matches!(&checked, Err(rejection) if rejection.may_be_behind) && refresh::directory(casework).await.is_ok() {
        checked = check(casework, handover, &parcel).await?;
    }
    if let Ok(Checked::Behind(edition)) = &checked
        && is_learned(casework, edition).await
    {
        checked = check(casework, handover, &parcel).await?;
    }
    match checked {
        Ok(Checked::Open(opened)) => store_parcel(casework, lease, Arrived { handover, bytes, opened }).await,
        Ok(Checked::Wait(missing)) => wait(casework, lease, handover, missing.code()).await,
        Ok(Checked::Early) => {
            tracing::error!("a parcel was fetched at a moment that has not come here: see which clock is wrong");
            alarm("parcel-early");
            wait(casework, lease, handover, EARLY).await
        }
        Ok(Checked::Behind(edition)) => {
            tracing::error!(%edition.id, "a parcel was judged by an edition of the rule book that is not believed here");
            alarm("edition-behind");
            wait(casework, lease, handover, BEHIND).await
        }
        Err(rejection) => {
            tracing::error!(code = %rejection.code, why = rejection.why, "a parcel is not opened");
            alarm("parcel-rejected");
            reject(casework, lease, handover, rejection.code).await
        }
    }
}

/// Whether an edition that a parcel names could be had and is believed.
async fn is_learned(casework: &Casework, edition: &EditionRef) -> bool {
    adopt::learn(casework, edition).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "an edition that a parcel names could not be fetched");
        false
    })
}

async fn check(casework: &Casework, handover: HandoverId, parcel: &Parcel) -> store::Result<Result<Checked, domain::Rejection>> {
    // Only to look up tombstones; nothing else is read from the payload before its signature is checked.
    let claimed = wire::canonical::from_bytes::<Offer>(&parcel.offer.payload.0).map(|offer| offer.header.consents).unwrap_or_default();
    let now = casework.0.clock.now();
    let loaded = casework.db().read(move |conn| Ok((tombstones::among(conn, &claimed)?, arrivals::find(conn, handover)?)));
    let (tombstones, arrival) = loaded.await?;
    let (directory, editions) = (casework.directory(), casework.editions());
    let checker = Checker {
        keyring: &casework.0.keyring,
        directory: &directory,
        editions: editions.known(),
        log_key: &casework.0.log_key,
        limits: &casework.0.limits,
        now,
    };
    let since = arrival.map_or(now, |arrival| arrival.announced_at);
    Ok(checker.check(&domain::Fetched { handover, parcel, since, tombstones: &tombstones }))
}

/// Asks again soon; after a minute the desk is told to ring.
async fn wait(casework: &Casework, lease: &Lease, handover: HandoverId, code: &'static str) -> store::Result<()> {
    let now = casework.0.clock.now();
    let (lease, limit) = (lease.clone(), casework.0.limits.proof_wait);
    let after = if [NO_ANSWER, BEHIND, EARLY].contains(&code) { queue::backoff(lease.attempts.min(5), 0) } else { SOON };
    let own = casework.clone();
    let written = casework.db().write("wait_for_proof", move |conn| {
        let late = |announced: jiff::Timestamp| now.duration_since(announced) >= limit.max(SignedDuration::ZERO);
        // What was told to be gone stays so: nobody rings about it, and it is not opened by consent any more.
        if arrivals::find(conn, handover)?.is_some_and(|arrival| arrival.state != ArrivalState::Gone && late(arrival.announced_at))
            && arrivals::set_state(conn, handover, ArrivalState::Ring, Some(code))?
        {
            alarm("no-proof");
            own.tell_arrival(conn, handover, now)?;
        }
        queue::retry_later(conn, &lease, after, code, now)
    });
    written.await
}

async fn gone(casework: &Casework, lease: &Lease, handover: HandoverId, code: &'static str) -> store::Result<()> {
    let now = casework.0.clock.now();
    let (own, lease) = (casework.clone(), lease.clone());
    let written = casework.db().write("parcel_gone", move |conn| {
        if arrivals::set_state(conn, handover, ArrivalState::Gone, Some(code))? {
            own.tell_arrival(conn, handover, now)?;
        }
        queue::complete(conn, &lease, now)
    });
    written.await
}

/// The code a parcel is rejected with when a tombstone was written while it was being opened.
pub(super) const WITHDRAWN: RejectCode = RejectCode::ConsentWithdrawn;
