//! Step 1 is written down.

use casework::{Casework, Staff};
use jiff::Timestamp;
use wire::CaseCode;

use super::{FlowError, Loaded};
use crate::domain::situation::Situation;

/// Writes what the officer sees.
///
/// # Errors
/// [`FlowError::NotFound`], [`FlowError::Meanwhile`]; those of the database.
pub async fn record_situation(
    casework: &Casework,
    code: CaseCode,
    situation: Situation,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("record_situation", move |conn| {
            let mut loaded = Loaded::read(conn, &door, &code, &staff)?;
            loaded.content.situation = situation.clone().after(&loaded.content.situation, now);
            loaded.write(conn, &door)
        })
        .await
}
