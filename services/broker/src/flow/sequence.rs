//! The one transaction that orders everything.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use ledger::checkpoint::LogSigner;
use store::{Conn, queue, queue::Lease};
use wire::{AgencyId, TraceParent};

use super::{FlowError, prove, rows};
use crate::{
    db,
    domain::{
        agency::Directory,
        desk::{Cleared, Desk, Done, Needs, Rules},
        edition::ActiveEdition,
        log::Growth,
        operation::{Judged, Operation, Outcome},
        publication::Tip,
    },
};

/// What the sequencer brings to every batch.
#[derive(Clone)]
pub(crate) struct Setting {
    /// What stays the same.
    pub rules: Rules,
    /// Signs heads of the log.
    pub signer: Arc<LogSigner>,
    /// The epoch this sequencer holds.
    pub epoch: i64,
    /// The directory as the last batch left it.
    pub directory: Arc<Directory>,
    /// The edition as the last batch left it.
    pub edition: Option<ActiveEdition>,
}

/// One operation, with the queue's message it came from if it came from one.
pub(crate) struct Step {
    /// What to do.
    pub operation: Operation,
    /// Completed in the same transaction.
    pub lease: Option<Lease>,
    /// The trace it belongs to: what it causes to be told belongs to it too.
    pub trace: Option<TraceParent>,
}

/// What a batch left behind, durable.
pub(crate) struct Committed {
    /// What each operation is answered, in order.
    pub answers: Vec<Judged>,
    /// The log now.
    pub tip: Tip,
    /// Everything beside the rows.
    pub done: Done,
    /// Indexes of fetches that are proved now.
    pub proved: Vec<u64>,
    /// Last notice of each agency that got one.
    pub notified: BTreeMap<AgencyId, u64>,
}

/// Judges a batch and makes it durable. Either all of it is in the log or nothing is.
///
/// A crash before the commit leaves nothing: callers get no answer and ask again. A crash after it leaves a head that
/// is not yet signed: signing is deterministic, so the next start signs the same note.
pub(crate) fn sequence(conn: &mut Conn, steps: &[Arc<Step>], setting: &Setting, now: Timestamp) -> Result<Committed, FlowError> {
    let head = db::log::head(conn)?.ok_or(FlowError::Fenced)?;
    if head.epoch != setting.epoch {
        return Err(FlowError::Fenced);
    }
    let cleared = clear(conn, steps, setting, Growth::new(head.frontier, seed()?), now)?;
    let Cleared { answers, log, laid, mut done } = cleared;
    note_traces(&mut done, steps);
    rows::carry_log(conn, &log, now)?;
    rows::carry_rows(conn, &laid, &done, now)?;
    let notified = rows::carry_notices(conn, &done.notices, now)?;
    let proved = cosign(conn, &done, setting)?;
    settle_leases(conn, steps, &answers, now)?;
    // Last: whoever holds a newer epoch has changed the row, and then nothing of the above ever happened.
    if !db::log::advance(conn, log.old_size(), setting.epoch, log.frontier(), now)? {
        return Err(FlowError::Fenced);
    }
    let tip = Tip { size: log.frontier().size(), root: log.frontier().root() };
    Ok(Committed { answers, tip, done, proved, notified })
}

fn clear(conn: &mut Conn, steps: &[Arc<Step>], setting: &Setting, log: Growth, now: Timestamp) -> Result<Cleared, FlowError> {
    let needs = Needs::of(steps.iter().map(|step| &step.operation));
    let laid = rows::lay_out(conn, &needs, now)?;
    let desk = Desk::new(&setting.rules, now, log, laid, setting.directory.clone(), setting.edition.clone());
    Ok(desk.clear(steps.iter().map(|step| &step.operation)))
}

fn note_traces(done: &mut Done, steps: &[Arc<Step>]) {
    for ((_, notice), &cause) in done.notices.iter_mut().zip(&done.causes) {
        notice.trace = steps.get(cause).and_then(|step| step.trace.clone());
    }
}

fn cosign(conn: &mut Conn, done: &Done, setting: &Setting) -> Result<Vec<u64>, FlowError> {
    let mut proved = Vec::new();
    for cosignature in &done.cosignatures {
        if db::checkpoints::cosign(conn, cosignature)? {
            proved.extend(prove::prove_at(conn, cosignature.size, &cosignature.agency, &setting.signer)?);
        }
    }
    Ok(proved)
}

fn settle_leases(conn: &mut Conn, steps: &[Arc<Step>], answers: &[Judged], now: Timestamp) -> Result<(), FlowError> {
    for (step, answer) in steps.iter().zip(answers) {
        let Some(lease) = &step.lease else { continue };
        match answer {
            Ok(Outcome::Logged(_) | Outcome::Done) => queue::complete(conn, lease, now)?,
            Ok(_) => queue::park(conn, lease, "wrong-outcome", now)?,
            Err(refusal) => queue::park(conn, lease, refusal.code().code(), now)?,
        }
    }
    Ok(())
}

/// Fresh for each run of the transaction: a run that rolled back leaves no salt that is used again.
pub(super) fn seed() -> store::Result<[u8; 32]> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| store::Error::new(store::ErrorKind::Query, "the system gives no random bytes"))?;
    Ok(seed)
}
