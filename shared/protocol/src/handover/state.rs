//! The states of a handover.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wire::{DeclineReason, ProblemCode, RejectCode, StaffRole, UnitId};

use crate::{Basis, Terms};

wire::codes!(
    /// A state without what it holds: for tables, filters and word keys.
    StateCode, "state of a handover" {
        /// Written, not sent.
        Drafted = "drafted",
        /// Sealed and sent, not decided.
        Offered = "offered",
        /// The broker let nothing of it go. Final.
        Refused = "refused",
        /// May be fetched.
        Released = "released",
        /// The recipient has the sealed bytes.
        Fetched = "fetched",
        /// The recipient's machine opened and stored it.
        Received = "received",
        /// The recipient's machine could not. Final.
        Rejected = "rejected",
        /// A person owns it.
        Acknowledged = "acknowledged",
        /// A unit has taken it over. Final.
        TakenOver = "taken_over",
        /// A person declined. Final.
        Declined = "declined",
        /// It belongs to another unit; the sender sends anew. Final.
        Redirected = "redirected",
        /// A consent was withdrawn before it was fetched. Final.
        Withdrawn = "withdrawn",
        /// Nobody fetched it in time. Final; never by a duty.
        Expired = "expired",
        /// The sender took it back before it was fetched. Final.
        Recalled = "recalled",
    }
);

wire::codes!(
    /// Who has been paged about a parcel that waits too long.
    Paging, "paging" {
        /// Nobody.
        Nobody = "nobody",
        /// The recipient.
        Recipient = "recipient",
        /// Both.
        Both = "both",
    }
);

/// A parcel that may be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Released {
    /// Ground and last moment.
    pub terms: Terms,
    /// Unfetched since.
    pub since: Timestamp,
    /// Who has been paged.
    pub paging: Paging,
}

/// A parcel that was fetched and not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fetched {
    /// The ground.
    pub basis: Basis,
    /// Unanswered since.
    pub since: Timestamp,
    /// Who has been paged.
    pub paging: Paging,
}

/// State of a handover. Serialises to a small JSON object with `state` for a column of its own;
/// [`HandoverState::code`] is for the column that is searched.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "each state is described at its code")]
pub enum HandoverState {
    Drafted,
    Offered { terms: Terms },
    Refused,
    Released(Released),
    Fetched(Fetched),
    Received,
    Rejected { code: RejectCode },
    Acknowledged { role: StaffRole },
    TakenOver { unit: UnitId, acknowledged: StaffRole },
    Declined { reason: DeclineReason, acknowledged: Option<StaffRole> },
    Redirected { unit: UnitId, acknowledged: Option<StaffRole> },
    Withdrawn,
    Expired,
    Recalled,
}

impl HandoverState {
    /// A parcel that waits, as a recipient's copy begins.
    pub fn released(terms: Terms, since: Timestamp) -> Self {
        Self::Released(Released { terms, since, paging: Paging::Nobody })
    }

    /// The state without what it holds.
    pub const fn code(&self) -> StateCode {
        match self {
            Self::Drafted => StateCode::Drafted,
            Self::Offered { .. } => StateCode::Offered,
            Self::Refused => StateCode::Refused,
            Self::Released(_) => StateCode::Released,
            Self::Fetched(_) => StateCode::Fetched,
            Self::Received => StateCode::Received,
            Self::Rejected { .. } => StateCode::Rejected,
            Self::Acknowledged { .. } => StateCode::Acknowledged,
            Self::TakenOver { .. } => StateCode::TakenOver,
            Self::Declined { .. } => StateCode::Declined,
            Self::Redirected { .. } => StateCode::Redirected,
            Self::Withdrawn => StateCode::Withdrawn,
            Self::Expired => StateCode::Expired,
            Self::Recalled => StateCode::Recalled,
        }
    }

    /// Whether nothing more can happen.
    pub const fn is_final(&self) -> bool {
        self.code().is_final()
    }

    /// Whether the recipient holds content in the clear: it is told of a later withdrawal and must confirm.
    /// A fetched parcel counts, for it may be opened at any moment.
    pub const fn holds_content(&self) -> bool {
        use StateCode::{Acknowledged, Declined, Fetched, Received, Redirected, TakenOver};
        matches!(self.code(), Fetched | Received | Acknowledged | TakenOver | Declined | Redirected)
    }

    /// What a recipient that fetches is answered when there is nothing to hand over; `None` when there is.
    /// Withdrawn, expired, recalled and refused sound alike: a “no” must not become known to the addressee.
    pub const fn fetch_problem(&self) -> Option<ProblemCode> {
        if self.code().is_fetched() { None } else { Some(ProblemCode::NotFound) }
    }
}

impl StateCode {
    /// Whether nothing more can happen.
    pub const fn is_final(self) -> bool {
        use StateCode::{Declined, Redirected, Rejected, TakenOver};
        self.is_gone() || matches!(self, Rejected | TakenOver | Declined | Redirected)
    }

    /// Whether it ended before it was fetched.
    pub const fn is_gone(self) -> bool {
        use StateCode::{Expired, Recalled, Refused, Withdrawn};
        matches!(self, Refused | Withdrawn | Expired | Recalled)
    }

    /// Whether the recipient has fetched it.
    pub const fn is_fetched(self) -> bool {
        use StateCode::{Drafted, Offered, Released};
        !self.is_gone() && !matches!(self, Drafted | Offered | Released)
    }
}
