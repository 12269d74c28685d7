//! Correcting what was sent, and sending anew what came to the wrong place.

use jiff::Timestamp;
use store::Conn;
use wire::{
    Category, HandoverId, UnitId, Value,
    value::{Correction, CorrectionHow},
};

use super::list_requests::did_not_arrive;
use crate::{
    Casework,
    compose_error::DraftProblem,
    db::{
        cases, draft_facts, handover_drafts,
        handovers::{self, Handover},
    },
    domain::{FieldCorrection, HandoverDraft, HandoverStateCode, NewDraft, Staff, Way, corrections},
    error::AnswerProblem,
};

impl Casework {
    /// A draft that corrects a value that was sent: it is taken back, or the old value is in the draft to be changed. The
    /// new value is judged by its own rule.
    ///
    /// # Errors
    /// [`DraftProblem::NothingToCorrect`] when there is no such value, or the recipient never got it.
    pub fn start_correction(
        &self,
        conn: &mut Conn,
        id: HandoverId,
        n: u32,
        how: CorrectionHow,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<HandoverDraft, DraftProblem> {
        let sent = self.sent(conn, id)?;
        if did_not_arrive(sent.state) {
            return Err(DraftProblem::NothingToCorrect);
        }
        let old = self.read_fields(conn, &sent, |category| category != Category::Correction)?.into_iter().find(|field| field.n == n);
        let old = old.ok_or(DraftProblem::NothingToCorrect)?;
        let case = cases::find(conn, sent.case)?.ok_or(DraftProblem::NotFound)?;
        let draft = self.begin_draft(conn, &case, &anew(&sent, &sent.to.unit), Some(id), staff, now)?;
        let correction = Correction { handover: id, n, category: old.category, how };
        self.replace_field(conn, &draft, None, &Value::Correction(correction))?;
        if how == CorrectionHow::Replaced {
            self.replace_field(conn, &draft, old.subject, &old.value)?;
        }
        self.take_plain_facts_over(conn, id, &draft)?;
        Ok(draft)
    }

    /// The corrections of a handover, sent or received, oldest first. The old value is never replaced: both are shown.
    ///
    /// # Errors
    /// [`AnswerProblem::NotFound`]; those of the database.
    pub fn corrections_of(&self, conn: &mut Conn, id: HandoverId) -> Result<Vec<FieldCorrection>, AnswerProblem> {
        let wrong = handovers::find(conn, id)?.ok_or(AnswerProblem::NotFound)?;
        let all = handovers::of_case(conn, wrong.case)?;
        self.corrections_among(conn, &wrong, &all)
    }

    pub(super) fn corrections_among(
        &self,
        conn: &mut Conn,
        wrong: &Handover,
        all: &[Handover],
    ) -> Result<Vec<FieldCorrection>, AnswerProblem> {
        // Nobody corrects what another agency said.
        let corrects = |later: &&Handover| {
            later.way == wrong.way
                && later.from.agency == wrong.from.agency
                && later.categories.contains(&Category::Correction)
                && !(wrong.way == Way::Sent && did_not_arrive(later.state))
        };
        let mut found = Vec::new();
        for later in all.iter().filter(corrects) {
            let fields = self.read_fields(conn, later, |_| true)?;
            found.extend(corrections(wrong.id, &fields, later.id, later.made_at));
        }
        Ok(found)
    }

    /// A draft with the same values to the unit they belong to, when a handover was redirected, declined, refused or did
    /// not arrive. Everything is judged anew: a consent that names another board does not cover it, and what was decided
    /// and cleared for the first does not either.
    ///
    /// # Errors
    /// [`DraftProblem::NothingToCorrect`] when it is where it belongs; [`DraftProblem::RecipientUnknown`].
    pub fn start_draft_from(
        &self,
        conn: &mut Conn,
        id: HandoverId,
        unit: &UnitId,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<HandoverDraft, DraftProblem> {
        let sent = self.sent(conn, id)?;
        let elsewhere = matches!(sent.state, HandoverStateCode::Redirected | HandoverStateCode::Declined | HandoverStateCode::Undelivered);
        if !elsewhere && !did_not_arrive(sent.state) {
            return Err(DraftProblem::NothingToCorrect);
        }
        let case = cases::find(conn, sent.case)?.ok_or(DraftProblem::NotFound)?;
        // What was an answer to one unit answers nothing at another.
        let answers = sent.answers.filter(|_| *unit == sent.to.unit);
        let draft = self.begin_draft(conn, &case, &anew(&sent, unit), answers, staff, now)?;
        for field in self.read_fields(conn, &sent, |_| true)? {
            self.replace_field(conn, &draft, field.subject, &field.value)?;
        }
        self.take_plain_facts_over(conn, id, &draft)?;
        Ok(draft)
    }

    /// Plain answers stay answered, by whom and when they were; decisions and the lead's word do not.
    pub(super) fn take_plain_facts_over(&self, conn: &mut Conn, from: HandoverId, to: &HandoverDraft) -> Result<(), DraftProblem> {
        let Some(earlier) = handover_drafts::of_handover(conn, from)? else { return Ok(()) };
        for fact in draft_facts::of(conn, earlier)? {
            draft_facts::put(conn, to.id, &fact)?;
        }
        Ok(())
    }

    fn sent(&self, conn: &mut Conn, id: HandoverId) -> Result<Handover, DraftProblem> {
        handovers::find(conn, id)?.filter(|handover| handover.way == Way::Sent).ok_or(DraftProblem::NotFound)
    }
}

/// The same again, to a unit.
fn anew(sent: &Handover, unit: &UnitId) -> NewDraft {
    NewDraft { to: unit.clone(), purpose: sent.purpose, phase: sent.phase, urgency: sent.urgency }
}
