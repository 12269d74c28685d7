//! Recorded outcomes of risk assessments. What came out is sealed; the rest says whose, when and by whom.

use diesel::prelude::*;
use jiff::{Timestamp, civil::Date};
use store::{Conn, Id, Micros, Result, on};
use wire::{StaffRef, StaffRole, Subject, SubjectId, UnitId};

use super::{
    parsed, parsed_option,
    schema::{risks, subjects},
};
use crate::domain::{Replacing, RiskId};

/// An outcome as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRisk {
    /// Id.
    pub id: RiskId,
    /// The case.
    pub case: Id,
    /// Whom it concerns.
    pub subject: Subject,
    /// The unit it was recorded at.
    pub unit: UnitId,
    /// Day of the assessment.
    pub assessed_on: Date,
    /// Role of who assessed.
    pub assessor: StaffRole,
    /// What came out, sealed with the key of the case.
    pub sealed_outcome: Vec<u8>,
    /// Who wrote it down.
    pub recorded_by: StaffRef,
    /// In which role.
    pub recorded_role: StaffRole,
    /// When.
    pub recorded_at: Timestamp,
    /// The earlier one that it takes the place of, and how.
    pub replaces: Option<(RiskId, Replacing)>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = risks)]
struct Row {
    id: Id,
    case_id: Id,
    subject: Id,
    unit: String,
    assessed_on: String,
    assessor: String,
    sealed_outcome: Vec<u8>,
    recorded_by: String,
    recorded_role: String,
    recorded_at: Micros,
    replaces: Option<Id>,
    replaces_by: Option<String>,
}

impl Row {
    fn into_risk(self, role: &str) -> Result<KeptRisk> {
        let how = parsed_option(self.replaces_by.as_deref())?;
        Ok(KeptRisk {
            id: RiskId(self.id),
            case: self.case_id,
            subject: Subject { id: SubjectId(self.subject.into()), role: parsed(role)? },
            unit: parsed(&self.unit)?,
            assessed_on: parsed(&self.assessed_on)?,
            assessor: parsed(&self.assessor)?,
            sealed_outcome: self.sealed_outcome,
            recorded_by: parsed(&self.recorded_by)?,
            recorded_role: parsed(&self.recorded_role)?,
            recorded_at: self.recorded_at.timestamp(),
            replaces: self.replaces.map(RiskId).zip(how),
        })
    }
}

/// Writes one. A second one in the place of the same earlier one is refused by the database.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, risk: &KeptRisk) -> Result<()> {
    let row = Row {
        id: risk.id.0,
        case_id: risk.case,
        subject: risk.subject.id.0.into(),
        unit: risk.unit.to_string(),
        assessed_on: risk.assessed_on.to_string(),
        assessor: risk.assessor.to_string(),
        sealed_outcome: risk.sealed_outcome.clone(),
        recorded_by: risk.recorded_by.to_string(),
        recorded_role: risk.recorded_role.to_string(),
        recorded_at: risk.recorded_at.into(),
        replaces: risk.replaces.map(|(replaced, _)| replaced.0),
        replaces_by: risk.replaces.map(|(_, how)| how.to_string()),
    };
    let query = diesel::insert_into(risks::table).values(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Those of a case, newest first, also those that were replaced.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<KeptRisk>> {
    let query = risks::table
        .inner_join(subjects::table.on(subjects::id.eq(risks::subject)))
        .filter(risks::case_id.eq(case))
        .order((risks::recorded_at.desc(), risks::id.desc()))
        .select((risks::all_columns, subjects::role));
    let rows: Vec<(Row, String)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(row, role)| row.into_risk(&role)).collect()
}
