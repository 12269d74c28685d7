//! Taking a proposal back.

use jiff::Timestamp;
use store::Conn;
use wire::EditionId;

use super::{Broker, FlowError, VerbError};
use crate::{
    db,
    domain::proposal::{Proposal, ProposalState, check_withdrawal},
};

pub use crate::domain::proposal::WithdrawFault;

/// Why a proposal is not taken back.
pub type WithdrawError = VerbError<WithdrawFault>;

/// Takes a proposal back before it is in force. `by` is a login: the proposer's, a rule editor's or a lawyer's.
///
/// # Errors
/// [`WithdrawFault`]; nothing is changed then.
pub async fn withdraw(broker: &Broker, by: &str, id: &EditionId) -> Result<(), WithdrawError> {
    let (by, id, now) = (by.to_owned(), id.clone(), broker.now());
    let may = broker.works_at_the_rules(&by);
    broker.change("withdraw_proposal", move |conn| take_back(conn, &by, may, &id, now)).await
}

fn take_back(conn: &mut Conn, by: &str, may: bool, id: &EditionId, now: Timestamp) -> Result<(), WithdrawError> {
    let proposal = db::proposals::find(conn, id)?.ok_or(VerbError::Refused(WithdrawFault::NotFound))?;
    check_withdrawal(&proposal, by, may).map_err(VerbError::Refused)?;
    let was = proposal.state;
    let withdrawn =
        Proposal { state: ProposalState::Withdrawn, takes_effect: None, replaces: None, withdrawn: Some((by.to_owned(), now)), ..proposal };
    let first = db::proposals::update(conn, &withdrawn, was)?;
    if first { Ok(()) } else { Err(FlowError::Busy.into()) }
}
