//! For somebody at the operator's desk, beside a service that runs: no worker, no port.

mod copy_log_from;
mod explain_from;
mod reconcile_from;

use std::sync::Arc;

use rulebook::Edition;
use store::{Db, Failure, clock::SharedClock};

pub use copy_log_from::copy_log_from;
pub use explain_from::explain_from;
pub use reconcile_from::reconcile_from;

use crate::{
    AgencyConfig, Casework, CaseworkParts, ExplainProblem, Keyring, NoReception, ReconcileError, StartError, assemble::assemble,
    error::Fault,
};

/// Why nothing was done at the operator's desk.
#[derive(Debug, thiserror::Error)]
pub enum OperatorProblem {
    /// Configuration, keys or database.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The handover.
    #[error(transparent)]
    Explain(#[from] ExplainProblem),
    /// What was kept of the log does not reach from there to what was cosigned.
    #[error("this agency has not kept every leaf from {from} on: it keeps them since its witness first ran with this program")]
    NotKept {
        /// The leaf it was asked from.
        from: u64,
    },
    /// The witness has not followed this log yet.
    #[error("the witness has followed no checkpoint of this log yet")]
    NeverFollowed,
    /// The comparison with the log.
    #[error(transparent)]
    Reconcile(#[from] ReconcileError),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
}

impl Failure for OperatorProblem {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::Explain(problem) => problem.store_error(),
            Self::Reconcile(ReconcileError::Store(error)) => Some(error),
            Self::Start(_) | Self::Reconcile(_) | Self::Inside(_) | Self::NotKept { .. } | Self::NeverFollowed => None,
        }
    }
}

/// The library over the service's database and keys, with nothing started.
async fn beside(db: Db, clock: SharedClock, config: AgencyConfig) -> Result<Casework, OperatorProblem> {
    let keyring = Keyring::load(&config.keys, clock.now()).map_err(StartError::from)?;
    let parts = CaseworkParts { db, clock, config, keyring, reception: Arc::new(NoReception) };
    Ok(assemble(parts, Edition::all_shipped()).await?)
}
