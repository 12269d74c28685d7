//! What was said aloud in an emergency, without a value.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{Category, StaffRef, UnitId, value::CodeSet};

use super::{
    parsed,
    schema::{call_outs, emergency_disclosures},
};
use crate::domain::emergency_disclosure::{EmergencyDisclosure, ReviewOutcome, Told};

#[derive(Queryable, Selectable)]
#[diesel(table_name = emergency_disclosures)]
struct Row {
    id: Id,
    case_id: Id,
    to_unit: String,
    categories: String,
    necessity: String,
    told_at: Micros,
    staff: String,
    role: String,
    entered_at: Micros,
    reviewed_at: Option<Micros>,
    outcome: Option<String>,
}

impl Row {
    fn into_disclosure(self, code: &str) -> Result<EmergencyDisclosure> {
        let categories = self.categories.split(' ').map(parsed).collect::<Result<Vec<Category>>>()?;
        let outcome: Option<ReviewOutcome> = self.outcome.as_deref().map(parsed).transpose()?;
        Ok(EmergencyDisclosure {
            id: self.id,
            case: self.case_id,
            code: parsed(code)?,
            told: Told {
                to: parsed(&self.to_unit)?,
                categories: CodeSet::new(categories),
                necessity: parsed(&self.necessity)?,
                at: self.told_at.timestamp(),
            },
            staff: parsed(&self.staff)?,
            role: parsed(&self.role)?,
            entered_at: self.entered_at.timestamp(),
            review: outcome.zip(self.reviewed_at.map(Micros::timestamp)),
        })
    }
}

/// Writes a record.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, record: &EmergencyDisclosure) -> Result<()> {
    let categories: Vec<&str> = record.told.categories.codes().iter().map(|category| category.code()).collect();
    let row = (
        emergency_disclosures::id.eq(record.id),
        emergency_disclosures::case_id.eq(record.case),
        emergency_disclosures::to_unit.eq(record.told.to.to_string()),
        emergency_disclosures::categories.eq(categories.join(" ")),
        emergency_disclosures::necessity.eq(record.told.necessity.code()),
        emergency_disclosures::told_at.eq(Micros::from(record.told.at)),
        emergency_disclosures::staff.eq(record.staff.to_string()),
        emergency_disclosures::role.eq(record.role.code()),
        emergency_disclosures::entered_at.eq(Micros::from(record.entered_at)),
    );
    let query = diesel::insert_into(emergency_disclosures::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The records of a call-out, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<EmergencyDisclosure>> {
    let query = emergency_disclosures::table
        .inner_join(call_outs::table)
        .filter(emergency_disclosures::case_id.eq(case))
        .order((emergency_disclosures::told_at, emergency_disclosures::id));
    let rows: Vec<(Row, String)> = on!(conn, c => query.select((Row::as_select(), call_outs::code)).load(c))?;
    rows.into_iter().map(|(row, code)| row.into_disclosure(&code)).collect()
}

/// The records of a unit that nobody has reviewed, and those entered since a moment, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_unit(conn: &mut Conn, unit: &UnitId, since: Timestamp) -> Result<Vec<EmergencyDisclosure>> {
    let query = emergency_disclosures::table
        .inner_join(call_outs::table)
        .filter(call_outs::unit.eq(unit.as_str()))
        .filter(emergency_disclosures::reviewed_at.is_null().or(emergency_disclosures::entered_at.ge(Micros::from(since))))
        .order((emergency_disclosures::entered_at, emergency_disclosures::id));
    let rows: Vec<(Row, String)> = on!(conn, c => query.select((Row::as_select(), call_outs::code)).load(c))?;
    rows.into_iter().map(|(row, code)| row.into_disclosure(&code)).collect()
}

/// Writes a review; whether there was an unreviewed record that this reviewer did not enter. The first review stays.
///
/// # Errors
/// [`store::Error`].
pub fn review(conn: &mut Conn, id: Id, reviewer: &StaffRef, outcome: ReviewOutcome, now: Timestamp) -> Result<bool> {
    let open = emergency_disclosures::table
        .find(id)
        .filter(emergency_disclosures::reviewed_at.is_null())
        .filter(emergency_disclosures::staff.ne(reviewer.to_string()));
    let query = diesel::update(open).set((
        emergency_disclosures::reviewed_by.eq(reviewer.to_string()),
        emergency_disclosures::reviewed_at.eq(Micros::from(now)),
        emergency_disclosures::outcome.eq(outcome.code()),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}
