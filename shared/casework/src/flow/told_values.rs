//! What the other agency has told under a few categories, for a page that asks the same: shown beside the question, never the answer.

use jiff::Timestamp;
use store::Conn;
use wire::{Category, Value};

use super::{Tie, contacts::received};
use crate::{
    Casework, ContactProblem,
    db::{access_entries, cases::Case},
    domain::{Staff, ViewPurpose},
};

/// A value, and when it was told. `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct ToldValue {
    /// When the handover was made.
    pub told_at: Timestamp,
    /// When it came here.
    pub came_at: Timestamp,
    /// What it says.
    pub value: Value,
}

impl std::fmt::Debug for ToldValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

impl Casework {
    /// What came to the unit in a case under these categories and stands, the newest first. Writes who looked, when there is
    /// something to see.
    ///
    /// # Errors
    /// Those of the database; a fault when a value does not open.
    pub fn told_values(
        &self,
        conn: &mut Conn,
        case: &Case,
        (staff, tie): (&Staff, Tie),
        wanted: &[Category],
        now: Timestamp,
    ) -> Result<Vec<ToldValue>, ContactProblem> {
        let mut told = Vec::new();
        for handover in received(conn, case, (staff, tie))? {
            let seen: Vec<Category> = handover.categories.iter().copied().filter(|category| wanted.contains(category)).collect();
            if seen.is_empty() {
                continue;
            }
            access_entries::insert(conn, case.id, Some(handover.id), staff, ViewPurpose::Handle, &seen, now)?;
            let fields = self.read_fields(conn, &handover, |category| wanted.contains(&category))?;
            let came_at = handover.steps.first().map_or(handover.at, |step| step.at);
            told.extend(fields.into_iter().map(|field| ToldValue { told_at: handover.made_at, came_at, value: field.value }));
        }
        told.sort_by_key(|one| std::cmp::Reverse(one.told_at));
        Ok(told)
    }
}
