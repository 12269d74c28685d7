//! What somebody who approves must sign.

use jiff::civil::Date;
use wire::{EditionApproval, EditionId};

use super::{Broker, FlowError};

/// The act to sign for a proposal: instead of the edition in force, from this Swedish day, with the broker's own time as
/// the moment of signing. None when there is no such proposal.
///
/// # Errors
/// [`FlowError`] of the database, and when no edition is in force.
pub async fn what_to_sign(broker: &Broker, id: &EditionId, takes_effect: Date) -> Result<Option<EditionApproval>, FlowError> {
    let _ = (broker, id, takes_effect);
    Err(FlowError::Stopped)
}
