//! The officer asks the lead of the investigation about a field that waits for the lead.

use casework::{Casework, ClearanceProblem, ClearanceState, NextStep, Staff, clearances};
use jiff::Timestamp;
use store::{Conn, Id};
use wire::{CaseCode, Category};

use super::{FlowError, Loaded, preview_handover};

/// Asks the lead about a field of the preview. Asked and not answered yet, it is not asked again.
///
/// # Errors
/// [`FlowError::NothingToAsk`] when the field does not wait for the lead; [`FlowError::NotFound`],
/// [`FlowError::NoRelation`]; those of the database.
pub async fn ask(casework: &Casework, code: CaseCode, category: Category, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("ask_clearance", move |conn| {
            let loaded = Loaded::read(conn, &door, &code, &staff)?;
            let made = preview_handover::make(conn, &door, loaded, now)?;
            if made.asked.contains(&category) {
                return Ok(());
            }
            let waits = |row: &&casework::Row| row.category == category && row.step == Some(NextStep::AskLead);
            let places: Vec<u32> = made.preview.stays.iter().filter(waits).map(|row| row.n).collect();
            if places.is_empty() {
                return Err(FlowError::NothingToAsk);
            }
            let case = &made.loaded.case;
            door.ask_clearance_for(conn, case, &made.draft, &places, &staff, now).map(drop).map_err(|problem| match problem {
                ClearanceProblem::NothingToClear => FlowError::NothingToAsk,
                ClearanceProblem::Store(error) => FlowError::Store(error),
                other => FlowError::Inside(other.to_string()),
            })
        })
        .await
}

/// The categories of a case that the lead has been asked about and has not answered.
pub(super) fn asked(conn: &mut Conn, case: Id) -> Result<Vec<Category>, FlowError> {
    let waiting = clearances::of_case(conn, case)?.into_iter().filter(|clearance| clearance.state == ClearanceState::Waiting);
    Ok(waiting.flat_map(|clearance| clearance.categories).collect())
}
