//! What the running broker holds in memory: copies of what is durable, and who waits.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use tokio::sync::watch;
use wire::AgencyId;

use super::sequence::Committed;
use crate::domain::{
    agency::Directory,
    edition::ActiveEdition,
    publication::{Next, Publication, Tip},
};

/// Shared by all requests.
pub(crate) struct Live {
    directory: RwLock<Arc<Directory>>,
    edition: RwLock<Option<ActiveEdition>>,
    publication: Mutex<Publication>,
    published: watch::Sender<u64>,
    proved: watch::Sender<u64>,
    notices: Mutex<BTreeMap<AgencyId, watch::Sender<u64>>>,
    fenced: AtomicBool,
    behind: AtomicBool,
}

/// A lock whose holder panicked is still good: every value in here is replaced as a whole.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Live {
    /// As the database has it at the start.
    pub(crate) fn new(directory: Directory, edition: Option<ActiveEdition>, publication: Publication) -> Self {
        let size = publication.published().size;
        Self {
            directory: RwLock::new(Arc::new(directory)),
            edition: RwLock::new(edition),
            publication: Mutex::new(publication),
            published: watch::Sender::new(size),
            proved: watch::Sender::new(0),
            notices: Mutex::default(),
            fenced: AtomicBool::new(false),
            behind: AtomicBool::new(false),
        }
    }

    /// The directory, a snapshot.
    pub(crate) fn directory(&self) -> Arc<Directory> {
        self.directory.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The active edition.
    pub(crate) fn edition(&self) -> Option<ActiveEdition> {
        self.edition.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether nothing may be written here: another sequencer has taken over, or the log does not lead to what it has signed.
    pub(crate) fn is_fenced(&self) -> bool {
        self.fenced.load(Ordering::Relaxed) || self.is_behind()
    }

    /// Whether the log does not lead to a checkpoint that it has signed: it was set back to an old copy.
    pub(crate) fn is_behind(&self) -> bool {
        self.behind.load(Ordering::Relaxed)
    }

    /// The log does not lead to a checkpoint that it has signed.
    pub(crate) fn fall_behind(&self) {
        self.behind.store(true, Ordering::Relaxed);
    }

    /// The newest head, whether it is shown or not.
    pub(crate) fn newest(&self) -> Tip {
        held(&self.publication).newest()
    }

    /// Another sequencer has taken over.
    pub(crate) fn fence(&self) {
        self.fenced.store(true, Ordering::Relaxed);
    }

    /// The head that is shown.
    pub(crate) fn published(&self) -> Tip {
        held(&self.publication).published()
    }

    /// Whether a parcel waits for the agency's cosignature under the head that is shown.
    pub(crate) fn wants(&self, agency: &AgencyId) -> bool {
        held(&self.publication).wants(agency)
    }

    /// A witness asked: it is waited for from now on.
    pub(crate) fn hear(&self, agency: &AgencyId, now: Instant) {
        held(&self.publication).hear(agency, now);
    }

    /// Changes when another head is shown.
    pub(crate) fn publications(&self) -> watch::Receiver<u64> {
        self.published.subscribe()
    }

    /// Changes when parcels are proved.
    pub(crate) fn proofs(&self) -> watch::Receiver<u64> {
        self.proved.subscribe()
    }

    /// Changes when the agency gets a notice.
    pub(crate) fn notices_of(&self, agency: &AgencyId) -> watch::Receiver<u64> {
        held(&self.notices).entry(agency.clone()).or_insert_with(|| watch::Sender::new(0)).subscribe()
    }

    /// Takes over what a batch made durable, and wakes who waits. Gives the moment to look at the publication again.
    pub(crate) fn settle(&self, committed: &Committed, now: Instant) -> Option<Instant> {
        self.take_registry(committed);
        for (agency, number) in &committed.notified {
            let mut notices = held(&self.notices);
            notices.entry(agency.clone()).or_insert_with(|| watch::Sender::new(0)).send_replace(*number);
        }
        {
            let mut publication = held(&self.publication);
            publication.grow(committed.tip, committed.done.fetched.iter().cloned());
            for cosignature in &committed.done.cosignatures {
                publication.hear(&cosignature.agency, now);
                publication.cosigned(&cosignature.agency, cosignature.size);
            }
            committed.proved.iter().for_each(|index| publication.proved(*index));
        }
        if !committed.proved.is_empty() {
            self.proved.send_modify(|count| *count += 1);
        }
        self.look(now)
    }

    /// Publishes the newest head when nothing stands against it. Gives the moment to look again.
    pub(crate) fn look(&self, now: Instant) -> Option<Instant> {
        let next = held(&self.publication).look(now);
        match next {
            Next::Nothing => None,
            Next::HoldUntil(until) => Some(until),
            Next::Published => {
                self.published.send_replace(self.published().size);
                None
            }
        }
    }

    fn take_registry(&self, committed: &Committed) {
        if let Some(activated) = committed.done.activated.last() {
            *self.edition.write().unwrap_or_else(PoisonError::into_inner) = Some(activated.edition().clone());
        }
        if committed.done.registered.is_empty() {
            return;
        }
        let mut directory = self.directory.write().unwrap_or_else(PoisonError::into_inner);
        for (member, _) in &committed.done.registered {
            *directory = Arc::new(directory.with(member.clone()));
        }
    }
}
