//! Another member of the unit goes on with a call-out, and says why.

use casework::{Casework, Staff};
use jiff::Timestamp;
use wire::CaseCode;

use super::FlowError;
use crate::{
    db::{call_outs, relations},
    domain::relation::Relation,
};

/// The relation of this member of staff to a call-out of the unit, if any.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn relation(casework: &Casework, code: CaseCode, staff: &Staff) -> Result<Option<Relation>, FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_read(move |conn| {
            let row = call_outs::of_unit(conn, &code, &staff.unit)?.ok_or(FlowError::NotFound)?;
            Ok(relations::find(conn, row.case, &staff.reference)?.map(|(relation, _)| relation))
        })
        .await
}

/// Writes why this member of staff works on a call-out. The first answer stays.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn join(casework: &Casework, code: CaseCode, relation: Relation, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("join_call_out", move |conn| {
            let row = call_outs::of_unit(conn, &code, &staff.unit)?.ok_or(FlowError::NotFound)?;
            Ok(relations::insert(conn, row.case, &staff.reference, relation, now)?)
        })
        .await
}
