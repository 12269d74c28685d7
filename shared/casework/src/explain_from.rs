//! An explanation for somebody at the operator's desk, beside a service that runs: nothing is started.

use std::sync::Arc;

use jiff::Timestamp;
use rulebook::Edition;
use store::{Conn, Db, Failure, clock::SharedClock};
use wire::{Category, HandoverId, StaffRole, UnitId};

use crate::{
    AgencyConfig, CaseworkParts, ExplainProblem, Explained, Keyring, NoReception, StartError,
    assemble::assemble,
    db::{access_entries, handovers, staff},
    domain::{Staff, ViewPurpose},
    error::Fault,
    start::new_reference,
};

/// Login of the tool in the table of staff: nobody can log in by it.
const LOGIN: &str = "tool:explain";

/// Why nothing was explained at the operator's desk.
#[derive(Debug, thiserror::Error)]
pub enum OperatorProblem {
    /// Configuration, keys or database.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The handover.
    #[error(transparent)]
    Explain(#[from] ExplainProblem),
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
            Self::Start(_) | Self::Inside(_) => None,
        }
    }
}

/// Explains a handover of an agency from its database and keys, without a worker, a port or a call to anybody. `db` has the
/// service's schema. That the operator looked is in the access log.
///
/// # Errors
/// See [`OperatorProblem`].
pub async fn explain_from(db: Db, clock: SharedClock, config: AgencyConfig, handover: HandoverId) -> Result<Explained, OperatorProblem> {
    let now = clock.now();
    let keyring = Keyring::load(&config.keys, now).map_err(StartError::from)?;
    let unit = config.unit.clone();
    let parts = CaseworkParts { db, clock, config, keyring, reception: Arc::new(NoReception) };
    let casework = assemble(parts, Edition::all_shipped()).await?;
    let own = casework.clone();
    let explained = casework.db().try_write("operator_explain", move |conn| -> Result<_, OperatorProblem> {
        let explained = own.explain(conn, handover)?;
        note_view(conn, &explained, &unit, now)?;
        Ok(explained)
    });
    explained.await
}

fn note_view(conn: &mut Conn, explained: &Explained, unit: &UnitId, now: Timestamp) -> Result<(), OperatorProblem> {
    let found = handovers::find(conn, explained.handover)?.ok_or(ExplainProblem::NotFound)?;
    let new = Staff { reference: new_reference(now)?, name: "stafett explain".to_owned(), role: StaffRole::Operator, unit: unit.clone() };
    let operator = staff::of_tool(conn, LOGIN, &new)?;
    let seen: Vec<Category> = explained.categories();
    access_entries::insert(conn, found.case, Some(found.id), &operator, ViewPurpose::Explain, &seen, now)?;
    Ok(())
}
