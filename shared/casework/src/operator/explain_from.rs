//! An explanation for somebody at the operator's desk, beside a service that runs: nothing is started.

use jiff::Timestamp;
use store::{Conn, Db, clock::SharedClock};
use wire::{Category, HandoverId, StaffRole, UnitId};

use super::{OperatorProblem, beside};
use crate::{
    AgencyConfig, ExplainProblem, Explained,
    db::{access_entries, handovers, staff},
    domain::{Staff, ViewPurpose},
    start::new_reference,
};

/// Login of the tool in the table of staff: nobody can log in by it.
const LOGIN: &str = "tool:explain";

/// Explains a handover of an agency from its database and keys, without a worker, a port or a call to anybody. `db` has the
/// service's schema. That the operator looked is in the access log.
///
/// # Errors
/// See [`OperatorProblem`].
pub async fn explain_from(db: Db, clock: SharedClock, config: AgencyConfig, handover: HandoverId) -> Result<Explained, OperatorProblem> {
    let (now, unit) = (clock.now(), config.unit.clone());
    let casework = beside(db, clock, config).await?;
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
