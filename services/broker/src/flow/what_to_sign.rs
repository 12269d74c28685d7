//! What somebody who approves must sign.

use jiff::civil::Date;
use store::Conn;
use wire::{EditionApproval, EditionId};

use super::{Broker, FlowError};
use crate::db;

/// The act to sign for a proposal: instead of the edition in force, from this Swedish day, with the broker's own time as
/// the moment of signing. None when there is no such proposal.
///
/// # Errors
/// [`FlowError`] of the database, and when no edition is in force.
pub async fn what_to_sign(broker: &Broker, id: &EditionId, takes_effect: Date) -> Result<Option<EditionApproval>, FlowError> {
    let (id, signed_at) = (id.clone(), broker.now());
    let read = move |conn: &mut Conn| {
        let Some(proposal) = db::proposals::find(conn, &id)? else { return Ok(None) };
        let replaces = db::editions::active_reference(conn)?.ok_or(FlowError::from(wire::ProblemCode::RulebookChanged))?;
        Ok(Some(EditionApproval { edition: proposal.reference, replaces, cases: proposal.cases_hash, takes_effect, signed_at }))
    };
    broker.db.try_read(read).await
}
