//! A new draft: to whom and what for.

use jiff::Timestamp;
use store::{Conn, Id};
use wire::{Category, HandoverId, Phase, Purpose, UnitId, Urgency};

use crate::{
    Casework,
    compose_error::DraftProblem,
    db::{cases::Case, handover_drafts},
    domain::{DraftId, DraftState, HandoverDraft, NewDraft, Staff, categories_possible},
};

impl Casework {
    /// Begins a draft in a case.
    ///
    /// # Errors
    /// [`DraftProblem::RecipientUnknown`] for a unit that is not in the verified directory or is of one's own agency.
    pub fn start_draft(
        &self,
        conn: &mut Conn,
        case: &Case,
        new: &NewDraft,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<HandoverDraft, DraftProblem> {
        self.begin_draft(conn, case, new, None, staff, now)
    }

    /// Begins a draft that says at once that there is new violence.
    ///
    /// # Errors
    /// As [`Casework::start_draft`].
    pub fn start_new_violence(
        &self,
        conn: &mut Conn,
        case: &Case,
        to: &UnitId,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<HandoverDraft, DraftProblem> {
        let (purpose, phase, urgency) = (Purpose::ProtectionPlanning, Phase::Coordination, Urgency::Immediate);
        self.begin_draft(conn, case, &NewDraft { to: to.clone(), purpose, phase, urgency }, None, staff, now)
    }

    pub(super) fn begin_draft(
        &self,
        conn: &mut Conn,
        case: &Case,
        new: &NewDraft,
        answers: Option<HandoverId>,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<HandoverDraft, DraftProblem> {
        let (to, to_kind) = self.address_of(&new.to).ok_or(DraftProblem::RecipientUnknown)?;
        let draft = HandoverDraft {
            id: DraftId(Id::generate(now)),
            case: case.id,
            case_code: case.code,
            to,
            to_kind,
            purpose: new.purpose,
            phase: new.phase,
            urgency: new.urgency,
            answers,
            state: DraftState::Open,
            version: 1,
            by: staff.reference.clone(),
            started_at: now,
            changed_at: now,
        };
        handover_drafts::insert(conn, &draft)?;
        Ok(draft)
    }

    /// Categories that some rule of the draft's way and purpose could carry: what a page offers to add.
    pub fn fields_possible(&self, draft: &HandoverDraft, now: Timestamp) -> Vec<Category> {
        let date = rulebook::Moment::in_sweden(now).date();
        let direction = draft.direction(self.0.config.kind);
        direction.map_or_else(Vec::new, |direction| categories_possible(&self.edition(), draft.purpose, direction, date))
    }
}
