//! What was said of a contact is added to or corrected. The row before stays.

use jiff::Timestamp;
use store::{Conn, Id};

use crate::{
    Casework, ContactProblem,
    db::{cases::Case, interactions},
    domain::{Interaction, InteractionId, SaidOfInteraction, Staff},
};

impl Casework {
    /// Writes what holds of a contact of this unit from now on. To say the same again writes nothing.
    ///
    /// # Errors
    /// [`ContactProblem::NotFound`] for another case's or unit's; [`ContactProblem::Replaced`]; those of the database.
    pub fn correct_interaction(
        &self,
        conn: &mut Conn,
        case: &Case,
        id: InteractionId,
        said: SaidOfInteraction,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<InteractionId, ContactProblem> {
        let rows = interactions::of_case(conn, case.id)?;
        let before = rows.iter().find(|row| row.id == id && row.unit == staff.unit).ok_or(ContactProblem::NotFound)?;
        if rows.iter().any(|row| row.replaces == Some(id)) {
            return Err(ContactProblem::Replaced);
        }
        if before.said() == said {
            return Ok(id);
        }
        let after = Interaction {
            id: InteractionId(Id::generate(now)),
            outcome: said.outcome,
            channel: said.channel,
            topics: said.topics,
            written_by: staff.reference.clone(),
            written_at: now,
            replaces: Some(id),
            ..before.clone()
        };
        interactions::insert(conn, &after)?;
        Ok(after.id)
    }
}
