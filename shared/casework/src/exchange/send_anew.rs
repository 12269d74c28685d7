//! The rule book asked for, and what it left stale on its way: a duty goes again by itself, or somebody is told at once.

use jiff::Timestamp;
use wire::HandoverId;

use super::{adopt, alarm, broker_client::CallError};
use crate::{Casework, SendProblem, db::handovers, flow::Anew};

/// Asks for the rule book, and sends anew what the law orders.
///
/// # Errors
/// When the broker did not answer.
pub(crate) async fn ask_for_rulebook(casework: &Casework) -> Result<(), CallError> {
    let asked = adopt::rulebook(casework).await;
    if let Err(error) = look(casework).await {
        tracing::error!(%error, "what the rule book left stale can't be looked at");
    }
    asked
}

/// Every duty and word of state that the rule book left stale and nobody has settled.
async fn look(casework: &Casework) -> Result<(), SendProblem> {
    let now = casework.0.clock.now();
    for (id, since) in casework.db().read(handovers::stale_unsettled).await? {
        let own = casework.clone();
        // Crash before the commit: it is stale still and looked at again. After it: the outbox has the new one.
        let anew = casework.db().try_write("send_anew", move |conn| own.send_anew(conn, id, now)).await;
        told(casework, id, since, now, anew);
    }
    Ok(())
}

fn told(casework: &Casework, handover: HandoverId, since: Timestamp, now: Timestamp, anew: Result<Anew, SendProblem>) {
    match anew {
        Ok(Anew::Sent(new)) => tracing::info!(%handover, %new, "the rule book changed under way: the very same was sent anew"),
        Ok(Anew::Settled) => {}
        Ok(Anew::Waits) if now.duration_since(since) < casework.0.limits.proof_wait => {}
        Ok(Anew::Waits) => {
            tracing::error!(%handover, "what a duty sends waits for an edition of the rule book that is not in force here: ring");
            alarm("duty-stale");
        }
        Ok(Anew::Review) => {
            tracing::error!(%handover, "what a duty sent goes by none under the new rule book: somebody must review it again");
            alarm("duty-stale");
        }
        Err(error) => {
            tracing::error!(%handover, %error, "what the rule book left stale could not be sent anew");
            alarm("duty-stale");
        }
    }
}
