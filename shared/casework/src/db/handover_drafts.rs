//! What members of staff are putting together.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Error, ErrorKind, Id, Micros, Result, on};
use wire::{HandoverId, UnitAddress};

use super::{
    draft_schema::{draft_handovers, handover_drafts},
    parsed,
    schema::cases,
};
use crate::domain::{DraftId, DraftState, HandoverDraft};

#[derive(Queryable, Insertable)]
#[diesel(table_name = handover_drafts)]
struct Row {
    id: Id,
    case_id: Id,
    to_agency: String,
    to_board: String,
    to_unit: String,
    to_kind: String,
    purpose: String,
    phase: String,
    urgency: String,
    answers: Option<Id>,
    state: String,
    version: i32,
    staff: String,
    started_at: Micros,
    changed_at: Micros,
}

/// Writes a new draft.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, draft: &HandoverDraft) -> Result<()> {
    let row = Row {
        id: draft.id.0,
        case_id: draft.case,
        to_agency: draft.to.agency.to_string(),
        to_board: draft.to.board.to_string(),
        to_unit: draft.to.unit.to_string(),
        to_kind: draft.to_kind.to_string(),
        purpose: draft.purpose.to_string(),
        phase: draft.phase.to_string(),
        urgency: draft.urgency.to_string(),
        answers: draft.answers.map(|id| id.0.into()),
        state: draft.state.to_string(),
        version: version(draft.version)?,
        staff: draft.by.to_string(),
        started_at: draft.started_at.into(),
        changed_at: draft.changed_at.into(),
    };
    let query = diesel::insert_into(handover_drafts::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Raises the version of an open draft and sets its state; false when it has another version by now, or is not open.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn change(conn: &mut Conn, id: DraftId, from: u32, state: DraftState, now: Timestamp) -> Result<bool> {
    let row = handover_drafts::table
        .filter(handover_drafts::id.eq(id.0))
        .filter(handover_drafts::version.eq(version(from)?))
        .filter(handover_drafts::state.eq(DraftState::Open.code()));
    let query = diesel::update(row).set((
        handover_drafts::version.eq(version(from + 1)?),
        handover_drafts::state.eq(state.code()),
        handover_drafts::changed_at.eq(Micros::from(now)),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// The draft with this id.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, id: DraftId) -> Result<Option<HandoverDraft>> {
    let query = handover_drafts::table
        .inner_join(cases::table.on(cases::id.eq(handover_drafts::case_id)))
        .filter(handover_drafts::id.eq(id.0))
        .select((handover_drafts::all_columns, cases::code));
    let row: Option<(Row, String)> = on!(conn, c => query.get_result(c).optional())?;
    row.map(|(row, code)| row.into_draft(&code)).transpose()
}

/// The drafts of a case in every state, newest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<HandoverDraft>> {
    let query = handover_drafts::table
        .inner_join(cases::table.on(cases::id.eq(handover_drafts::case_id)))
        .filter(handover_drafts::case_id.eq(case))
        .order((handover_drafts::started_at.desc(), handover_drafts::id.desc()))
        .select((handover_drafts::all_columns, cases::code));
    let rows: Vec<(Row, String)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(row, code)| row.into_draft(&code)).collect()
}

/// Notes what became of a draft.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn note_handover(conn: &mut Conn, draft: DraftId, handover: HandoverId) -> Result<()> {
    let row = (draft_handovers::draft.eq(draft.0), draft_handovers::handover.eq(Id::from(handover.0)));
    let query = diesel::insert_into(draft_handovers::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The handovers a draft became.
///
/// # Errors
/// [`store::Error`].
pub fn handovers_of(conn: &mut Conn, draft: DraftId) -> Result<Vec<HandoverId>> {
    let query = draft_handovers::table
        .filter(draft_handovers::draft.eq(draft.0))
        .order(draft_handovers::handover)
        .select(draft_handovers::handover);
    let rows: Vec<Id> = on!(conn, c => query.load(c))?;
    Ok(rows.into_iter().map(|id| HandoverId(id.into())).collect())
}

/// The draft a handover was sent from.
///
/// # Errors
/// [`store::Error`].
pub fn of_handover(conn: &mut Conn, handover: HandoverId) -> Result<Option<DraftId>> {
    let query = draft_handovers::table.filter(draft_handovers::handover.eq(Id::from(handover.0))).select(draft_handovers::draft);
    let row: Option<Id> = on!(conn, c => query.get_result(c).optional())?;
    Ok(row.map(DraftId))
}

fn version(version: u32) -> Result<i32> {
    i32::try_from(version).map_err(|error| Error::new(ErrorKind::InvalidValue, error))
}

impl Row {
    fn into_draft(self, case_code: &str) -> Result<HandoverDraft> {
        let to = UnitAddress { agency: parsed(&self.to_agency)?, board: parsed(&self.to_board)?, unit: parsed(&self.to_unit)? };
        Ok(HandoverDraft {
            id: DraftId(self.id),
            case: self.case_id,
            case_code: parsed(case_code)?,
            to,
            to_kind: parsed(&self.to_kind)?,
            purpose: parsed(&self.purpose)?,
            phase: parsed(&self.phase)?,
            urgency: parsed(&self.urgency)?,
            answers: self.answers.map(|id| HandoverId(id.into())),
            state: parsed(&self.state)?,
            version: u32::try_from(self.version).map_err(|error| Error::new(ErrorKind::InvalidValue, error))?,
            by: parsed(&self.staff)?,
            started_at: self.started_at.timestamp(),
            changed_at: self.changed_at.timestamp(),
        })
    }
}
