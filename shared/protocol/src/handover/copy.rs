//! The sending agency's copy of a handover: what it makes of what it is told.
//!
//! An agency hears of what happened at the broker by several ways (the answer to its call, a notice, a receipt), late, and
//! in any order. What it hears is judged by the moment it happened at, never by the moment of hearing.

use jiff::Timestamp;
use wire::{GoneCause, OfferOutcome, ReceiptState};

use super::{HandoverEvent, HandoverState, Refused, step};
use crate::{Basis, ClockLimits, Terms, consent::Standing};

/// The next state of a copy, or `None` when the event changes nothing: repeated, or too late.
///
/// A later event proves the earlier ones: a fetch that is told before the release was is taken as both.
///
/// # Errors
/// [`Refused`] when the event does not follow from the copy, also with what it proves.
pub fn advance(
    state: &HandoverState,
    event: &HandoverEvent,
    at: Timestamp,
    limits: &ClockLimits,
) -> Result<Option<HandoverState>, Refused> {
    match step(state, event, at, limits) {
        Ok(taken) => Ok((!taken.repeated && taken.state != *state).then_some(taken.state)),
        Err(Refused::TooEarly) => match implied_before(state) {
            Some(earlier) => {
                let between = step(state, &earlier, at, limits)?.state;
                advance(&between, event, at, limits).map(|next| next.or(Some(between)))
            }
            None => Err(Refused::TooEarly),
        },
        Err(refused) => Err(refused),
    }
}

/// What must have happened for anything later to have.
fn implied_before(state: &HandoverState) -> Option<HandoverEvent> {
    match state {
        HandoverState::Offered { .. } => Some(HandoverEvent::Decide { outcome: OfferOutcome::Released, consents: Standing::Effective }),
        HandoverState::Released(_) => Some(HandoverEvent::Fetch { consents: Standing::Effective, rules_allow: true }),
        HandoverState::Fetched(_) => Some(HandoverEvent::Receipt(ReceiptState::Received)),
        _ => None,
    }
}

/// How a handover ended before its fetch, as an event for its copy. `at` is when the broker says it did. Without a cause:
/// the rules changed while it waited.
pub fn ended(state: &HandoverState, cause: Option<GoneCause>, at: Timestamp) -> HandoverEvent {
    let fetch = |consents, rules_allow| HandoverEvent::Fetch { consents, rules_allow };
    match cause {
        Some(GoneCause::Withdrawn) => HandoverEvent::Withdraw,
        Some(GoneCause::Recalled) => HandoverEvent::Recall,
        // The offer's own time is not out: it was its consent's, seen at the fetch.
        Some(GoneCause::Expired) if terms(state).is_some_and(|terms| terms.basis() == Basis::Consent && !terms.is_past(at)) => {
            fetch(Standing::Expired, true)
        }
        Some(GoneCause::Expired) => HandoverEvent::Clock,
        None => fetch(Standing::Effective, false),
    }
}

/// The broker does not take the offer: its time is out. The event for its copy, and the moment to judge it by: the clock
/// here may be a little behind.
pub fn came_too_late(state: &HandoverState, now: Timestamp) -> (HandoverEvent, Timestamp) {
    let end = terms(state).and_then(Terms::expires_at);
    (HandoverEvent::Clock, end.map_or(now, |end| end.max(now)))
}

/// Ground and last moment, while it can still end by them.
fn terms(state: &HandoverState) -> Option<Terms> {
    match state {
        HandoverState::Offered { terms } => Some(*terms),
        HandoverState::Released(parcel) => Some(parcel.terms),
        _ => None,
    }
}
