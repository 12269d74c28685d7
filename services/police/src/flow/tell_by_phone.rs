//! What was said aloud in an emergency is entered afterwards, and reviewed by somebody else.

use casework::{Casework, Staff};
use jiff::{SignedDuration, Timestamp};
use store::{Id, events};
use wire::CaseCode;

use super::{FlowError, Loaded};
use crate::{
    db::emergency_disclosures,
    domain::emergency_disclosure::{EmergencyDisclosure, ReviewOutcome, Told},
    reception::stream_of,
};

/// How far back the reviewer's list shows what is reviewed.
const SHOWN: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Writes what this member of staff said. Nothing is sent.
///
/// # Errors
/// [`FlowError::NotFound`], [`FlowError::NoRelation`]; those of the database.
pub async fn enter(casework: &Casework, code: CaseCode, told: Told, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("enter_emergency_disclosure", move |conn| {
            let loaded = Loaded::read(conn, &door, &code, &staff)?;
            let record = EmergencyDisclosure {
                id: Id::generate(now),
                case: loaded.case.id,
                code,
                told: told.clone(),
                staff: staff.reference.clone(),
                role: staff.role,
                entered_at: now,
                review: None,
            };
            emergency_disclosures::insert(conn, &record)?;
            events::append(conn, &stream_of(&loaded.row.unit), "emergency_disclosure_entered", &code.to_string(), now)?;
            Ok(())
        })
        .await
}

/// What waits for a review in the unit, and what was entered in the last thirty days.
///
/// # Errors
/// Those of the database.
pub async fn of_unit(casework: &Casework, staff: &Staff, now: Timestamp) -> Result<Vec<EmergencyDisclosure>, FlowError> {
    let unit = staff.unit.clone();
    Ok(casework.db().read(move |conn| emergency_disclosures::of_unit(conn, &unit, now - SHOWN)).await?)
}

/// Writes a review of a record of the own unit that somebody else entered. The first stays.
///
/// # Errors
/// [`FlowError::NotFound`] for another unit's; [`FlowError::NothingToReview`]; those of the database.
pub async fn review(casework: &Casework, id: Id, outcome: ReviewOutcome, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("review_emergency_disclosure", move |conn| {
            let of_unit = emergency_disclosures::of_unit(conn, &staff.unit, now - SHOWN)?;
            if !of_unit.iter().any(|record| record.id == id) {
                return Err(FlowError::NotFound);
            }
            match emergency_disclosures::review(conn, id, &staff.reference, outcome, now)? {
                true => Ok(()),
                false => Err(FlowError::NothingToReview),
            }
        })
        .await
}
