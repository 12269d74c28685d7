//! A unit ends its work with a case and takes it up again. What it is told of the other agency is the bare word that came.

use jiff::Timestamp;
use store::Conn;
use wire::{Category, Phase, UnitAddress, Value, value::CaseStateWord};

use super::{
    Tie,
    contacts::received,
    need_to_know::{own_drafts, own_handovers},
    tell_states::who_knows,
};
use crate::{
    Casework,
    closing_error::{ClosingProblem, meanwhile},
    db::{
        access_entries, case_closings,
        cases::{self, Case},
        handovers::Handover,
    },
    domain::{CaseClosing, ClosingReason, DraftState, Request, RequestState, Staff, TakeUpReason, ViewPurpose, Way},
    error::AnswerProblem,
};

/// How a case stands at this unit, and what the other agency has told of itself.
#[derive(Debug, Clone)]
pub struct CaseStanding {
    /// The close that stands.
    pub closed: Option<CaseClosing>,
    /// Earlier closes, the latest first: each was taken up again.
    pub earlier: Vec<CaseClosing>,
    /// Something came after the close.
    pub came_after: bool,
    /// When the other agency was told of the last close, where that was taken up since and no later word was sent.
    pub believed_closed: Option<Timestamp>,
    /// The last word of the other agency on how far it is, and when it was sent.
    pub other: Option<(CaseStateWord, Timestamp)>,
    /// The unit of the other agency that knows of the case.
    pub knows: Option<UnitAddress>,
    /// Drafts that nobody has sent or given up.
    pub drafts: usize,
    /// Questions that wait for an answer of this agency.
    pub questions: usize,
}

impl Casework {
    /// How a case stands at this person's unit. Writes who looked.
    ///
    /// # Errors
    /// Those of the database; a fault when a value does not open.
    pub fn view_standing(
        &self,
        conn: &mut Conn,
        case: &Case,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<CaseStanding, ClosingProblem> {
        access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, &[Category::CaseState], now)?;
        let (standing, earlier): (Vec<_>, Vec<_>) =
            case_closings::of_case(conn, case.id, &staff.unit)?.into_iter().partition(CaseClosing::stands);
        let closed = standing.into_iter().next();
        let came = received(conn, case, (staff, tie))?;
        let drafts = own_drafts(conn, case, &staff.unit)?;
        let own = own_handovers(conn, case, &staff.unit, tie)?;
        let since = closed.as_ref().map(|closing: &CaseClosing| closing.closed.1);
        Ok(CaseStanding {
            came_after: since.is_some_and(|since| came.iter().any(|one| says_more(one) && came_at(one) > since)),
            believed_closed: if closed.is_none() { believed_closed(&earlier, &own) } else { None },
            closed,
            earlier,
            other: self.last_word(conn, &came)?,
            drafts: drafts.iter().filter(|draft| draft.state == DraftState::Open).count(),
            questions: self.questions_waiting(conn, case, &own, now)?,
            knows: who_knows(conn, &own)?,
        })
    }

    /// The close that stands at a person's unit. For pages that write who looked at the case themselves.
    ///
    /// # Errors
    /// Those of the database.
    pub fn standing_close(&self, conn: &mut Conn, case: &Case, staff: &Staff) -> store::Result<Option<CaseClosing>> {
        Ok(case_closings::of_case(conn, case.id, &staff.unit)?.into_iter().find(CaseClosing::stands))
    }

    fn last_word(&self, conn: &mut Conn, came: &[Handover]) -> Result<Option<(CaseStateWord, Timestamp)>, AnswerProblem> {
        for handover in came.iter().rev().filter(|one| one.categories.contains(&Category::CaseState)) {
            let fields = self.read_fields(conn, handover, |category| category == Category::CaseState)?;
            let word =
                fields.into_iter().find_map(|field| if let Value::CaseState(state) = field.value { Some(state.state) } else { None });
            if let Some(word) = word {
                return Ok(Some((word, handover.made_at)));
            }
        }
        Ok(None)
    }

    fn questions_waiting(&self, conn: &mut Conn, case: &Case, own: &[Handover], now: Timestamp) -> Result<usize, AnswerProblem> {
        let asked = self.requests_of_case(conn, case.id, now)?;
        let waits = |request: &&Request| request.state == RequestState::Open && own.iter().any(|handover| handover.id == request.handover);
        Ok(asked.iter().filter(waits).count())
    }

    /// Ends this unit's work with a case. Nobody is told by it; what is planned goes on standing on its own lists.
    ///
    /// # Errors
    /// [`ClosingProblem::QuestionWaits`]; [`ClosingProblem::Meanwhile`] when somebody has closed it already.
    pub fn close_case(
        &self,
        conn: &mut Conn,
        case: &Case,
        reason: ClosingReason,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<(), ClosingProblem> {
        cases::lock(conn, case.id)?;
        let own = own_handovers(conn, case, &staff.unit, tie)?;
        if self.questions_waiting(conn, case, &own, now)? > 0 {
            return Err(ClosingProblem::QuestionWaits);
        }
        case_closings::close(conn, case.id, reason, staff, now).map_err(meanwhile)
    }

    /// Takes the case up again at this unit.
    ///
    /// # Errors
    /// [`ClosingProblem::Meanwhile`] when it is not closed.
    pub fn take_up_case(
        &self,
        conn: &mut Conn,
        case: &Case,
        why: TakeUpReason,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(), ClosingProblem> {
        cases::lock(conn, case.id)?;
        if case_closings::take_up(conn, case.id, why, staff, now)? { Ok(()) } else { Err(ClosingProblem::Meanwhile) }
    }

    /// Tells the unit of the other agency that knows of the case the bare word that it is closed here, once for each close.
    ///
    /// # Errors
    /// [`ClosingProblem::NobodyToTell`]; [`ClosingProblem::Meanwhile`] when it is not closed, or was told; [`ClosingProblem::Send`].
    pub fn tell_closed(&self, conn: &mut Conn, case: &Case, (staff, tie): (&Staff, Tie), now: Timestamp) -> Result<(), ClosingProblem> {
        cases::lock(conn, case.id)?;
        let closing = self.standing_close(conn, case, staff)?.ok_or(ClosingProblem::Meanwhile)?;
        if !case_closings::told(conn, closing.id, now)? {
            return Err(ClosingProblem::Meanwhile);
        }
        let own = own_handovers(conn, case, &staff.unit, tie)?;
        let to = who_knows(conn, &own)?.ok_or(ClosingProblem::NobodyToTell)?;
        self.send_word(conn, case, (to, Phase::Coordination, None), CaseStateWord::ClosedHere, staff, now)?;
        Ok(())
    }
}

/// When the other agency was told of the newest of these closes, if nothing has told it otherwise.
fn believed_closed(earlier: &[CaseClosing], own: &[Handover]) -> Option<Timestamp> {
    let last = earlier.first()?;
    let (.., taken_up_at) = last.taken_up.as_ref()?;
    let is_word = |one: &&Handover| one.way == Way::Sent && one.categories.contains(&Category::CaseState);
    let corrected = own.iter().filter(is_word).any(|word| word.made_at > *taken_up_at);
    last.told_at.filter(|_| !corrected)
}

/// When it came here, by the clock here: what was under way at a close is after it.
fn came_at(handover: &Handover) -> Timestamp {
    handover.steps.first().map_or(handover.at, |step| step.at)
}

/// Whether a handover says more than how far the other agency is.
fn says_more(handover: &Handover) -> bool {
    handover.categories.iter().any(|category| !matches!(category, Category::CaseState | Category::PhaseState))
}
