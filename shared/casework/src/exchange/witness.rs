//! This agency's witness: follows the broker's log and vouches that it only grows.
//!
//! The state is written down before the cosignature is made: in the other order a crash could make the witness forget
//! what it vouched for, and vouch for another history. The leaves are written down with it, and the entries that this agency may
//! read: a broker that was set back to an old copy is repaired from them.

use std::{collections::BTreeMap, sync::atomic::Ordering, time::Duration};

use jiff::{SignedDuration, Timestamp};
use ledger::{Commitment, Witness, checkpoint::open, witness::Refusal};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::{
    alarm,
    broker_client::CallError,
    entries::{Readable, Salted, own_between},
    leaves::{LeavesError, leaves_between},
    show_behind,
    workers::{pause, stopped},
};
use crate::{
    Casework,
    db::{
        followed_leaves::{self, FollowedLeaf},
        tombstones,
        witness::{self, Stepped},
    },
};

/// How long the broker may hold the call.
const WAIT: Duration = Duration::from_secs(25);
/// A checkpoint nobody waits for is cosigned this often.
const UNASKED: SignedDuration = SignedDuration::from_hours(1);
/// So many leaves at most come with a checkpoint, and with them what this agency may read of them.
const LEAVES_WITH_ENTRIES: usize = 1024;
/// Pauses after failures.
const PAUSE_MIN: Duration = Duration::from_millis(250);
const PAUSE_MAX: Duration = Duration::from_secs(15);

#[derive(Deserialize)]
struct CheckpointBody {
    checkpoint: String,
    tree_size: u64,
    wanted: bool,
    leaves: Vec<Commitment>,
    /// Of those leaves, what this agency may read. A broker of before tells none.
    #[serde(default)]
    entries: Vec<Readable>,
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
                    show_behind::show(&casework).await;
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
    // One that has fewer leaves than before is looked at in any case, and refused.
    if !wanted && lately && body.tree_size >= known.witness.size() {
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
    let have = known.witness.size();
    let leaves = leaves(casework, have, &body).await?;
    let step = known.witness.step(&body.checkpoint, &casework.0.log_key, leaves.iter().map(Commitment::leaf))?;
    let size = step.next.size();
    let followed = followed(casework, have, leaves, body.entries).await?;
    remember(casework, known.stored, &step.next, body.checkpoint, followed, now).await?;
    (known.witness, known.stored) = (step.next, Some(size));
    casework.0.followed.store(size, Ordering::Relaxed);
    // Crash here: what was accepted is known, the cosignature is made anew at the next round.
    let line = casework.0.keyring.witness.cosign(&step.cosignable, now);
    let posted = Cosignatures { tree_size: size, lines: vec![line.to_string()] };
    let body = serde_json::to_vec(&posted).map_err(|_| CallError::Form)?;
    casework.post("/log/cosignatures", body, None).await?.ok()?;
    casework.lock_link().last_cosigned = Some(now);
    Ok(())
}

/// The leaves with what this agency may read of them. What opens another leaf than it says is told and not kept.
async fn followed(casework: &Casework, from: u64, leaves: Vec<Commitment>, told: Vec<Readable>) -> Result<Vec<FollowedLeaf>, WitnessError> {
    let end = from + leaves.len() as u64;
    // Too many to come with the checkpoint: the entries are asked for by themselves.
    let told = if told.is_empty() && leaves.len() > LEAVES_WITH_ENTRIES { own_between(casework, from, end).await? } else { told };
    let mut opened = BTreeMap::new();
    for one in told {
        opened.insert(one.index, one.read()?);
    }
    let kept = |(index, commitment): (u64, Commitment)| {
        let salted = opened.remove(&index).filter(|salted| {
            let opens = salted.commitment() == commitment;
            if !opens {
                tracing::error!(log_index = index, "what the broker says the entry is does not open the leaf at its place");
                alarm("log-differs");
            }
            opens
        });
        FollowedLeaf { index, commitment, opened: salted.map(Salted::into_parts) }
    };
    Ok((from..).zip(leaves).map(kept).collect())
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

async fn remember(
    casework: &Casework,
    old: Option<u64>,
    next: &Witness,
    note: String,
    followed: Vec<FollowedLeaf>,
    now: Timestamp,
) -> Result<(), WitnessError> {
    let (origin, size) = (next.origin().as_str().to_owned(), next.size());
    let bytes = serde_json::to_vec(next).map_err(|_| WitnessError::Memory)?;
    let written = casework.db().write("witness_step", move |conn| {
        let new = Stepped { size, state: &bytes, note: &note };
        if !witness::replace(conn, &origin, old, &new, now)? {
            return Ok(false);
        }
        followed_leaves::keep(conn, &origin, &followed)?;
        Ok(true)
    });
    if written.await? { Ok(()) } else { Err(WitnessError::Overtaken) }
}

/// The leaves from `have` to the checkpoint: those that came with it, or from the published bundles.
async fn leaves(casework: &Casework, have: u64, body: &CheckpointBody) -> Result<Vec<Commitment>, WitnessError> {
    if !body.leaves.is_empty() || body.tree_size <= have {
        return Ok(body.leaves.clone());
    }
    let size = open(&body.checkpoint, &casework.0.log_key, &[]).map_err(Refusal::from)?.size();
    let mut leaves = Vec::new();
    while have + (leaves.len() as u64) < size {
        let part = leaves_between(casework, have + leaves.len() as u64, size).await.map_err(|LeavesError(error)| error)?;
        leaves.extend(part);
    }
    Ok(leaves)
}
