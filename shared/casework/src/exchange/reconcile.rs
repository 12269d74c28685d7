//! Once a night: what is kept here against the log, both ways.
//!
//! The leaves must lead to the root that the own witness vouches for, so nothing can be shown here that the witness was not
//! shown. Which entries are this agency's the broker says, and each must open its leaf: it could leave one out whose
//! act never came here either, and then nothing here is wrong.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ledger::{Commitment, Entry, Witness, tree::Frontier};
use store::Conn;

use super::{
    alarm,
    broker_client::CallError,
    entries::{Readable, entry_at, own_between},
    leaves::{LeavesError, leaves_between},
};
use crate::{
    Casework,
    db::{
        log_differences,
        log_places::{self, Stretch},
        reconciliations::{self, Reconciled},
        witness,
    },
    domain::{Difference, DifferenceKind, Placed, SETTLED_AFTER, is_due, judge},
};

/// Parcels are stored within minutes of their fetch; two days make sure.
const PARCELS_BEFORE: jiff::SignedDuration = jiff::SignedDuration::from_hours(48);

/// Why the comparison was not made. It is tried again.
#[derive(Debug, thiserror::Error)]
pub enum ReconcileError {
    /// The broker did not answer, or not in the agreed form.
    #[error("{0}")]
    Call(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The leaves do not lead to the root that the own witness vouches for.
    #[error("the leaves are not those that the own witness has followed")]
    OtherHistory,
    /// What is remembered of the log can't be read.
    #[error("what the witness remembers can't be read")]
    Memory,
}

impl From<CallError> for ReconcileError {
    fn from(error: CallError) -> Self {
        Self::Call(error.to_string())
    }
}

impl From<LeavesError> for ReconcileError {
    fn from(error: LeavesError) -> Self {
        Self::Call(error.to_string())
    }
}

/// What came of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Leaves of the log up to where it was compared.
    pub size: u64,
    /// Entries of this agency that were compared now.
    pub entries: usize,
    /// All that differs, also from earlier.
    pub differences: Vec<Difference>,
}

/// An entry that is this agency's, and whether it opens the leaf at its place.
struct Told {
    entry: Entry,
    commitment: Commitment,
    opens: bool,
}

/// By place.
type Entries = BTreeMap<u64, Told>;

impl Casework {
    /// When what is kept here was last compared with the log, both ways; `None` before the first time.
    ///
    /// # Errors
    /// [`store::Error`].
    pub fn last_compared(&self, conn: &mut Conn) -> store::Result<Option<Timestamp>> {
        Ok(reconciliations::last(conn, self.0.log_key.name().as_str())?.map(|last| last.at))
    }
}

/// Compares when it is due. What differs is told and stays told until it agrees.
pub(super) async fn reconcile_when_due(casework: &Casework) -> Result<(), ReconcileError> {
    let now = casework.0.clock.now();
    let origin = casework.0.log_key.name().as_str().to_owned();
    let last = casework.db().read(move |conn| reconciliations::last(conn, &origin)).await?;
    if !is_due(last.map(|last| last.at), now) {
        return Ok(());
    }
    let outcome = reconcile(casework, now - SETTLED_AFTER).await?;
    tell(&outcome);
    Ok(())
}

fn tell(outcome: &Outcome) {
    #[allow(clippy::cast_precision_loss, reason = "a gauge")]
    metrics::gauge!("casework_log_differences_open").set(outcome.differences.len() as f64);
    for difference in &outcome.differences {
        tracing::error!(log_index = difference.log_index, kind = difference.kind.code(), "the log and what is kept here differ");
    }
    if !outcome.differences.is_empty() {
        alarm("log-differs");
    }
    tracing::info!(size = outcome.size, entries = outcome.entries, "compared with the log");
}

/// Compares everything in the log that is older than `settled`, from where the last comparison ended.
pub(crate) async fn reconcile(casework: &Casework, settled: Timestamp) -> Result<Outcome, ReconcileError> {
    let origin = casework.0.log_key.name().as_str().to_owned();
    let read =
        move |conn: &mut Conn| Ok((reconciliations::last(conn, &origin)?, witness::load(conn, &origin)?, log_differences::open(conn)?));
    let (last, remembered, open) = casework.db().read(read).await?;
    let Some(remembered) = remembered else { return Ok(Outcome { size: 0, entries: 0, differences: open }) };
    let witness: Witness = serde_json::from_slice(&remembered).map_err(|_| ReconcileError::Memory)?;
    let begin = last.as_ref().map_or_else(Frontier::new, |last| last.frontier.clone());
    let mut entries = own_entries(casework, begin.size(), witness.size()).await?;
    let end = entries.iter().find(|(_, told)| told.entry.fields().at.timestamp() > settled).map_or(witness.size(), |(index, _)| *index);
    let frontier = follow(casework, begin, witness.frontier(), &mut entries, end).await?;
    entries.retain(|index, _| *index < end);
    let again = looked_up(casework, &open).await?;
    judge_and_write(casework, last, frontier, entries, again).await
}

/// The entries that the broker says are this agency's.
async fn own_entries(casework: &Casework, from: u64, size: u64) -> Result<Entries, ReconcileError> {
    let told = own_between(casework, from, size).await?.into_iter().map(|one| Ok((one.index, told(&one)?)));
    told.collect()
}

