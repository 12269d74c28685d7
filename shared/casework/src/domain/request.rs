//! Requests: what is asked for, and until when.

use jiff::{SignedDuration, Timestamp};
use store::Id;
use wire::{CaseCode, Category, HandoverId, Purpose, UnitAddress, UnitId, codes, value::InquiryOutcome};

/// How long a request may be answered (design, section 4).
const ANSWERABLE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// The one who reported a concern is told within a week of the decision (SoL 19:6, lag 2025:1501).
const FEEDBACK: SignedDuration = SignedDuration::from_hours(7 * 24);

codes!(
    /// Where a request stands.
    RequestState, "state of a request" {
        /// It waits for an answer.
        Open = "open",
        /// An answer was sent.
        Answered = "answered",
        /// It was declined with a reason from the list.
        Declined = "declined",
        /// It was noted inside that it gets no answer.
        Closed = "closed",
        /// Its time is over.
        Expired = "expired",
    }
);

/// What to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Whom.
    pub to: UnitId,
    /// Categories; at least one.
    pub categories: Vec<Category>,
    /// What the answer is for.
    pub purpose: Purpose,
    /// When it is needed, to the minute.
    pub needed_by: Option<Timestamp>,
}

impl Ask {
    /// Whether it asks for news of violence to plan protection by: to keep an eye.
    pub fn is_to_keep_an_eye(&self) -> bool {
        is_to_keep_an_eye(&self.categories, self.purpose)
    }
}

fn is_to_keep_an_eye(categories: &[Category], purpose: Purpose) -> bool {
    purpose == Purpose::ProtectionPlanning && categories.contains(&Category::NewViolence)
}

/// A request that was sent or received. It holds no values of persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The handover that carries it.
    pub handover: HandoverId,
    /// This agency's id of the case.
    pub case: Id,
    /// Code of the case.
    pub case_code: CaseCode,
    /// Who asks.
    pub from: UnitAddress,
    /// Who is asked.
    pub to: UnitAddress,
    /// What is asked for.
    pub categories: Vec<Category>,
    /// What the answer is for.
    pub purpose: Purpose,
    /// When it is needed.
    pub needed_by: Option<Timestamp>,
    /// When it was made.
    pub asked_at: Timestamp,
    /// Until when to answer.
    pub due_at: Timestamp,
    /// State.
    pub state: RequestState,
    /// The handovers that answer it, oldest first.
    pub answers: Vec<HandoverId>,
}

impl Request {
    /// Whether it asks for news of violence to plan protection by: to keep an eye.
    pub fn is_to_keep_an_eye(&self) -> bool {
        is_to_keep_an_eye(&self.categories, self.purpose)
    }
}

/// What an inquiry came to, and when that was decided.
#[derive(Clone, Copy)]
pub(crate) struct Inquiry {
    pub(crate) outcome: InquiryOutcome,
    pub(crate) decided_at: Timestamp,
}

/// The last moment to answer: the end of the request's time or what it asks for, whichever comes first.
pub(crate) fn due(asked_at: Timestamp, categories: &[Category], needed_by: Option<Timestamp>, inquiry: Option<Inquiry>) -> Timestamp {
    let end = ends_at(asked_at);
    let feedback = inquiry.filter(|_| categories.contains(&Category::ConcernFeedback)).map(|inquiry| feedback_due(asked_at, inquiry));
    [needed_by, feedback].into_iter().flatten().fold(end, Timestamp::min)
}

/// When a request can no longer be answered.
pub(crate) fn ends_at(asked_at: Timestamp) -> Timestamp {
    asked_at.checked_add(ANSWERABLE).unwrap_or(Timestamp::MAX)
}

/// A week after the decision; at once when it was asked later, or when an inquiry was running already.
fn feedback_due(asked_at: Timestamp, inquiry: Inquiry) -> Timestamp {
    if inquiry.outcome == InquiryOutcome::AlreadyRunning || asked_at >= inquiry.decided_at {
        return asked_at;
    }
    inquiry.decided_at.checked_add(FEEDBACK).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn feedback_is_due_a_week_after_the_decision_and_at_once_when_asked_later() {
        let asked = at("2026-11-22T10:00:00Z");
        let decided = |outcome, day: &str| Some(Inquiry { outcome, decided_at: at(day) });
        let feedback = [Category::ConcernFeedback];
        assert_eq!(due(asked, &feedback, None, None), at("2026-12-06T10:00:00Z"));
        assert_eq!(due(asked, &feedback, None, decided(InquiryOutcome::Opened, "2026-11-24T09:00:00Z")), at("2026-12-01T09:00:00Z"));
        assert_eq!(due(asked, &feedback, None, decided(InquiryOutcome::NotOpened, "2026-11-20T09:00:00Z")), asked);
        assert_eq!(due(asked, &feedback, None, decided(InquiryOutcome::AlreadyRunning, "2026-11-24T09:00:00Z")), asked);
        let other = [Category::Identity];
        assert_eq!(due(asked, &other, None, decided(InquiryOutcome::Opened, "2026-11-24T09:00:00Z")), at("2026-12-06T10:00:00Z"));
        assert_eq!(due(asked, &other, Some(at("2026-11-23T08:00:00Z")), None), at("2026-11-23T08:00:00Z"));
    }
}
