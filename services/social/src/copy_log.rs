//! What was kept of the log, at the operator's desk.

use casework::OperatorProblem;
use store::clock::SharedClock;
use wire::LogCopy;

use crate::{Config, schema};

/// Copies what the service has kept of the broker's log from a leaf on, for a broker that was set back to an old copy.
///
/// # Errors
/// [`OperatorProblem`] says what to change.
pub async fn copy_log(config: &Config, clock: SharedClock, from: u64) -> Result<LogCopy, OperatorProblem> {
    let db = config.database.open(schema()?).await?;
    casework::copy_log_from(db, clock, config.agency.clone(), from).await
}
