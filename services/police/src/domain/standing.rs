//! Where a call-out stands, from what became of its handovers and not from which button was pressed.

use casework::{Handover, HandoverStateCode as State};
use jiff::Timestamp;
use wire::{HandoverId, codes};

use super::call_out::CallOutState;

codes!(
    /// The one word of the list.
    Standing, "standing of a call-out" {
        /// Somebody must ring: something failed and was not sent anew, or nobody has fetched it.
        Ring = "ring",
        /// Something has not left yet.
        Waiting = "waiting",
        /// The broker has let it through; nobody has answered for all of it.
        Sent = "sent",
        /// Somebody answers for all of it.
        Acknowledged = "acknowledged",
        /// Everything was taken back before it was fetched.
        TakenBack = "taken_back",
        /// Being recorded.
        Open = "open",
        /// Ended without anything leaving.
        Closed = "closed",
    }
);

/// Whether a handover came to nothing, so that the same may be sent anew.
pub fn has_failed(state: State) -> bool {
    matches!(
        state,
        State::Refused
            | State::Rejected
            | State::Declined
            | State::Redirected
            | State::Withdrawn
            | State::Expired
            | State::Recalled
            | State::Stale
            | State::Undelivered
    )
}

/// Whether the other agency ever had it in hand.
pub fn was_fetched(handover: &Handover) -> bool {
    let told = |state: State| {
        matches!(
            state,
            State::Fetched
                | State::Received
                | State::Rejected
                | State::Acknowledged
                | State::TakenOver
                | State::Declined
                | State::Redirected
        )
    };
    told(handover.state) || handover.steps.iter().any(|step| told(step.state))
}

/// Whether nobody has fetched it, and the broker has said that somebody should ring.
pub fn is_unfetched(handover: &Handover, unfetched: &[HandoverId]) -> bool {
    handover.state == State::Released && unfetched.contains(&handover.id)
}

/// The standing and since when; `sent` is what this agency handed over in the case.
pub fn standing(state: CallOutState, sent: &[Handover], unfetched: &[HandoverId]) -> (Standing, Option<Timestamp>) {
    let of_each = sent.iter().filter_map(|handover| Some((of_one(handover, sent, unfetched)?, handover.at)));
    // The first of the list above is what the officer must know. Of several the latest moment.
    let worst = of_each.reduce(|one, other| match one.0.cmp(&other.0) {
        std::cmp::Ordering::Less => one,
        std::cmp::Ordering::Equal => (one.0, one.1.max(other.1)),
        std::cmp::Ordering::Greater => other,
    });
    match (worst, state) {
        (Some((standing, at)), _) => (standing, Some(at)),
        (None, CallOutState::Closed) => (Standing::Closed, None),
        (None, CallOutState::Open | CallOutState::Sent) => (Standing::Open, None),
    }
}

/// `None` for what failed and was sent anew.
fn of_one(handover: &Handover, sent: &[Handover], unfetched: &[HandoverId]) -> Option<Standing> {
    if is_unfetched(handover, unfetched) {
        return Some(Standing::Ring);
    }
    Some(match handover.state {
        State::Offered => Standing::Waiting,
        State::Released | State::Fetched | State::Received => Standing::Sent,
        State::Acknowledged | State::TakenOver => Standing::Acknowledged,
        State::Withdrawn | State::Recalled => Standing::TakenBack,
        _ if is_sent_anew(handover, sent) => return None,
        _ => Standing::Ring,
    })
}

/// Whether every category of a failed handover is carried by what was made later and has not failed.
pub fn is_sent_anew(failed: &Handover, sent: &[Handover]) -> bool {
    let later = || sent.iter().filter(|other| other.made_at > failed.made_at && !has_failed(other.state));
    failed.categories.iter().all(|category| later().any(|other| other.categories.contains(category)))
}
