//! A consent: active until it is withdrawn or its time is out. A wider consent is another consent.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// State of one consent at the broker. Withdrawn and expired are final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", deny_unknown_fields)]
pub enum ConsentState {
    /// May be used before `until`.
    Active {
        /// End of the consent, the first moment it can't be used.
        until: Timestamp,
    },
    /// Withdrawn while it was active.
    Withdrawn,
    /// Its time ran out.
    Expired,
}

/// What happens to a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConsentEvent {
    /// The person withdraws, to anybody and without a reason.
    Withdraw,
    /// Time passes.
    Clock,
}

/// What the broker does because of it, in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConsentEffect {
    /// Write `consent_withdrawn` into the log. Its index is w: no fetch under this consent lies above it.
    LogWithdrawal,
    /// Give [`crate::handover::HandoverEvent::Withdraw`] to every handover that refers to the consent.
    StopHandovers,
    /// Tell each recipient that holds content under it
    /// ([`crate::handover::HandoverState::holds_content`]): it must confirm. Others are told nothing.
    TellHolders,
}

/// State after an event, and what is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ConsentStep {
    /// The state now.
    pub state: ConsentState,
    /// In the order to be carried out.
    pub effects: Vec<ConsentEffect>,
    /// Nothing was new.
    pub repeated: bool,
}

wire::codes!(
    /// Whether a consent, or the weakest of several, may be used at a moment.
    Standing, "standing of a consent" {
        /// It may be used.
        Effective = "effective",
        /// Its time is out.
        Expired = "expired",
        /// It is withdrawn.
        Withdrawn = "withdrawn",
    }
);

impl Standing {
    /// The weakest of several: one withdrawn consent stops the whole. Of none at all: effective, for the rule
    /// book has already refused what needs a consent and has none.
    pub fn weakest(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().max().unwrap_or(Self::Effective)
    }
}

impl ConsentState {
    /// How it stands now, whether or not a clock has run since.
    pub fn standing(self, now: Timestamp) -> Standing {
        match self {
            Self::Active { until } if now < until => Standing::Effective,
            Self::Active { .. } | Self::Expired => Standing::Expired,
            Self::Withdrawn => Standing::Withdrawn,
        }
    }
}

/// The next state of a consent. Withdrawing twice, and withdrawing what has expired, is answered and changes
/// nothing: the person always hears that it is over.
pub fn step(state: ConsentState, event: ConsentEvent, now: Timestamp) -> ConsentStep {
    use ConsentEffect::{LogWithdrawal, StopHandovers, TellHolders};
    match (state.standing(now), event) {
        (Standing::Effective, ConsentEvent::Withdraw) => {
            ConsentStep { state: ConsentState::Withdrawn, effects: vec![LogWithdrawal, StopHandovers, TellHolders], repeated: false }
        }
        (Standing::Expired, _) => {
            ConsentStep { state: ConsentState::Expired, effects: Vec::new(), repeated: state == ConsentState::Expired }
        }
        (Standing::Effective, ConsentEvent::Clock) | (Standing::Withdrawn, _) => ConsentStep { state, effects: Vec::new(), repeated: true },
    }
}
