//! Shows a broker that it is behind: the newest checkpoint of its own that this agency's witness has followed.

use serde::Serialize;

use super::broker_client::CallError;
use crate::{Casework, db::witness};

#[derive(Serialize)]
struct Followed {
    checkpoint: String,
}

/// Posts it. A broker that was set back to an old copy believes its own signature, and moves nothing until it is repaired.
pub(super) async fn show(casework: &Casework) {
    match posted(casework).await {
        Ok(()) => tracing::warn!("the broker was shown the checkpoint that its log does not lead to any more"),
        // It says so itself until then, and is shown it again at the next round.
        Err(error) => tracing::warn!(%error, "the broker could not be shown what it does not lead to"),
    }
}

async fn posted(casework: &Casework) -> Result<(), CallError> {
    let origin = casework.0.log_key.name().as_str().to_owned();
    let note = casework.db().read(move |conn| witness::note(conn, &origin)).await;
    let Some(checkpoint) = note.map_err(|error| CallError::NoAnswer(error.to_string()))? else { return Ok(()) };
    let body = serde_json::to_vec(&Followed { checkpoint }).map_err(|_| CallError::Form)?;
    casework.post("/log/followed", body, None).await?.ok().map(drop)
}
