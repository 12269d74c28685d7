//! Asking the other agency, and answering. How far a request has come is told by its answers alone.

use jiff::Timestamp;
use store::Conn;
use wire::{
    Category, HandoverId, Phase, Purpose, Urgency, Value,
    value::{CodeSet, ConcernFeedback, InquiryOutcome, Request},
};

use crate::{
    Casework,
    compose_error::DraftProblem,
    db::{
        cases::{self, Case},
        handovers::{self, Handover},
        request_closures,
    },
    domain::{Ask, HandoverDraft, Inquiry, NewDraft, ReasonText, RequestState, Staff, Way},
    error::{CaseError, Fault},
};

impl Casework {
    /// A draft that asks for categories. It is previewed and sent like any other.
    ///
    /// # Errors
    /// [`DraftProblem::Value`] for a question about nothing; [`DraftProblem::NoConsent`] for one that takes the person's yes;
    /// [`DraftProblem::RecipientUnknown`].
    pub fn ask(&self, conn: &mut Conn, case: &Case, ask: &Ask, staff: &Staff, now: Timestamp) -> Result<HandoverDraft, DraftProblem> {
        let categories: CodeSet<Category> = ask.categories.iter().copied().collect();
        let value = Value::Request(Request { categories, purpose: ask.purpose, needed_by: ask.needed_by });
        wire::inspect(&value, wire::Protection::None)?;
        if !self.is_agreed(conn, case, ask, now)? {
            return Err(DraftProblem::NoConsent);
        }
        let new = NewDraft { to: ask.to.clone(), purpose: Purpose::Request, phase: Phase::Coordination, urgency: Urgency::Ordinary };
        let draft = self.begin_draft(conn, case, &new, None, staff, now)?;
        self.replace_field(conn, &draft, None, &value)?;
        Ok(draft)
    }

    /// A draft that answers a request, for the purpose it was asked for, to the unit that asked. What was noted of an
    /// inquiry is in it when that is what was asked.
    ///
    /// # Errors
    /// [`DraftProblem::NotFound`] when it is no open request that was received here.
    pub fn start_answer(&self, conn: &mut Conn, id: HandoverId, staff: &Staff, now: Timestamp) -> Result<HandoverDraft, DraftProblem> {
        let asked = self.open_request(conn, id, now)?;
        let case = cases::find(conn, asked.handover.case)?.ok_or(DraftProblem::NotFound)?;
        let (phase, urgency) = (asked.handover.phase, asked.handover.urgency);
        let new = NewDraft { to: asked.handover.from.unit.clone(), purpose: asked.request.purpose, phase, urgency };
        let draft = self.begin_draft(conn, &case, &new, Some(id), staff, now)?;
        if asked.request.categories.contains(&Category::ConcernFeedback)
            && let Some(inquiry) = self.inquiry(conn, case.id)?
        {
            let child = self.subject(conn, &case, wire::SubjectRole::Child, now)?;
            let value = Value::ConcernFeedback(ConcernFeedback { outcome: inquiry.outcome });
            self.replace_field(conn, &draft, Some(child), &value)?;
        }
        Ok(draft)
    }

    /// Notes that a request gets no answer. Inside only: nothing leaves.
    ///
    /// # Errors
    /// [`DraftProblem::Reason`]; [`DraftProblem::NotFound`].
    pub fn close_request(&self, conn: &mut Conn, id: HandoverId, reason: &str, staff: &Staff, now: Timestamp) -> Result<(), DraftProblem> {
        let reason = ReasonText::parse(reason).map_err(|_| DraftProblem::Reason)?;
        let asked = self.open_request(conn, id, now)?;
        let sealed = self.seal_for_case(conn, asked.handover.case, &format!("request/{id}/reason"), reason.as_str().as_bytes())?;
        request_closures::insert(conn, id, &sealed, staff, now)?;
        Ok(())
    }

    /// Notes what an inquiry about the child came to, and when that was decided (SoL 19:6): from then the week runs.
    ///
    /// # Errors
    /// Those of the database.
    pub fn note_inquiry(
        &self,
        conn: &mut Conn,
        case: &Case,
        outcome: InquiryOutcome,
        decided_at: Timestamp,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(), CaseError> {
        let sealed = self.seal_for_case(conn, case.id, INQUIRY, outcome.code().as_bytes())?;
        request_closures::put_inquiry(conn, case.id, &sealed, decided_at, staff, now)?;
        self.0.reception.inquiry_noted(self, conn, case, decided_at, staff, now)?;
        Ok(())
    }

    /// When an inquiry about the child was opened, as far as somebody has noted it here; none while there is none.
    ///
    /// # Errors
    /// Those of the database; a fault when what was noted does not open.
    pub fn inquiry_opened(&self, conn: &mut Conn, case: &Case) -> Result<Option<Timestamp>, CaseError> {
        let noted = self.inquiry(conn, case.id)?.filter(|inquiry| inquiry.outcome != InquiryOutcome::NotOpened);
        Ok(noted.map(|inquiry| inquiry.decided_at))
    }

    pub(super) fn inquiry(&self, conn: &mut Conn, case: store::Id) -> Result<Option<Inquiry>, CaseError> {
        let Some((sealed, decided_at)) = request_closures::inquiry_of(conn, case)? else { return Ok(None) };
        let plain = self.open_for_case(conn, case, INQUIRY, &sealed)?;
        let outcome = std::str::from_utf8(&plain).ok().and_then(|code| code.parse().ok());
        let outcome = outcome.ok_or_else(|| Fault::of("a kept outcome can't be read"))?;
        Ok(Some(Inquiry { outcome, decided_at }))
    }

    fn open_request(&self, conn: &mut Conn, id: HandoverId, now: Timestamp) -> Result<OpenRequest, DraftProblem> {
        let handover = handovers::find(conn, id)?.filter(|handover| handover.way == Way::Received).ok_or(DraftProblem::NotARequest)?;
        let view = self.request_view(conn, &handover, now)?.filter(|view| view.state == RequestState::Open);
        let view = view.ok_or(DraftProblem::NotARequest)?;
        let request = Request { categories: view.categories.into_iter().collect(), purpose: view.purpose, needed_by: view.needed_by };
        Ok(OpenRequest { handover, request })
    }
}

/// What an inquiry came to is bound to its case alone: there is one.
const INQUIRY: &str = "inquiry/outcome";

struct OpenRequest {
    handover: Handover,
    request: Request,
}
