//! Taking a proposal back.

use wire::EditionId;

use super::{Broker, FlowError};
use crate::domain::proposal::ProposalState;

/// Why a proposal is not taken back.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// There is no such proposal.
    #[error("there is no such proposal")]
    NotFound,
    /// Neither its proposer nor somebody who signs editions.
    #[error("only the proposer, a rule editor or a lawyer takes a proposal back")]
    NotAllowed,
    /// It is in force, was, or was taken back before.
    #[error("the proposal is {0}")]
    State(ProposalState),
    /// Something else stands in the way.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Takes a proposal back before it is in force. `by` is a login: the proposer's, a rule editor's or a lawyer's.
///
/// # Errors
/// [`WithdrawError`]; nothing is changed then.
pub async fn withdraw(broker: &Broker, by: &str, id: &EditionId) -> Result<(), WithdrawError> {
    let _ = (broker, by, id);
    Err(FlowError::Stopped.into())
}
