//! The comparison with the log, on demand.

use jiff::Timestamp;
use store::{Db, clock::SharedClock};

use super::{OperatorProblem, beside};
use crate::{AgencyConfig, Reconciliation, exchange::reconcile};

/// Compares what an agency keeps with the log, both ways, as the service does at night: everything that is older than
/// `settled`, from where the last comparison ended, and what differed before. `db` has the service's schema.
///
/// # Errors
/// [`OperatorProblem`], also when the broker does not answer.
pub async fn reconcile_from(
    db: Db,
    clock: SharedClock,
    config: AgencyConfig,
    settled: Timestamp,
) -> Result<Reconciliation, OperatorProblem> {
    let casework = beside(db, clock, config).await?;
    Ok(reconcile(&casework, settled).await?)
}
