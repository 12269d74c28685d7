//! What goes by a duty goes first: the part by consent waits for it a little, and not for ever.

use std::time::Duration;

use tokio::time::{Instant, sleep};
use wire::HandoverId;

use crate::{Casework, db::handovers};

/// How long the other part waits for the broker's answer to the duty. Shorter than a lease of the outbox, so that the wait
/// never makes a second worker post it.
const PATIENCE: Duration = Duration::from_secs(10);
/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// Returns when no duty of the same sending is waiting for its first answer, or when this has taken too long: a duty the
/// broker does not answer must not keep back what she said yes to.
pub(super) async fn duty_first(casework: &Casework, id: HandoverId) {
    let started = Instant::now();
    // What can't be read now is read again by who posts, and fails there.
    while started.elapsed() < PATIENCE && casework.db().read(move |conn| handovers::is_behind_a_duty(conn, id)).await.unwrap_or(false) {
        sleep(PAUSE).await;
    }
}
