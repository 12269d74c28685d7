//! The comparison with the log, at the operator's desk.

use casework::{OperatorProblem, Reconciliation};
use jiff::Timestamp;
use store::clock::SharedClock;

use crate::{Config, schema};

/// Compares what the service keeps with the broker's log, as it does by itself at night: everything older than `settled`.
///
/// # Errors
/// [`OperatorProblem`] says what to change.
pub async fn reconcile(config: &Config, clock: SharedClock, settled: Timestamp) -> Result<Reconciliation, OperatorProblem> {
    let db = config.database.open(schema()?).await?;
    casework::reconcile_from(db, clock, config.agency.clone(), settled).await
}
