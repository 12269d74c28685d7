//! Requests that came and that were sent, with how far they have come.

use jiff::Timestamp;
use store::{Conn, Id};
use wire::{Category, HandoverId, Value, value};

use crate::{
    Casework,
    db::{
        handovers::{self, Handover},
        request_closures,
    },
    domain::{HandoverStateCode, Request, RequestState, Way, due, ends_at},
    error::AnswerProblem,
};

impl Casework {
    /// The requests that wait for an answer here, the most urgent first.
    ///
    /// # Errors
    /// Those of the database; a fault when a value does not open.
    pub fn open_requests(&self, conn: &mut Conn, now: Timestamp) -> Result<Vec<Request>, AnswerProblem> {
        let mut views = Vec::new();
        for handover in handovers::received_requests(conn)? {
            views.extend(self.request_view(conn, &handover, now)?.filter(|view| view.state == RequestState::Open));
        }
        views.sort_by_key(|view| (view.due_at, view.handover));
        Ok(views)
    }

    /// The requests that came in a case, in every state, oldest first.
    ///
    /// # Errors
    /// As [`Casework::open_requests`].
    pub fn requests_of_case(&self, conn: &mut Conn, case: Id, now: Timestamp) -> Result<Vec<Request>, AnswerProblem> {
        self.requests(conn, case, Way::Received, now)
    }

    /// The requests that were sent in a case, in every state, oldest first.
    ///
    /// # Errors
    /// As [`Casework::open_requests`].
    pub fn asked_of_case(&self, conn: &mut Conn, case: Id, now: Timestamp) -> Result<Vec<Request>, AnswerProblem> {
        self.requests(conn, case, Way::Sent, now)
    }

    fn requests(&self, conn: &mut Conn, case: Id, way: Way, now: Timestamp) -> Result<Vec<Request>, AnswerProblem> {
        let mut views = Vec::new();
        for handover in handovers::of_case(conn, case)?.into_iter().filter(|handover| handover.way == way) {
            views.extend(self.request_view(conn, &handover, now)?);
        }
        Ok(views)
    }

    /// A handover as a request; none when it asks for nothing.
    pub(super) fn request_view(&self, conn: &mut Conn, handover: &Handover, now: Timestamp) -> Result<Option<Request>, AnswerProblem> {
        let Some(request) = self.request_in(conn, handover)? else { return Ok(None) };
        let answers = answers(&handovers::of_case(conn, handover.case)?, handover);
        // What is decided about an inquiry is known to the agency that is asked alone.
        let inquiry = if handover.way == Way::Received { self.inquiry(conn, handover.case)? } else { None };
        let state = state_of_request(conn, handover, &answers, now)?;
        let (categories, purpose, needed_by) = (request.categories.codes().to_vec(), request.purpose, request.needed_by);
        Ok(Some(Request {
            handover: handover.id,
            case: handover.case,
            case_code: handover.case_code,
            from: handover.from.clone(),
            to: handover.to.clone(),
            due_at: due(handover.made_at, &categories, needed_by, inquiry),
            categories,
            purpose,
            needed_by,
            asked_at: handover.made_at,
            state,
            answers,
        }))
    }

    /// The question itself. It names categories and no person: reading it is no view of anybody.
    fn request_in(&self, conn: &mut Conn, handover: &Handover) -> Result<Option<value::Request>, AnswerProblem> {
        if !handover.categories.contains(&Category::Request) {
            return Ok(None);
        }
        let fields = self.read_fields(conn, handover, |category| category == Category::Request)?;
        Ok(fields.into_iter().find_map(|field| match field.value {
            Value::Request(request) => Some(request),
            _ => None,
        }))
    }
}

fn state_of_request(conn: &mut Conn, handover: &Handover, answers: &[HandoverId], now: Timestamp) -> store::Result<RequestState> {
    Ok(if !answers.is_empty() {
        RequestState::Answered
    } else if matches!(handover.state, HandoverStateCode::Declined | HandoverStateCode::Redirected) {
        RequestState::Declined
    } else if request_closures::exists(conn, handover.id)? {
        RequestState::Closed
    } else if now >= ends_at(handover.made_at) || did_not_arrive(handover.state) {
        RequestState::Expired
    } else {
        RequestState::Open
    })
}

/// What answers a handover. A word about the state of the case is no answer to a question.
fn answers(all: &[Handover], asked: &Handover) -> Vec<HandoverId> {
    let answers = |handover: &&Handover| {
        handover.answers == Some(asked.id)
            && handover.way != asked.way
            && !did_not_arrive(handover.state)
            && handover.categories.iter().any(|category| !matches!(category, Category::CaseState | Category::PhaseState))
    };
    all.iter().filter(answers).map(|handover| handover.id).collect()
}

/// Whether the recipient never got it and never will.
pub(super) fn did_not_arrive(state: HandoverStateCode) -> bool {
    use HandoverStateCode as Code;
    matches!(state, Code::Refused | Code::Rejected | Code::Withdrawn | Code::Expired | Code::Recalled | Code::Stale)
}
