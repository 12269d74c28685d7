//! The one way on when the rule book changed under way and a person must look again.

use jiff::Timestamp;
use store::Conn;
use wire::{HandoverId, SubjectId};

use super::list_requests::did_not_arrive;
use crate::{
    Casework,
    compose_error::DraftProblem,
    db::{handover_drafts, handovers},
    domain::{DraftId, HandoverDraft, HandoverStateCode, NewDraft, OpenedField, Staff, StaleDetail},
};

impl Casework {
    /// A draft of what a stale handover carried, and of what stayed beside it, to be judged by the edition in force. What is
    /// on its way or there already is not in it.
    ///
    /// # Errors
    /// [`DraftProblem::NothingToCorrect`] when it is not stale, or the very same went again by itself.
    pub fn review_again(&self, conn: &mut Conn, id: HandoverId, staff: &Staff, now: Timestamp) -> Result<HandoverDraft, DraftProblem> {
        let stale = handovers::find(conn, id)?.ok_or(DraftProblem::NotFound)?;
        let went_again = stale.detail.as_deref() == Some(StaleDetail::SentAnew.code());
        if stale.state != HandoverStateCode::Stale || went_again {
            return Err(DraftProblem::NothingToCorrect);
        }
        let Some(earlier) = handover_drafts::of_handover(conn, id)? else {
            return self.start_draft_from(conn, id, &stale.to.unit, staff, now);
        };
        let (earlier, case) = self.draft_and_case(conn, earlier)?;
        let new = NewDraft { to: earlier.to.unit.clone(), purpose: earlier.purpose, phase: earlier.phase, urgency: earlier.urgency };
        let draft = self.begin_draft(conn, &case, &new, earlier.answers, staff, now)?;
        let under_way = self.under_way(conn, earlier.id)?;
        for field in self.fields_of_draft(conn, &earlier)? {
            if !under_way.contains(&key(&field)) {
                self.replace_field(conn, &draft, field.subject, &field.value)?;
            }
        }
        self.take_plain_facts_over(conn, id, &draft)?;
        Ok(draft)
    }

    /// What other handovers of a draft carry, or carried to their end.
    fn under_way(&self, conn: &mut Conn, draft: DraftId) -> Result<Vec<Key>, DraftProblem> {
        let mut carried = Vec::new();
        for id in handover_drafts::handovers_of(conn, draft)? {
            let alive = handovers::find(conn, id)?.filter(|handover| !did_not_arrive(handover.state));
            if let Some(handover) = alive {
                carried.extend(self.read_fields(conn, &handover, |_| true)?.iter().map(key));
            }
        }
        Ok(carried)
    }
}

/// A field without its value.
type Key = (wire::Category, Option<SubjectId>);

fn key(field: &OpenedField) -> Key {
    (field.category, field.subject.map(|person| person.id))
}
