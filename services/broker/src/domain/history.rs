//! The history that agencies have kept of this log: what a log that was set back to an old copy is repaired from.
//!
//! Nothing is believed for who hands it in. The leaves must lead from the log as it is to checkpoints that the log has signed and
//! each agency's witness has cosigned; an entry must open its leaf; a message counts only where an entry names its hash.

use std::{collections::BTreeMap, sync::Arc};

use ledger::{
    Commitment, Entry, Hash, Salt,
    checkpoint::{CosignerKey, LogKey, SignatureLine, SignedNote, open},
    tree::Frontier,
};
use store::Hash32;
use wire::{AgencyId, AgencyKind, CopiedEntry, CopiedMessage, LogCopy};

use super::{
    agency::Directory,
    log::{Opened, OpenedLeaves},
};

/// No agency has heard so many more notices than there are.
const NOTICES_MAX: u64 = 1 << 40;

/// Why the log is not repaired from these copies; says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HistoryFault {
    /// One is missing.
    #[error("no copy of {0}: every agency of the registry hands one in, for each may have cosigned more than the others")]
    Missing(AgencyId),
    /// Not one of the registry, or two of one.
    #[error("the copy of {0} is of no agency of the registry, or one of two")]
    Stranger(AgencyId),
    /// The checkpoint is not one that this log has signed.
    #[error("the checkpoint in the copy of {0} is not signed by this log")]
    NotSigned(AgencyId),
    /// It lacks the cosignature of the agency's witness.
    #[error("the checkpoint in the copy of {0} is not cosigned by its witness")]
    NotCosigned(AgencyId),
    /// It begins above the log, or has fewer or more leaves than it says.
    #[error("the copy of {agency} does not hold the leaves from {size} on: make it with --from {size}")]
    OtherLeaves {
        /// Whose.
        agency: AgencyId,
        /// Leaves of the log.
        size: u64,
    },
    /// The leaves do not give the cosigned root.
    #[error(
        "the leaves of {0} do not lead from this database to what it has cosigned: they were changed, or the broker wrote something \
         after the copy was put back (then put the same copy back once more, and repair before it starts)"
    )]
    OtherRoot(AgencyId),
    /// Two agencies have followed two histories.
    #[error(
        "two histories: {one} and {other} have cosigned different leaves at place {place}. Do not repair. Keep both copies; they prove it"
    )]
    Fork {
        /// The first.
        one: AgencyId,
        /// The other.
        other: AgencyId,
        /// Where they part.
        place: u64,
    },
    /// An entry is not the one behind its leaf.
    #[error("the entry at place {place} in the copy of {agency} does not open its leaf")]
    OtherEntry {
        /// Whose.
        agency: AgencyId,
        /// The place.
        place: u64,
    },
    /// The log leads to everything already.
    #[error("nothing is lost: the log leads to every checkpoint in these copies")]
    NothingLost,
}

/// A checkpoint with the cosignature of one agency.
#[derive(Debug, Clone)]
pub struct CosignedHead {
    /// Leaves.
    pub size: u64,
    /// Root.
    pub root: Hash,
    /// Whose witness.
    pub agency: AgencyId,
    /// Its line.
    pub line: SignatureLine,
}

/// What was lost, as all agencies together have kept it.
pub struct History {
    begin: u64,
    leaves: Vec<(Commitment, AgencyId)>,
    opened: Arc<OpenedLeaves>,
    /// The checkpoints that the agencies have cosigned, from the log's size on.
    pub heads: Vec<CosignedHead>,
    /// Messages by the hash of what is signed.
    pub messages: BTreeMap<Hash32, CopiedMessage>,
    /// The last notice each agency has heard.
    pub heard: BTreeMap<AgencyId, u64>,
}

impl History {
    /// Puts copies together over the log as it is.
    ///
    /// # Errors
    /// [`HistoryFault`]: the first thing that does not hold. A fork comes before everything that it may explain.
    pub fn of(begin: &Frontier, log: &LogKey, directory: &Directory, copies: Vec<LogCopy>) -> Result<Self, HistoryFault> {
        let mut history = Self {
            begin: begin.size(),
            leaves: Vec::new(),
            opened: Arc::default(),
            heads: Vec::new(),
            messages: BTreeMap::new(),
            heard: BTreeMap::new(),
        };
        let mut opened = OpenedLeaves::new();
        for copy in copies {
            let head = cosigned(&copy, log, directory)?;
            history.take_leaves(&copy, &head, begin)?;
            history.take_entries(&copy.agency, &copy.entries, &mut opened)?;
            let of_hash = |message: CopiedMessage| (Hash32::of(&message.envelope.payload.0), message);
            history.messages.extend(copy.messages.into_iter().map(of_hash));
            let again = history.heard.insert(copy.agency.clone(), copy.notices_heard.min(NOTICES_MAX));
            again.map_or(Ok(()), |_| Err(HistoryFault::Stranger(copy.agency)))?;
            history.heads.extend(Some(head).filter(|head| head.size >= begin.size()));
        }
        let agencies = directory.members().map(|member| member.row()).filter(|row| row.kind != AgencyKind::Broker);
        for row in agencies {
            if !history.heard.contains_key(&row.id) {
                return Err(HistoryFault::Missing(row.id.clone()));
            }
        }
        history.opened = Arc::new(opened);
        if history.leaves.is_empty() { Err(HistoryFault::NothingLost) } else { Ok(history) }
    }

