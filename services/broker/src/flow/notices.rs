//! What an agency is told while it waits.

use std::time::Duration;

use wire::{AgencyId, Notice};

use super::{Broker, FlowError, broker::Patience};
use crate::db;

/// Most notices of one answer.
const NOTICES_MAX: i64 = 100;

/// The agency's notices after a number; waits for the first at most so long.
pub(crate) async fn after(broker: &Broker, agency: &AgencyId, number: u64, at_most: Duration) -> Result<Vec<Notice>, FlowError> {
    // Subscribed before the first look: a notice that comes in between is not missed.
    let mut changes = broker.live.notices_of(agency);
    let patience = Patience::new(broker, at_most);
    loop {
        let own = agency.clone();
        let notices = broker.db.read(move |conn| db::notices::after(conn, &own, number, NOTICES_MAX)).await?;
        if !notices.is_empty() || !patience.wait(&mut changes).await {
            return Ok(notices);
        }
    }
}
