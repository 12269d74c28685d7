//! How long a handover may wait for an acknowledgement before somebody must ring again.

use casework::{Handover, HandoverStateCode as State};
use jiff::{SignedDuration, Timestamp};

/// The limits, as the duty desk keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// After this the receipt says how long it has waited.
    pub remind: SignedDuration,
    /// After this it says “ring again”.
    pub ring: SignedDuration,
}

/// What waits for an acknowledgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Since when the oldest of it waits.
    pub since: Timestamp,
    /// When the receipt begins to say “ring again”.
    pub ring_at: Timestamp,
    /// Longer than the first limit.
    pub long: bool,
    /// Longer than the second: ring again.
    pub overdue: bool,
}

/// The oldest handover that lives and that nobody owns; `None` when there is none.
pub fn waiting(sent: &[Handover], patience: Patience, now: Timestamp) -> Option<Waiting> {
    let open = sent.iter().filter(|handover| waits(handover.state));
    let since = open.map(|handover| handover.made_at).min()?;
    let ring_at = since.checked_add(patience.ring).unwrap_or(Timestamp::MAX);
    let long = since.checked_add(patience.remind).is_ok_and(|at| at <= now);
    Some(Waiting { since, ring_at, long, overdue: ring_at <= now })
}

fn waits(state: State) -> bool {
    matches!(state, State::Offered | State::Released | State::Fetched | State::Received)
}