    fn take_leaves(&mut self, copy: &LogCopy, head: &CosignedHead, begin: &Frontier) -> Result<(), HistoryFault> {
        let other_leaves = || HistoryFault::OtherLeaves { agency: copy.agency.clone(), size: begin.size() };
        if copy.from > begin.size() || copy.from.checked_add(copy.leaves.len() as u64) != Some(head.size) {
            return Err(other_leaves());
        }
        let skip = usize::try_from(begin.size() - copy.from).map_err(|_| other_leaves())?;
        let leaves: Vec<Commitment> = copy.leaves.iter().skip(skip).map(|leaf| Commitment::from_bytes(leaf.0)).collect();
        let mut frontier = begin.clone();
        leaves.iter().for_each(|leaf| frontier.append(leaf.leaf()));
        // A witness that has seen less than there is says nothing of what was lost.
        if head.size >= begin.size() && frontier.root() != head.root {
            return Err(HistoryFault::OtherRoot(copy.agency.clone()));
        }
        for (place, (known, leaf)) in (begin.size()..).zip(self.leaves.iter().zip(&leaves)) {
            if known.0 != *leaf {
                return Err(HistoryFault::Fork { one: known.1.clone(), other: copy.agency.clone(), place });
            }
        }
        let more = leaves.into_iter().skip(self.leaves.len());
        self.leaves.extend(more.map(|leaf| (leaf, copy.agency.clone())));
        Ok(())
    }

    fn take_entries(&self, agency: &AgencyId, copied: &[CopiedEntry], opened: &mut OpenedLeaves) -> Result<(), HistoryFault> {
        for one in copied.iter().filter(|one| one.index >= self.begin) {
            let fault = || HistoryFault::OtherEntry { agency: agency.clone(), place: one.index };
            let leaf = self.leaf(one.index).ok_or_else(fault)?;
            let entry: Entry = serde_json::from_slice(&one.entry.0).map_err(|_| fault())?;
            if Commitment::to(&entry, &Salt::from_bytes(one.salt.0)) != leaf {
                return Err(fault());
            }
            opened.insert(one.index, Opened { entry: entry.canonical(), salt: one.salt.0 });
        }
        Ok(())
    }

    /// Leaves of the log with what was lost.
    pub fn size(&self) -> u64 {
        self.begin + self.leaves.len() as u64
    }

    /// The leaf at a place that was lost.
    pub fn leaf(&self, place: u64) -> Option<Commitment> {
        let at = usize::try_from(place.checked_sub(self.begin)?).ok()?;
        self.leaves.get(at).map(|(leaf, _)| *leaf)
    }

    /// What opens it, when somebody may read it.
    pub fn opened(&self, place: u64) -> Option<&Opened> {
        self.opened.get(&place)
    }

    /// The entry, when somebody may read it.
    pub fn entry(&self, place: u64) -> Option<Entry> {
        serde_json::from_slice(&self.opened(place)?.entry).ok()
    }

    /// Everything that opens.
    pub fn all_opened(&self) -> Arc<OpenedLeaves> {
        Arc::clone(&self.opened)
    }
}

fn cosigned(copy: &LogCopy, log: &LogKey, directory: &Directory) -> Result<CosignedHead, HistoryFault> {
    let agency = &copy.agency;
    let member = directory.agency(agency).filter(|member| member.row().kind != AgencyKind::Broker);
    let witness: &CosignerKey = member.and_then(|member| member.witness()).ok_or_else(|| HistoryFault::Stranger(agency.clone()))?;
    let head = open(&copy.checkpoint, log, &[]).map_err(|_| HistoryFault::NotSigned(agency.clone()))?;
    let not_cosigned = || HistoryFault::NotCosigned(agency.clone());
    let note: SignedNote = copy.checkpoint.parse().map_err(|_| HistoryFault::NotSigned(agency.clone()))?;
    // The newest of its lines: it may have cosigned the same head before.
    let line = note.signatures().iter().rev().find(|line| witness.has_signed(line)).ok_or_else(not_cosigned)?;
    witness.verify(head.checkpoint(), line).map_err(|_| not_cosigned())?;
    Ok(CosignedHead { size: head.size(), root: head.root(), agency: agency.clone(), line: line.clone() })
}
