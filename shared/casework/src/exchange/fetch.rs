//! Asking the broker for a parcel.

use std::time::Duration;

use wire::{HandoverId, ProblemCode};

use super::broker_client::CallError;
use crate::Casework;

/// How long the broker may hold the call while the proof is made.
const WAIT: Duration = Duration::from_secs(20);

/// What the broker said.
#[derive(Debug)]
pub(super) enum Fetched {
    /// The bytes of the parcel.
    Parcel(Vec<u8>),
    /// Logged; the proof is not complete yet.
    WaitingForProof,
    /// Withdrawn, expired, recalled, or never for us.
    Gone(ProblemCode),
    /// No answer.
    Failed(CallError),
}

/// Asks once. Asking is logged at the broker the first time and harmless after that.
pub(super) async fn fetch(casework: &Casework, handover: HandoverId) -> Fetched {
    let path = format!("/api/v1/parcels/{handover}/fetch?wait_seconds={}", WAIT.as_secs());
    let answer = match casework.post(&path, Vec::new(), Some(WAIT)).await {
        Ok(answer) => answer,
        Err(error) => return Fetched::Failed(error),
    };
    match (answer.status, answer.problem()) {
        (200, _) => Fetched::Parcel(answer.body),
        (202, _) => Fetched::WaitingForProof,
        (404 | 410, CallError::Problem(code)) => Fetched::Gone(code),
        (_, error) => Fetched::Failed(error),
    }
}