fn told(one: &Readable) -> Result<Told, CallError> {
    let salted = one.read()?;
    let commitment = salted.commitment();
    Ok(Told { entry: salted.entry, commitment, opens: false })
}

/// Appends the leaves to what was compared before, and notes which entries open theirs. Gives the tree up to `end`.
async fn follow(
    casework: &Casework,
    begin: Frontier,
    vouched: &Frontier,
    entries: &mut Entries,
    end: u64,
) -> Result<Frontier, ReconcileError> {
    let (mut frontier, mut kept) = (begin.clone(), begin);
    while frontier.size() < vouched.size() {
        let at = frontier.size();
        for (index, leaf) in (at..).zip(leaves_between(casework, at, vouched.size()).await?) {
            if let Some(told) = entries.get_mut(&index) {
                told.opens = told.commitment == leaf;
            }
            frontier.append(leaf.leaf());
            if frontier.size() == end {
                kept = frontier.clone();
            }
        }
    }
    if frontier.root() == vouched.root() { Ok(kept) } else { Err(ReconcileError::OtherHistory) }
}

/// The entries where something differed before, as the broker tells them today.
async fn looked_up(casework: &Casework, open: &[Difference]) -> Result<Vec<(u64, Option<Entry>)>, ReconcileError> {
    let mut found = Vec::new();
    for difference in open {
        let entry = match entry_at(casework, difference.log_index).await {
            // What opens no leaf does not come to open one by being asked for again.
            Ok(_) if difference.kind == DifferenceKind::OtherLeaf => None,
            Ok(salted) => Some(salted.entry),
            Err(CallError::Problem(_)) => None,
            Err(error) => return Err(error.into()),
        };
        found.push((difference.log_index, entry));
    }
    Ok(found)
}

async fn judge_and_write(
    casework: &Casework,
    last: Option<Reconciled>,
    frontier: Frontier,
    entries: Entries,
    again: Vec<(u64, Option<Entry>)>,
) -> Result<Outcome, ReconcileError> {
    let (own, now) = (casework.clone(), casework.0.clock.now());
    let written = casework.db().write("reconcile", move |conn| {
        let old = last.as_ref().map(|last| last.frontier.size());
        let since = last.as_ref().map(|last| last.at - PARCELS_BEFORE);
        for (index, entry) in &again {
            if difference_at(&own, conn, *index, entry.as_ref())?.is_none() {
                log_differences::close(conn, *index, now)?;
            }
        }
        let stretch = Stretch { from: old.unwrap_or_default(), to: frontier.size(), since };
        for difference in differences(&own, conn, stretch, &entries)? {
            log_differences::put(conn, &difference, now)?;
        }
        let (size, next) = (frontier.size(), Reconciled { frontier: frontier.clone(), at: now });
        reconciliations::replace(conn, own.0.log_key.name().as_str(), old, &next, entries.len())?;
        Ok(Outcome { size, entries: entries.len(), differences: log_differences::open(conn)? })
    });
    Ok(written.await?)
}

/// Both ways in one stretch: each entry by what is known here, and each thing kept here by the entry at its place. One
/// difference a place, the entry's before that of what is kept.
fn differences(casework: &Casework, conn: &mut Conn, stretch: Stretch, entries: &Entries) -> store::Result<Vec<Difference>> {
    let mut found = BTreeMap::new();
    for (index, told) in entries {
        let kind = if told.opens { judged(casework, conn, &told.entry)? } else { Some(DifferenceKind::OtherLeaf) };
        found.extend(kind.map(|kind| (*index, difference(*index, kind, Some(&told.entry), None))));
    }
    for placed in log_places::placed(conn, stretch, &casework.0.config.id)? {
        let entry = entries.get(&placed.index).map(|told| &told.entry);
        if !entry.is_some_and(|entry| placed.what.stands_in(entry.fields())) {
            let differs = || difference(placed.index, DifferenceKind::NotInLog, entry, Some(&placed));
            found.entry(placed.index).or_insert_with(differs);
        }
    }
    Ok(found.into_values().collect())
}

/// The same for one place that was looked up again.
fn difference_at(casework: &Casework, conn: &mut Conn, index: u64, entry: Option<&Entry>) -> store::Result<Option<DifferenceKind>> {
    let Some(entry) = entry else { return Ok(Some(DifferenceKind::OtherLeaf)) };
    let here = Stretch { from: index, to: index + 1, since: None };
    let placed = log_places::placed(conn, here, &casework.0.config.id)?;
    if placed.iter().all(|placed| placed.what.stands_in(entry.fields())) {
        judged(casework, conn, entry)
    } else {
        Ok(Some(DifferenceKind::NotInLog))
    }
}

fn judged(casework: &Casework, conn: &mut Conn, entry: &Entry) -> store::Result<Option<DifferenceKind>> {
    let known = log_places::known(conn, entry.fields())?;
    Ok(judge(entry.fields(), casework.0.config.id.as_str(), &known))
}

fn difference(log_index: u64, kind: DifferenceKind, entry: Option<&Entry>, placed: Option<&Placed>) -> Difference {
    let told = entry.and_then(|entry| entry.fields().handover.as_deref()?.parse().ok());
    Difference { log_index, kind, handover: placed.and_then(|placed| placed.what.handover()).or(told) }
}
