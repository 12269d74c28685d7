//! One message in a sender's outbox: sent at least once, answered once, parked rather than dropped.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use wire::ProblemCode;

use crate::ClockLimits;

/// Shortest pause between two attempts.
const PAUSE_MIN: SignedDuration = SignedDuration::from_secs(1);
/// Longest pause between two attempts.
const PAUSE_MAX: SignedDuration = SignedDuration::from_mins(5);

/// State of one message. Answered is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", deny_unknown_fields)]
pub enum DeliveryState {
    /// Not before this moment.
    Waiting {
        /// Attempts made.
        attempts: u32,
        /// Earliest moment of the next one.
        not_before: Timestamp,
    },
    /// On its way; the answer is not known, not even after a crash.
    Sent {
        /// Attempts made, this one included.
        attempts: u32,
    },
    /// The other side has taken it.
    Accepted,
    /// The other side has refused it for good.
    Refused {
        /// With this code.
        code: ProblemCode,
    },
    /// Too many attempts: a person must look. Kept.
    Parked {
        /// Attempts made.
        attempts: u32,
    },
}

/// Sixteen random bits: spreads the attempts of many senders after an outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Jitter(pub u16);

/// What happens to a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryEvent {
    /// It is put on the wire.
    Send,
    /// The other side has signed that it took it.
    Accept,
    /// The other side answered with a problem.
    Refuse(ProblemCode, Jitter),
    /// No answer, or one that can't be checked.
    NoAnswer(Jitter),
    /// A person lets a parked message go again.
    Unpark,
}

/// State after an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DeliveryStep {
    /// The state now.
    pub state: DeliveryState,
    /// A person must be told: parked, or refused for good.
    pub alarm: bool,
    /// Nothing was new.
    pub repeated: bool,
}

impl DeliveryState {
    /// A message that was just written.
    pub fn new(now: Timestamp) -> Self {
        Self::Waiting { attempts: 0, not_before: now }
    }

    /// Whether it may be sent now.
    pub fn is_due(self, now: Timestamp) -> bool {
        matches!(self, Self::Waiting { not_before, .. } if now >= not_before)
    }

    /// Whether nothing more can happen.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Accepted | Self::Refused { .. })
    }

    fn attempts(self) -> u32 {
        match self {
            Self::Waiting { attempts, .. } | Self::Sent { attempts } | Self::Parked { attempts } => attempts,
            Self::Accepted | Self::Refused { .. } => 0,
        }
    }
}

/// Whether the same bytes may be taken later: the other side is behind, fenced, has heard too much of the caller lately, or
/// did not know it.
pub fn may_come_right(code: ProblemCode) -> bool {
    matches!(code, ProblemCode::LogFenced | ProblemCode::Unauthenticated | ProblemCode::WrongState | ProblemCode::TooManyRequests)
}

/// Pause before the attempt that follows `attempts` failed ones: doubles from 1 second to 5 minutes, the upper
/// half of it spread by the jitter.
pub fn pause(attempts: u32, jitter: Jitter) -> SignedDuration {
    let doublings = attempts.saturating_sub(1).min(9);
    let full = PAUSE_MIN.as_millis() << doublings;
    let half = full.min(PAUSE_MAX.as_millis()) / 2;
    let spread = half * i128::from(jitter.0) / i128::from(u16::MAX);
    // At most 300 000 ms, so it always fits.
    let millis = i64::try_from(half + spread).unwrap_or(i64::MAX);
    SignedDuration::from_millis(millis).max(PAUSE_MIN)
}

/// The next state of a message. Total: an event that does not follow from the state changes nothing.
pub fn step(state: DeliveryState, event: DeliveryEvent, now: Timestamp, limits: &ClockLimits) -> DeliveryStep {
    use DeliveryState::{Accepted, Parked, Refused, Sent, Waiting};
    if state.is_final() {
        return unchanged(state);
    }
    match (state, event) {
        (_, DeliveryEvent::Accept) => moved(Accepted, false),
        (_, DeliveryEvent::Refuse(code, _)) if !may_come_right(code) => moved(Refused { code }, true),
        (Waiting { attempts, .. }, DeliveryEvent::Send) if state.is_due(now) => moved(Sent { attempts: attempts.saturating_add(1) }, false),
        (Sent { .. }, DeliveryEvent::Refuse(_, jitter) | DeliveryEvent::NoAnswer(jitter)) => failed(state, jitter, now, limits),
        (Parked { .. }, DeliveryEvent::Unpark) => moved(DeliveryState::new(now), false),
        _ => unchanged(state),
    }
}

fn failed(state: DeliveryState, jitter: Jitter, now: Timestamp, limits: &ClockLimits) -> DeliveryStep {
    let attempts = state.attempts();
    if attempts >= limits.park_after_attempts {
        return moved(DeliveryState::Parked { attempts }, true);
    }
    let not_before = now.checked_add(pause(attempts, jitter)).unwrap_or(Timestamp::MAX);
    moved(DeliveryState::Waiting { attempts, not_before }, false)
}

fn moved(state: DeliveryState, alarm: bool) -> DeliveryStep {
    DeliveryStep { state, alarm, repeated: false }
}

fn unchanged(state: DeliveryState) -> DeliveryStep {
    DeliveryStep { state, alarm: false, repeated: true }
}
