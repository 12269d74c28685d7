//! How long something that was sent may wait before somebody must ask.

use jiff::{SignedDuration, Timestamp};
use wire::{Urgency, codes};

use super::{HandoverStateCode, RequestState};

codes!(
    /// What nobody did in time.
    Silence, "kind of silence" {
        /// Nobody there owns it.
        Unacknowledged = "unacknowledged",
        /// The question has no answer.
        Unanswered = "unanswered",
        /// Nobody fetched it while it could be had, or it never came to the broker.
        NeverCame = "never_came",
    }
);

/// The question that a handover asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Where it stands.
    pub state: RequestState,
    /// Until when to answer.
    pub due_at: Timestamp,
}

/// How long nobody need own what was sent. What is for at once waits no longer than the duty desk's own second limit.
const fn limit(urgency: Urgency) -> SignedDuration {
    match urgency {
        Urgency::Immediate => SignedDuration::from_mins(10),
        Urgency::SameDay => SignedDuration::from_hours(24),
        Urgency::Ordinary => SignedDuration::from_hours(3 * 24),
    }
}

/// What nobody did in time, and since when it is late; `None` while there is time, and when somebody did.
pub(crate) fn silence(
    state: HandoverStateCode,
    urgency: Urgency,
    (made_at, at): (Timestamp, Timestamp),
    asked: Option<Asked>,
    now: Timestamp,
) -> Option<(Silence, Timestamp)> {
    use HandoverStateCode as Code;
    if asked.is_some_and(|asked| matches!(asked.state, RequestState::Answered | RequestState::Declined | RequestState::Closed)) {
        return None;
    }
    let late = |kind, since: Timestamp| (since <= now).then_some((kind, since));
    let owned_by = made_at.checked_add(limit(urgency)).unwrap_or(Timestamp::MAX);
    match state {
        Code::Expired | Code::Undelivered => late(Silence::NeverCame, at),
        Code::Offered | Code::Released | Code::Fetched | Code::Received => {
            // Whichever is over first.
            let answer = asked.filter(|asked| asked.due_at <= owned_by).and_then(|asked| late(Silence::Unanswered, asked.due_at));
            answer.or_else(|| late(Silence::Unacknowledged, owned_by))
        }
        Code::Acknowledged | Code::TakenOver => late(Silence::Unanswered, asked?.due_at),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn after(state: HandoverStateCode, urgency: Urgency, asked: Option<Asked>, minutes: i64) -> Option<Silence> {
        let made = at("2026-11-22T10:00:00Z");
        silence(state, urgency, (made, made), asked, made + SignedDuration::from_mins(minutes)).map(|(kind, _)| kind)
    }

    #[test]
    fn each_urgency_has_its_time() {
        use HandoverStateCode::{Acknowledged, Released};
        let unowned = Some(Silence::Unacknowledged);
        assert_eq!((after(Released, Urgency::Immediate, None, 9), after(Released, Urgency::Immediate, None, 10)), (None, unowned));
        assert_eq!((after(Released, Urgency::SameDay, None, 1439), after(Released, Urgency::SameDay, None, 1440)), (None, unowned));
        assert_eq!((after(Released, Urgency::Ordinary, None, 4319), after(Released, Urgency::Ordinary, None, 4320)), (None, unowned));
        assert_eq!(after(Acknowledged, Urgency::Immediate, None, 100_000), None, "somebody owns it");
    }

    #[test]
    fn a_question_that_somebody_owns_still_wants_its_answer() {
        use HandoverStateCode::Acknowledged;
        let asked = |state| Some(Asked { state, due_at: at("2026-11-22T12:00:00Z") });
        assert_eq!(after(Acknowledged, Urgency::SameDay, asked(RequestState::Open), 119), None);
        assert_eq!(after(Acknowledged, Urgency::SameDay, asked(RequestState::Open), 120), Some(Silence::Unanswered));
        assert_eq!(after(Acknowledged, Urgency::SameDay, asked(RequestState::Expired), 120), Some(Silence::Unanswered));
        for settled in [RequestState::Answered, RequestState::Declined, RequestState::Closed] {
            assert_eq!(after(Acknowledged, Urgency::SameDay, asked(settled), 120), None, "{settled}");
        }
    }

    #[test]
    fn what_never_came_is_told_at_once() {
        assert_eq!(after(HandoverStateCode::Undelivered, Urgency::Ordinary, None, 0), Some(Silence::NeverCame));
        assert_eq!(after(HandoverStateCode::Recalled, Urgency::Immediate, None, 100_000), None);
    }
}
