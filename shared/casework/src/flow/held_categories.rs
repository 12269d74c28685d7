//! What kinds of data a unit holds of a case, and since when: no value is opened, so that nobody has looked at anything.

use jiff::Timestamp;
use store::Conn;
use wire::Category;

use super::{Tie, contacts::standing};
use crate::{
    db::cases::Case,
    domain::{Staff, Way},
};

/// The categories of one handover of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldCategories {
    /// When it came, or was handed in.
    pub since: Timestamp,
    /// Sent or received.
    pub way: Way,
    /// What it discloses.
    pub categories: Vec<Category>,
}

/// The categories of the handovers of a case that are the person's unit's own and not shut, the oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn held_categories(conn: &mut Conn, case: &Case, who: (&Staff, Tie)) -> store::Result<Vec<HeldCategories>> {
    let held = standing(conn, case, who)?.into_iter().map(|handover| HeldCategories {
        since: handover.steps.first().map_or(handover.at, |step| step.at),
        way: handover.way,
        categories: handover.categories,
    });
    Ok(held.collect())
}
