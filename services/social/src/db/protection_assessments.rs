//! Immediate protection assessments. None is ever changed.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{StaffRole, UnitId};

use super::{parsed, schema::protection_assessments};

/// An assessment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtectionAssessment {
    /// Id.
    pub id: Id,
    /// What it came to, sealed with the key of the case.
    pub sealed_outcome: Vec<u8>,
    /// Role of who made it.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
}

/// Writes one of a case.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, case: Id, made: &ProtectionAssessment, staff: &casework::Staff) -> Result<()> {
    let row = (
        protection_assessments::id.eq(made.id),
        protection_assessments::case_id.eq(case),
        protection_assessments::unit.eq(staff.unit.as_str()),
        protection_assessments::sealed_outcome.eq(&made.sealed_outcome),
        protection_assessments::staff.eq(staff.reference.as_str()),
        protection_assessments::role.eq(made.role.code()),
        protection_assessments::at.eq(Micros::from(made.at)),
    );
    let query = diesel::insert_into(protection_assessments::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Those of a case at one unit, the latest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, unit: &UnitId, case: Id) -> Result<Vec<ProtectionAssessment>> {
    let query = protection_assessments::table
        .filter(protection_assessments::case_id.eq(case))
        .filter(protection_assessments::unit.eq(unit.as_str()))
        .order((protection_assessments::at.desc(), protection_assessments::id.desc()))
        .select((
            protection_assessments::id,
            protection_assessments::sealed_outcome,
            protection_assessments::role,
            protection_assessments::at,
        ));
    let rows: Vec<(Id, Vec<u8>, String, Micros)> = on!(conn, c => query.load(c))?;
    let made = |(id, sealed_outcome, role, at): (Id, Vec<u8>, String, Micros)| {
        Ok(ProtectionAssessment { id, sealed_outcome, role: parsed(&role)?, at: at.timestamp() })
    };
    rows.into_iter().map(made).collect()
}
