//! How far the desk has come with each report of concern.

use diesel::prelude::*;
use store::{Conn, Id, Micros, Result, on};
use wire::HandoverId;

use super::{parsed, parsed_option, schema::concern_steps};
use crate::domain::{ConcernSteps, Documented};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = concern_steps, treat_none_as_null = true)]
struct Row {
    handover_id: Id,
    protection_at: Option<Micros>,
    protection_by: Option<String>,
    protection_role: Option<String>,
    decided_at: Option<Micros>,
    decided_by: Option<String>,
    feedback_asked: bool,
    feedback_at: Option<Micros>,
    feedback_by: Option<String>,
}

impl Row {
    fn of(steps: &ConcernSteps) -> Self {
        let at = |step: Option<&Documented>| step.map(|step| Micros::from(step.at));
        let by = |step: Option<&Documented>| step.map(|step| step.by.to_string());
        let (protection, decision) = (steps.protection.as_ref(), steps.decided.as_ref());
        Self {
            handover_id: steps.handover.0.into(),
            protection_at: at(protection.map(|(step, _)| step)),
            protection_by: by(protection.map(|(step, _)| step)),
            protection_role: protection.map(|(_, role)| role.to_string()),
            decided_at: at(decision),
            decided_by: by(decision),
            feedback_asked: steps.feedback_asked,
            feedback_at: at(steps.feedback.as_ref()),
            feedback_by: by(steps.feedback.as_ref()),
        }
    }

    fn into_steps(self) -> Result<ConcernSteps> {
        Ok(ConcernSteps {
            handover: HandoverId(self.handover_id.into()),
            protection: documented(self.protection_at, self.protection_by.as_deref())?.zip(parsed_option(self.protection_role.as_deref())?),
            decided: documented(self.decided_at, self.decided_by.as_deref())?,
            feedback_asked: self.feedback_asked,
            feedback: documented(self.feedback_at, self.feedback_by.as_deref())?,
        })
    }
}

fn documented(at: Option<Micros>, by: Option<&str>) -> Result<Option<Documented>> {
    at.zip(by).map(|(at, by)| Ok(Documented { at: at.timestamp(), by: parsed(by)? })).transpose()
}

/// Keeps the steps as they stand.
///
/// # Errors
/// [`store::Error`].
pub fn save(conn: &mut Conn, steps: &ConcernSteps) -> Result<()> {
    let row = Row::of(steps);
    let query = diesel::insert_into(concern_steps::table).values(&row).on_conflict(concern_steps::handover_id).do_update().set(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The steps of a report of concern; none documented when there is no row.
///
/// # Errors
/// [`store::Error`].
pub fn of(conn: &mut Conn, handover: HandoverId) -> Result<ConcernSteps> {
    let query = concern_steps::table.find(Id::from(handover.0));
    let row: Option<Row> = on!(conn, c => query.select(Row::as_select()).first(c).optional())?;
    row.map_or_else(|| Ok(ConcernSteps::none(handover)), Row::into_steps)
}
