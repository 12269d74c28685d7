//! Taking in what approvers have signed.

use jiff::civil::Date;
use wire::EditionId;

use super::{Broker, FlowError};
use crate::domain::proposal::ProposalState;

/// Why an approval is not taken. Each is worded for the person who signed.
#[derive(Debug, thiserror::Error)]
pub enum ApproveError {
    /// There is no such proposal.
    #[error("there is no such proposal")]
    NotFound,
    /// It is approved, in force, replaced or withdrawn.
    #[error("the proposal is {0}")]
    State(ProposalState),
    /// Nobody with this login is among those whose approvals count.
    #[error("no key is pinned for this login")]
    NoSigner,
    /// What was handed in is no signed approval.
    #[error("this is no signed approval")]
    NotAnApproval,
    /// Signed with another key than the one pinned for this login.
    #[error("signed with another key than the one pinned for this login")]
    OtherKey,
    /// The signature does not fit the bytes.
    #[error("the signature does not hold")]
    BadSignature,
    /// Signed for an edition with another id.
    #[error("signed for the edition {0}")]
    OtherEdition(EditionId),
    /// Signed for other bytes under this id.
    #[error("signed for other bytes than those that are proposed")]
    OtherBytes,
    /// Signed for other cases.
    #[error("signed for other cases than those that are proposed")]
    OtherCases,
    /// It was compared with an edition that is not in force (any more).
    #[error("compared with another edition than {active}, which is in force")]
    OtherReplaced {
        /// The edition in force.
        active: EditionId,
    },
    /// An edition with a later id is in force: this proposal can't be activated any more.
    #[error("the id does not come after {active}, which is in force")]
    IdNotLater {
        /// The edition in force.
        active: EditionId,
    },
    /// Its first day is past.
    #[error("the first day {day} is past")]
    DayPast {
        /// The day that was signed.
        day: Date,
    },
    /// Another first day than the other person has signed.
    #[error("the other approval is for {first}")]
    OtherDay {
        /// The day of the first approval.
        first: Date,
    },
    /// So many cases do not pass.
    #[error("{failed} cases do not pass")]
    CasesFail {
        /// How many.
        failed: usize,
    },
    /// The same person has signed before: it takes two.
    #[error("the same person has approved before")]
    SamePerson,
    /// Both would be rule editors: one must be a lawyer.
    #[error("one of the two must be a lawyer")]
    NeedsLawyer,
    /// Something else stands in the way.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Takes the signed approval of whoever has this login: `envelope` is the JSON of a `wire::Envelope` around a
/// `wire::EditionApproval`. Gives the state the proposal has then: still under review after the first, approved after the
/// second.
///
/// # Errors
/// [`ApproveError`]; nothing is kept then.
pub async fn approve(broker: &Broker, by: &str, id: &EditionId, envelope: &[u8]) -> Result<ProposalState, ApproveError> {
    let _ = (broker, by, id, envelope);
    Err(FlowError::Stopped.into())
}
