//! Editions of the rule book, and the place of an id in their order.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use rulebook::Edition;
use wire::{Bytes32, EditionId, EditionRef};

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

/// The edition the hub begins with, and the lawyers' cases that came with it.
#[derive(Clone)]
pub struct Founding {
    /// The edition.
    pub edition: ActiveEdition,
    /// The cases as text.
    pub cases: Arc<str>,
    /// SHA-256 of the cases.
    pub cases_hash: Bytes32,
}

/// When an edition came into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// Id and hash.
    pub reference: EditionRef,
    /// Where its activation is in the log.
    pub log_index: u64,
    /// When.
    pub activated_at: Timestamp,
    /// Whether it still is.
    pub is_active: bool,
}

/// Letters of a day, as `2026-11-28`.
const DAY_LETTERS: usize = 10;

/// Day and number of an id such as `2026-11-28.1`, which is what ids are ordered by, as [`EditionId::sorts_after`] has it.
/// None for any other form: such an edition is never proposed.
pub fn place(id: &EditionId) -> Option<(Date, u32)> {
    let (day, number) = id.as_str().split_at_checked(DAY_LETTERS)?;
    let number = number.strip_prefix('.').filter(|number| !number.starts_with('0'))?;
    Some((day.parse().ok()?, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> EditionId {
        text.parse().unwrap()
    }

    #[test]
    fn ids_are_ordered_by_day_and_then_by_number() {
        let ordered = ["2026-11-28.1", "2026-11-28.2", "2026-11-28.9", "2026-11-28.10", "2027-01-01.1"];
        for pair in ordered.windows(2) {
            let (earlier, later) = (id(pair[0]), id(pair[1]));
            assert!(later.sorts_after(&earlier) && !earlier.sorts_after(&later), "{pair:?}");
            assert!(place(&later) > place(&earlier), "both orders agree: {pair:?}");
        }
        assert!(!id("2026-11-28.1").sorts_after(&id("2026-11-28.1")));
    }

    #[test]
    fn another_form_has_no_place() {
        for other in ["2026-11-28", "2026-11-28.0", "2026-11-28.01", "2026-13-28.1", "2026-11-28.1.1", "2026.11.28-1", "2026-11-28.-1"] {
            assert_eq!(place(&id(other)), None, "{other}");
        }
    }
}
