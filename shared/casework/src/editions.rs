//! The editions of the rule book at hand; one is active.

use std::sync::Arc;

use rulebook::{Edition, EditionError};
use wire::EditionRef;

/// Editions by reference. The shipped first edition is always there.
#[derive(Debug, Clone)]
pub(crate) struct Editions {
    active: Arc<Edition>,
    earlier: Vec<Arc<Edition>>,
}

impl Editions {
    /// The shipped edition, or the one stored as active.
    pub(crate) fn at_start(stored: Option<&[u8]>) -> Result<Self, EditionError> {
        let mut editions = Self { active: Arc::new(Edition::first()), earlier: Vec::new() };
        if let Some(file) = stored {
            editions.activate(Edition::parse(file)?);
        }
        Ok(editions)
    }

    /// Makes an edition the active one; the others stay, for what was judged by them.
    pub(crate) fn activate(&mut self, edition: Edition) {
        if edition.reference() != self.active.reference() {
            let before = std::mem::replace(&mut self.active, Arc::new(edition));
            self.earlier.push(before);
        }
    }

    /// The edition previews are made from.
    pub(crate) fn active(&self) -> Arc<Edition> {
        Arc::clone(&self.active)
    }

    /// The edition with this id and hash.
    pub(crate) fn find(&self, reference: &EditionRef) -> Option<Arc<Edition>> {
        let all = std::iter::once(&self.active).chain(&self.earlier);
        all.into_iter().find(|edition| edition.reference() == reference).map(Arc::clone)
    }
}
