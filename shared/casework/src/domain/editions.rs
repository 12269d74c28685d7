//! The editions of the rule book that are known here, and the one in force.

use std::sync::Arc;

use rulebook::Edition;
use wire::{EditionId, EditionRef};

/// The edition that was adopted last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Adopted {
    pub(crate) reference: EditionRef,
    /// Where its activation is in the log.
    pub(crate) log_index: u64,
}

/// What is known, and what is in force. Never without an edition.
#[derive(Debug, Clone)]
pub(crate) struct Editions {
    /// Each as it was published, for parcels and for decisions of the past.
    known: Vec<Arc<Edition>>,
    /// The one in force, as this agency uses it.
    used: Arc<Edition>,
    adopted: Option<Adopted>,
    /// Switches this agency has turned off for itself.
    off: Vec<String>,
}

impl Editions {
    /// The editions a program ships with, oldest first, while none was adopted: the newest is in force. `None` for none.
    pub(crate) fn of_program(shipped: Vec<Edition>, off: &[String]) -> Option<Self> {
        let known: Vec<Arc<Edition>> = shipped.into_iter().map(Arc::new).collect();
        Some(Self { used: tightened(known.last()?, off), known, adopted: None, off: off.to_vec() })
    }

    /// With one more that is known and not in force.
    #[must_use]
    pub(crate) fn knowing(mut self, edition: Edition) -> Self {
        self.know(edition);
        self
    }

    /// With this one in force.
    #[must_use]
    pub(crate) fn with(mut self, edition: Edition, log_index: u64) -> Self {
        self.adopted = Some(Adopted { reference: edition.reference().clone(), log_index });
        self.used = tightened(&self.know(edition), &self.off);
        self
    }

    fn know(&mut self, edition: Edition) -> Arc<Edition> {
        if let Some(known) = self.named(edition.reference()) {
            return known;
        }
        let edition = Arc::new(edition);
        self.known.push(Arc::clone(&edition));
        edition
    }

    /// The one in force as this agency uses it: previews, forms and drafts.
    pub(crate) fn used(&self) -> &Arc<Edition> {
        &self.used
    }

    /// The one that was adopted; none while the newest shipped one stands in.
    pub(crate) fn adopted(&self) -> Option<&Adopted> {
        self.adopted.as_ref()
    }

    /// Every edition that is known, each as it was published.
    pub(crate) fn known(&self) -> &[Arc<Edition>] {
        &self.known
    }

    /// An edition by id and hash, as it was published.
    pub(crate) fn named(&self, reference: &EditionRef) -> Option<Arc<Edition>> {
        self.known.iter().find(|edition| edition.reference() == reference).cloned()
    }

    /// The first switch of these that no edition known here has.
    pub(crate) fn unknown_switch(&self) -> Option<&str> {
        let has = |id: &str| self.known.iter().any(|edition| has_switch(edition, id));
        self.off.iter().map(String::as_str).find(|id| !has(id))
    }
}

fn has_switch(edition: &Edition, id: &str) -> bool {
    edition.switches().iter().any(|switch| switch.id == id)
}

/// The edition as an agency uses it that has turned some switches off. One that the edition lacks opens nothing in it:
/// there is nothing to turn off, and it is told in the log.
pub(crate) fn tightened(edition: &Arc<Edition>, off: &[String]) -> Arc<Edition> {
    let (there, lacking): (Vec<&str>, Vec<&str>) = off.iter().map(String::as_str).partition(|id| has_switch(edition, id));
    if !lacking.is_empty() {
        tracing::warn!(edition = %edition.id(), switches = ?lacking, "the edition has no such switch: there is nothing to turn off");
    }
    match edition.tightened(there.iter().copied()) {
        Ok(tightened) if !there.is_empty() => Arc::new(tightened),
        _ => Arc::clone(edition),
    }
}

/// Whether an id may take the place of the one in force.
pub(crate) fn comes_after(id: &EditionId, adopted: &Adopted) -> bool {
    id.sorts_after(&adopted.reference.id)
}
