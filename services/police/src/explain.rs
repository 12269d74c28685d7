//! An explanation at the operator's desk.

use casework::{Explained, OperatorProblem};
use store::clock::SharedClock;
use wire::HandoverId;

use crate::{Config, schema};

/// Explains a handover from the service's database and keys. Nothing is started; that it was looked at is in the access log.
///
/// # Errors
/// [`OperatorProblem`] says what to change.
pub async fn explain(config: &Config, clock: SharedClock, handover: HandoverId) -> Result<Explained, OperatorProblem> {
    let db = config.database.open(schema()?).await?;
    casework::explain_from(db, clock, config.agency.clone(), handover).await
}
