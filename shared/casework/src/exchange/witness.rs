//! This agency's witness: follows the broker's log and vouches that it only grows.
//!
//! The state is written down before the cosignature is made: in the other order a crash could make the witness forget
//! what it vouched for, and vouch for another history.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ledger::{Commitment, Hash, Witness, checkpoint::open, witness::Refusal};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::{
    alarm,
    broker_client::CallError,
    leaves::{LeavesError, leaves_between},
    workers::{pause, stopped},
};
use crate::{
    Casework,
    db::{tombstones, witness},
};

/// How long the broker may hold the call.
const WAIT: Duration = Duration::from_secs(25);
/// A checkpoint nobody waits for is cosigned this often.
const UNASKED: SignedDuration = SignedDuration::from_hours(1);
/// Pauses after failures.
const PAUSE_MIN: Duration = Duration::from_millis(250);
const PAUSE_MAX: Duration = Duration::from_secs(15);

#[derive(Deserialize)]
struct CheckpointBody {
    checkpoint: String,
    tree_size: u64,
    wanted: bool,
    leaves: Vec<Commitment>,
}

#[derive(Serialize)]
struct Cosignatures {
    tree_size: u64,
    lines: Vec<String>,
}

/// Why a round ended without a cosignature.
#[derive(Debug, thiserror::Error)]
enum WitnessError {
    #[error(transparent)]
    Call(#[from] CallError),
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Evidence against the log: the note is kept in the log of this program by its size and reason.
    #[error("the log is not followed: {0}")]
    Refused(#[from] Refusal),
    #[error("what the witness remembers can't be read")]
    Memory,
    /// Another process of this agency went further at the same time.
    #[error("another process has witnessed meanwhile")]
    Overtaken,
}

pub(super) async fn run(casework: Casework, mut stop: watch::Receiver<bool>) {
    let mut pausing = PAUSE_MIN;
    let mut memory = None;
    while !*stop.borrow() {
        let round = tokio::select! {
            round = round(&casework, &mut memory) => round,
            () = stopped(&mut stop) => break,
        };
        match round {
            Ok(()) => pausing = PAUSE_MIN,
            Err(error) => {
                memory = None;
                if let WitnessError::Refused(refusal) = &error
                    && !matches!(refusal, Refusal::Leaves { .. })
                {
                    tracing::error!(code = refusal.code(), "the broker's log does not hold: it is not cosigned");
                    alarm("log-not-followed");
                } else {
                    tracing::warn!(%error, "nothing was witnessed");
                }
                pause(&mut stop, pausing).await;
                pausing = (pausing * 2).min(PAUSE_MAX);
            }
        }
    }
}

/// The witness as it was last written down, and whether it was ever.
struct Memory {
    witness: Witness,
    stored: Option<u64>,
}

async fn round(casework: &Casework, memory: &mut Option<Memory>) -> Result<(), WitnessError> {
    if memory.is_none() {
        *memory = Some(load(casework).await?);
    }
    let Some(known) = memory.as_mut() else { return Err(WitnessError::Memory) };
    let body = newest(casework, known.witness.size()).await?;
    let now = casework.0.clock.now();
    let lately = casework.link().last_cosigned.is_some_and(|at| now.duration_since(at) < UNASKED);
    let wanted = body.wanted || is_waited_for(casework, known.witness.size()).await?;
    if !wanted && lately {
        return Ok(());
    }
    cosign(casework, known, body, now).await
}

/// Whether something here waits for this witness, and no parcel asks for its cosignature: an edition that came into force
/// and is believed under it, or a withdrawal, which no restored broker can undo once the witness has been past it.
async fn is_waited_for(casework: &Casework, seen: u64) -> store::Result<bool> {
    Ok(casework.edition_waits_for_witness() || casework.db().read(move |conn| tombstones::any_from(conn, seen)).await?)
}

/// The head, once a cosignature is wanted; at once when something here waits for it.
async fn newest(casework: &Casework, after: u64) -> Result<CheckpointBody, CallError> {
    let path = |wait: Duration| format!("/api/v1/checkpoint?after={after}&wait_seconds={}", wait.as_secs());
    let (patient, hasty) = (path(WAIT), path(Duration::ZERO));
    let answer = tokio::select! {
        answer = casework.get(&patient, Some(WAIT)) => answer?,
        () = casework.0.to_cosign.notified() => casework.get(&hasty, None).await?,
    };
    answer.json()
}

async fn cosign(casework: &Casework, known: &mut Memory, body: CheckpointBody, now: Timestamp) -> Result<(), WitnessError> {
    let leaves = leaves(casework, known.witness.size(), &body).await?;
    let step = known.witness.step(&body.checkpoint, &casework.0.log_key, leaves)?;
    let size = step.next.size();
    remember(casework, known.stored, &step.next, now).await?;
    (known.witness, known.stored) = (step.next, Some(size));
    // Crash here: what was accepted is known, the cosignature is made anew at the next round.
    let line = casework.0.keyring.witness.cosign(&step.cosignable, now);
    let posted = Cosignatures { tree_size: size, lines: vec![line.to_string()] };
    let body = serde_json::to_vec(&posted).map_err(|_| CallError::Form)?;
    casework.post("/log/cosignatures", body, None).await?.ok()?;
    casework.lock_link().last_cosigned = Some(now);
    Ok(())
}

async fn load(casework: &Casework) -> Result<Memory, WitnessError> {
    let origin = casework.0.log_key.name().clone();
    let name = origin.as_str().to_owned();
    let Some(bytes) = casework.db().read(move |conn| witness::load(conn, &name)).await? else {
        return Ok(Memory { witness: Witness::new(origin), stored: None });
    };
    let witness: Witness = serde_json::from_slice(&bytes).map_err(|_| WitnessError::Memory)?;
    let stored = Some(witness.size());
    Ok(Memory { witness, stored })
}

async fn remember(casework: &Casework, old: Option<u64>, next: &Witness, now: Timestamp) -> Result<(), WitnessError> {
    let (origin, size) = (next.origin().as_str().to_owned(), next.size());
    let bytes = serde_json::to_vec(next).map_err(|_| WitnessError::Memory)?;
    let written = casework.db().write("witness_step", move |conn| witness::replace(conn, &origin, old, size, &bytes, now));
    if written.await? { Ok(()) } else { Err(WitnessError::Overtaken) }
}

/// The leaf hashes from `have` to the checkpoint: those that came with it, or from the published bundles.
async fn leaves(casework: &Casework, have: u64, body: &CheckpointBody) -> Result<Vec<Hash>, WitnessError> {
    if !body.leaves.is_empty() || body.tree_size <= have {
        return Ok(body.leaves.iter().map(Commitment::leaf).collect());
    }
    let size = open(&body.checkpoint, &casework.0.log_key, &[]).map_err(Refusal::from)?.size();
    let mut leaves = Vec::new();
    while have + (leaves.len() as u64) < size {
        let part = leaves_between(casework, have + leaves.len() as u64, size).await.map_err(|LeavesError(error)| error)?;
        leaves.extend(part.iter().map(Commitment::leaf));
    }
    Ok(leaves)
}
