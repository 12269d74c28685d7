//! Looks now and then at what should have come by itself: numbers of channels, the other agency's cosignatures, the rule
//! book, and new keys of the units.

use std::time::{Duration, Instant};

use store::Conn;
use tokio::sync::watch;

use super::{
    alarm, forget_leaves,
    reconcile::{ReconcileError, reconcile_when_due},
    second_cosignature, send_anew,
    workers::pause,
};
use crate::{Casework, db::cosignatures_due, keyring};

/// How often it looks.
const EVERY: Duration = Duration::from_millis(500);
/// How often the broker is asked for cosignatures that are due.
const ASK_EVERY: Duration = Duration::from_secs(20);
/// How often the broker is asked for its rule book: it tells of a change, and a notice may have been missed.
const RULEBOOK_EVERY: Duration = Duration::from_secs(300);
/// How often while one waits for its proof or its day. (The witness must have followed the log first.)
const RULEBOOK_SOON: Duration = Duration::from_secs(1);
/// How often it is looked whether the night's comparison with the log is due. The first time is so long after the start:
/// what came while the service stood still has been heard then.
const RECONCILE_EVERY: Duration = Duration::from_secs(600);

/// How often it is looked whether the units' keys end soon, and what of the log need not be kept longer; the first time at the
/// start.
const HOURLY: Duration = Duration::from_secs(3600);

pub(super) async fn run(casework: Casework, mut stop: watch::Receiver<bool>) {
    let (mut asked, mut this_hour): (Option<Instant>, Option<Instant>) = (None, None);
    let (mut asked_for_rulebook, mut reconciled) = (Instant::now(), Instant::now());
    while !*stop.borrow() {
        if let Err(error) = look(&casework).await {
            tracing::error!(%error, "what is overdue can't be looked at");
        }
        if asked.is_none_or(|asked| asked.elapsed() >= ASK_EVERY) {
            asked = Some(Instant::now());
            if let Err(error) = second_cosignature::ask(&casework).await {
                tracing::warn!(%error, "the other agency's cosignature could not be asked for");
            }
        }
        if asked_for_rulebook.elapsed() >= rulebook_after(&casework) {
            asked_for_rulebook = Instant::now();
            ask_for_rulebook(&casework).await;
        }
        if reconciled.elapsed() >= RECONCILE_EVERY {
            reconciled = Instant::now();
            compare_with_log(&casework).await;
        }
        if this_hour.is_none_or(|looked| looked.elapsed() >= HOURLY) {
            this_hour = Some(Instant::now());
            look_at_keys(&casework);
            forget_leaves(&casework).await;
        }
        pause(&mut stop, EVERY).await;
    }
}

/// Without new keys nothing can be sealed to the own units any more, and the other agency finds that out in the night.
fn look_at_keys(casework: &Casework) {
    if let Some(until) = keyring::ends_soon(casework.0.keyring.agency(), casework.0.clock.now()) {
        tracing::error!(%until, "nothing can be sealed to the units of this agency after this: run “stafett keys renew” now");
        alarm("unit-keys-end");
    }
}

async fn forget_leaves(casework: &Casework) {
    match forget_leaves::forget_leaves(casework).await {
        Ok(0) => (),
        Ok(count) => tracing::info!(count, "what opened old leaves of the log is not kept any longer"),
        Err(error) => tracing::error!(%error, "what opened old leaves of the log could not be destroyed"),
    }
}

async fn compare_with_log(casework: &Casework) {
    if let Err(error) = reconcile_when_due(casework).await {
        tracing::error!(%error, "what is kept here was not compared with the log");
        if matches!(error, ReconcileError::OtherHistory) {
            alarm("log-not-followed");
        }
    }
}

async fn ask_for_rulebook(casework: &Casework) {
    if let Err(error) = send_anew::ask_for_rulebook(casework).await {
        tracing::warn!(%error, "the broker could not be asked for its rule book");
    }
}

/// After how long it is asked for again.
fn rulebook_after(casework: &Casework) -> Duration {
    let waits = casework.edition_doubt().is_some_and(|(_, doubt)| doubt.may_pass());
    if waits { RULEBOOK_SOON } else { RULEBOOK_EVERY }
}

/// One transaction: gaps that are a minute old, cosignatures that are past their time.
async fn look(casework: &Casework) -> store::Result<()> {
    let (own, now) = (casework.clone(), casework.0.clock.now());
    if !casework.db().read(anything).await? {
        return Ok(());
    }
    let written = casework.db().write("look_at_overdue", move |conn| {
        let gaps = own.open_late_gaps(conn, now)?;
        let late = cosignatures_due::mark_late(conn, now)?;
        Ok((gaps, late, cosignatures_due::missing(conn)?.len()))
    });
    let (gaps, late, missing) = written.await?;
    if late > 0 {
        tracing::error!(late, "the other agency has not cosigned in time what was opened here");
        alarm("second-cosignature-late");
    }
    casework.lock_link().open_gaps = gaps;
    #[allow(clippy::cast_precision_loss, reason = "gauges")]
    {
        metrics::gauge!("casework_channel_gaps_open").set(gaps as f64);
        metrics::gauge!("casework_cosignatures_missing").set(missing as f64);
    }
    Ok(())
}

/// On a quiet day nothing is written.
fn anything(conn: &mut Conn) -> store::Result<bool> {
    Ok(crate::db::gaps::any_unsettled(conn)? || !cosignatures_due::missing(conn)?.is_empty())
}
