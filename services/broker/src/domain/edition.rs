//! The active edition of the rule book.

use std::sync::Arc;

use rulebook::Edition;
use wire::EditionRef;

/// An edition and the place of its activation in the log.
#[derive(Clone)]
pub struct ActiveEdition {
    /// Id and hash.
    pub reference: EditionRef,
    /// The exact bytes of its file.
    pub file: Arc<[u8]>,
    /// The rules, compiled.
    pub rules: Arc<Edition>,
    /// Where its activation is in the log.
    pub log_index: u64,
}
