//! The rule book as it is known here: swapped whole, without a restart.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use jiff::Timestamp;
use rulebook::Edition;
use wire::{EditionId, EditionRef};

use crate::{
    Casework,
    domain::{EditionDoubt, Editions, RuleSigners},
};

/// An edition that the broker told and that is not taken here.
struct Doubted {
    edition: EditionRef,
    doubt: EditionDoubt,
    since: Timestamp,
    alarmed: bool,
}

/// Editions, whose approvals count, and what the broker told last that is not taken.
pub(crate) struct RuleBook {
    editions: RwLock<Arc<Editions>>,
    /// What this program ships.
    pub(crate) shipped: Vec<Arc<Edition>>,
    pub(crate) signers: RuleSigners,
    doubt: Mutex<Option<Doubted>>,
    /// One adoption at a time.
    pub(crate) adopting: tokio::sync::Mutex<()>,
}

impl RuleBook {
    pub(crate) fn new(editions: Editions, shipped: Vec<Arc<Edition>>, signers: RuleSigners) -> Self {
        Self {
            editions: RwLock::new(Arc::new(editions)),
            shipped,
            signers,
            doubt: Mutex::default(),
            adopting: tokio::sync::Mutex::default(),
        }
    }
}

impl Casework {
    /// The edition of the rule book that is in force here, without what the agency has turned off for itself: previews,
    /// forms and drafts are judged by it.
    pub fn edition(&self) -> Arc<Edition> {
        Arc::clone(self.editions().used())
    }

    /// Whether an open question of law is answered with yes, by the edition in force and by this agency.
    pub fn switch_is_on(&self, id: &str) -> bool {
        self.edition().switches().iter().any(|switch| switch.id == id && switch.on)
    }

    /// An edition by id and hash, as it was published; `None` when it is not known here. Parcels are judged and decisions
    /// are explained by the edition they name.
    pub fn edition_named(&self, reference: &EditionRef) -> Option<Arc<Edition>> {
        self.editions().named(reference)
    }

    /// The edition that the broker told last and that is not taken here, and why not; `None` when all is well.
    pub fn edition_doubt(&self) -> Option<(EditionId, EditionDoubt)> {
        let doubt = self.0.rule_book.doubt.lock().unwrap_or_else(PoisonError::into_inner);
        doubt.as_ref().map(|doubted| (doubted.edition.id.clone(), doubted.doubt))
    }

    /// Whether an edition waits for the own witness.
    pub(crate) fn edition_waits_for_witness(&self) -> bool {
        self.edition_doubt().is_some_and(|(_, doubt)| doubt.waits_for_witness())
    }

    pub(crate) fn editions(&self) -> Arc<Editions> {
        Arc::clone(&self.0.rule_book.editions.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// In force from now on, for every page and call that begins.
    pub(crate) fn set_editions(&self, editions: Editions) {
        *self.0.rule_book.editions.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(editions);
    }

    /// Keeps a doubt; says whether it is time for an alarm, once for each: at once, or after a minute of what may pass.
    pub(crate) fn doubt_edition(&self, edition: &EditionRef, doubt: EditionDoubt, now: Timestamp) -> bool {
        let mut known = self.0.rule_book.doubt.lock().unwrap_or_else(PoisonError::into_inner);
        let same = known.take().filter(|known| known.edition == *edition && known.doubt == doubt);
        let fresh = Doubted { edition: edition.clone(), doubt, since: now, alarmed: false };
        let doubted = known.insert(same.unwrap_or(fresh));
        let waited = now.duration_since(doubted.since) >= self.0.limits.proof_wait;
        let alarm = !doubted.alarmed && (waited || !doubt.may_pass());
        doubted.alarmed |= alarm;
        alarm
    }

    /// The edition in force here is the one that the broker tells.
    pub(crate) fn trust_edition(&self) {
        *self.0.rule_book.doubt.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
