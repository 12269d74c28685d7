//! An offer as it is when its turn has come: what goes by a duty goes first, and the part by consent waits for it a little, not for ever.

use std::time::Duration;

use tokio::time::{Instant, sleep};
use wire::{ConsentId, HandoverId};

use crate::{
    Casework,
    db::{
        consents::{self, Unregistered},
        handovers, offers, recalls, tombstones,
    },
    domain::RecallState,
};

/// How long the other part waits for the broker's answer to the duty. Shorter than a lease of the outbox, so that the wait
/// never makes a second worker post it.
const PATIENCE: Duration = Duration::from_secs(10);
/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// An offer with what decides whether it is posted, all of one moment.
pub(super) struct LoadedOffer {
    pub(super) offer: offers::SignedOffer,
    /// Consents it rests on that were withdrawn here.
    pub(super) withdrawn: Vec<ConsentId>,
    /// Consents it rests on that the broker has not yet.
    pub(super) unregistered: Vec<Unregistered>,
    pub(super) recall: Option<RecallState>,
    /// A duty of the same sending has no answer yet.
    is_behind: bool,
}

/// Loads an offer once no duty of the same sending waits for its first answer, or when that has taken too long: a duty the broker does not
/// answer must not keep back what she said yes to. None while it is not committed.
///
/// # Errors
/// [`store::Error`].
pub(super) async fn load_offer(casework: &Casework, id: HandoverId) -> store::Result<Option<LoadedOffer>> {
    let started = Instant::now();
    loop {
        let loaded = load(casework, id).await?;
        if started.elapsed() >= PATIENCE || !loaded.as_ref().is_some_and(|offer| offer.is_behind) {
            return Ok(loaded);
        }
        sleep(PAUSE).await;
    }
}

/// In one snapshot: an offer that is just being committed must not be seen without the duty beside it.
async fn load(casework: &Casework, id: HandoverId) -> store::Result<Option<LoadedOffer>> {
    let loaded = casework.db().read(move |conn| {
        let Some(offer) = offers::find(conn, id)? else { return Ok(None) };
        Ok(Some(LoadedOffer {
            withdrawn: tombstones::among(conn, &offer.consents)?,
            unregistered: consents::unregistered(conn, &offer.consents)?,
            recall: recalls::find(conn, id)?.map(|recall| recall.state),
            is_behind: handovers::is_behind_a_duty(conn, id)?,
            offer,
        }))
    });
    loaded.await
}
