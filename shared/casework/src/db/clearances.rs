//! What the lead of an investigation is asked to clear.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{StaffRole, UnitAddress};

use super::{draft_schema::clearances, kept_fields::clearance_fields, parsed, parsed_option, schema::cases};
use crate::domain::{Clearance, ClearanceId, ClearanceState, DraftId, Staff};

#[derive(Queryable, Insertable)]
#[diesel(table_name = clearances)]
struct Row {
    id: Id,
    case_id: Id,
    draft: Option<Id>,
    to_agency: String,
    to_board: String,
    to_unit: String,
    asked_by: String,
    asked_at: Micros,
    state: String,
    answered_by: Option<String>,
    answered_role: Option<String>,
    answered_at: Option<Micros>,
    sealed_reason: Option<Vec<u8>>,
}

/// Writes a question that waits.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, clearance: &Clearance) -> Result<()> {
    let row = Row {
        id: clearance.id.0,
        case_id: clearance.case,
        draft: clearance.draft.map(|draft| draft.0),
        to_agency: clearance.to.agency.to_string(),
        to_board: clearance.to.board.to_string(),
        to_unit: clearance.to.unit.to_string(),
        asked_by: clearance.asked_by.to_string(),
        asked_at: clearance.asked_at.into(),
        state: ClearanceState::Waiting.to_string(),
        answered_by: None,
        answered_role: None,
        answered_at: None,
        sealed_reason: None,
    };
    let query = diesel::insert_into(clearances::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Writes the answer to a question that waits; false when somebody was first.
///
/// # Errors
/// [`store::Error`]; `CheckViolation` when the asker answers: the database holds that too.
pub(crate) fn answer(
    conn: &mut Conn,
    id: ClearanceId,
    state: ClearanceState,
    staff: &Staff,
    sealed_reason: &[u8],
    now: Timestamp,
) -> Result<bool> {
    let row = clearances::table.filter(clearances::id.eq(id.0)).filter(clearances::state.eq(ClearanceState::Waiting.code()));
    let query = diesel::update(row).set((
        clearances::state.eq(state.code()),
        clearances::answered_by.eq(Some(staff.reference.as_str())),
        clearances::answered_role.eq(Some(StaffRole::InvestigationLead.code())),
        clearances::answered_at.eq(Some(Micros::from(now))),
        clearances::sealed_reason.eq(Some(sealed_reason)),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Notes that what was cleared has been sent: a clearance is for one message.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn spend(conn: &mut Conn, id: ClearanceId) -> Result<()> {
    let row = clearances::table.filter(clearances::id.eq(id.0)).filter(clearances::state.eq(ClearanceState::Cleared.code()));
    let query = diesel::update(row).set(clearances::state.eq(ClearanceState::Spent.code()));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// A question by its id.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, id: ClearanceId) -> Result<Option<Clearance>> {
    let query = clearances::table
        .inner_join(cases::table.on(cases::id.eq(clearances::case_id)))
        .filter(clearances::id.eq(id.0))
        .select((clearances::all_columns, cases::code));
    let row: Option<(Row, String)> = on!(conn, c => query.get_result(c).optional())?;
    row.map(|(row, code)| row.into_clearance(conn, &code)).transpose()
}

/// What waits for the leads of this agency, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn waiting(conn: &mut Conn) -> Result<Vec<Clearance>> {
    let query = clearances::table
        .inner_join(cases::table.on(cases::id.eq(clearances::case_id)))
        .filter(clearances::state.eq(ClearanceState::Waiting.code()))
        .order((clearances::asked_at, clearances::id))
        .select((clearances::all_columns, cases::code));
    let rows: Vec<(Row, String)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(row, code)| row.into_clearance(conn, &code)).collect()
}

/// The questions of a case, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<Clearance>> {
    let query = clearances::table
        .inner_join(cases::table.on(cases::id.eq(clearances::case_id)))
        .filter(clearances::case_id.eq(case))
        .order((clearances::asked_at, clearances::id))
        .select((clearances::all_columns, cases::code));
    let rows: Vec<(Row, String)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(row, code)| row.into_clearance(conn, &code)).collect()
}

impl Row {
    fn into_clearance(self, conn: &mut Conn, case_code: &str) -> Result<Clearance> {
        let categories = clearance_fields::of(conn, self.id)?.into_iter().map(|field| field.category).collect();
        let to = UnitAddress { agency: parsed(&self.to_agency)?, board: parsed(&self.to_board)?, unit: parsed(&self.to_unit)? };
        Ok(Clearance {
            id: ClearanceId(self.id),
            case: self.case_id,
            case_code: parsed(case_code)?,
            draft: self.draft.map(DraftId),
            to,
            categories,
            asked_by: parsed(&self.asked_by)?,
            asked_at: self.asked_at.timestamp(),
            state: parsed(&self.state)?,
            answered_by: parsed_option(self.answered_by.as_deref())?,
            answered_at: self.answered_at.map(|at| at.timestamp()),
        })
    }
}
