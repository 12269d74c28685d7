//! The other agency's cosignature on what was opened under the own one alone: a broker that shows two agencies two logs is
//! found out by it.

use ledger::{
    checkpoint::{CosignerKey, open},
    tree::{ConsistencyProof, verify_consistency},
};
use serde::Deserialize;
use wire::{AgencyId, HandoverId, ProblemCode};

use super::{alarm, broker_client::CallError};
use crate::{Casework, db::cosignatures_due, domain::CosignatureDue};

#[derive(Deserialize)]
struct CosignedBody {
    checkpoint: String,
    consistency: ConsistencyProof,
}

/// Asks for each agency's newest head and settles what it vouches for.
pub(super) async fn ask(casework: &Casework) -> Result<(), CallError> {
    let store_failed = |error: store::Error| CallError::NoAnswer(error.to_string());
    let missing = casework.db().read(cosignatures_due::missing).await.map_err(store_failed)?;
    let mut seen = Vec::new();
    for due in &missing {
        if vouched(casework, due).await? {
            seen.push(due.handover);
        }
    }
    if seen.is_empty() { Ok(()) } else { settle(casework, seen).await.map_err(store_failed) }
}

async fn settle(casework: &Casework, seen: Vec<HandoverId>) -> store::Result<()> {
    let now = casework.0.clock.now();
    casework.db().write("cosignatures_seen", move |conn| cosignatures_due::seen(conn, &seen, now)).await
}

/// Whether the agency vouches for a head that grew from the tree the parcel was proved under.
async fn vouched(casework: &Casework, due: &CosignatureDue) -> Result<bool, CallError> {
    let path = format!("/log/cosigned/{}?from={}", due.agency, due.tree_size);
    let body: CosignedBody = match casework.get(&path, None).await?.json() {
        Ok(body) => body,
        Err(CallError::Problem(ProblemCode::NotFound)) => return Ok(false),
        Err(error) => return Err(error),
    };
    let holds = fits(casework, due, &body);
    if !holds {
        // Two logs, or a broker that makes things up. The parcel stays open; it is evidence now.
        tracing::error!(agency = %due.agency, tree_size = due.tree_size, "what the other agency cosigned does not follow from what was seen here");
        alarm("log-not-followed");
    }
    Ok(holds)
}

fn fits(casework: &Casework, due: &CosignatureDue, body: &CosignedBody) -> bool {
    let Some(witness) = witness_key(casework, &due.agency) else { return false };
    let Ok(head) = open(&body.checkpoint, &casework.0.log_key, std::slice::from_ref(&witness)) else { return false };
    let sizes = body.consistency.old == due.tree_size && body.consistency.new == head.size();
    sizes && head.require(witness.name()).is_ok() && verify_consistency(&body.consistency, &due.root, &head.root()).is_ok()
}

fn witness_key(casework: &Casework, agency: &AgencyId) -> Option<CosignerKey> {
    casework.directory().agency(agency)?.manifest().witness_key.parse().ok()
}
