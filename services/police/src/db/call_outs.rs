//! Call-outs. The content is sealed here already: this file never sees it open.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{CaseCode, StaffRef, UnitId};

use super::{parsed, schema::call_outs};
use crate::domain::call_out::CallOutState;

/// A call-out as it is kept. Prints no content: there is none that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallOut {
    /// This agency's id of the case.
    pub case: Id,
    /// Code of the case.
    pub code: CaseCode,
    /// The unit whose staff may open it.
    pub unit: UnitId,
    /// Who began it.
    pub started_by: StaffRef,
    /// State.
    pub state: CallOutState,
    /// When it began.
    pub started_at: Timestamp,
    /// When the officer rang the duty desk, as told by a tap.
    pub rang_at: Option<Timestamp>,
    /// When something was last handed over.
    pub sent_at: Option<Timestamp>,
    /// Grows with every change of the content.
    pub revision: i64,
    /// The content, sealed with the key of the case.
    pub sealed: Vec<u8>,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = call_outs)]
struct Row {
    case_id: Id,
    code: String,
    unit: String,
    started_by: String,
    state: String,
    started_at: Micros,
    rang_at: Option<Micros>,
    sent_at: Option<Micros>,
    revision: i64,
    sealed: Vec<u8>,
}

impl Row {
    fn into_call_out(self) -> Result<CallOut> {
        Ok(CallOut {
            case: self.case_id,
            code: parsed(&self.code)?,
            unit: parsed(&self.unit)?,
            started_by: parsed(&self.started_by)?,
            state: parsed(&self.state)?,
            started_at: self.started_at.timestamp(),
            rang_at: self.rang_at.map(Micros::timestamp),
            sent_at: self.sent_at.map(Micros::timestamp),
            revision: self.revision,
            sealed: self.sealed,
        })
    }
}

/// Writes a new call-out.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, call_out: &CallOut) -> Result<()> {
    let row = Row {
        case_id: call_out.case,
        code: call_out.code.to_string(),
        unit: call_out.unit.to_string(),
        started_by: call_out.started_by.to_string(),
        state: call_out.state.to_string(),
        started_at: call_out.started_at.into(),
        rang_at: call_out.rang_at.map(Into::into),
        sent_at: call_out.sent_at.map(Into::into),
        revision: call_out.revision,
        sealed: call_out.sealed.clone(),
    };
    let query = diesel::insert_into(call_outs::table).values(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Writes state, moment of sending and content if nobody has written since they were read; whether it was so.
///
/// # Errors
/// [`store::Error`].
pub fn update(conn: &mut Conn, call_out: &CallOut) -> Result<bool> {
    let unchanged = call_outs::table.find(call_out.case).filter(call_outs::revision.eq(call_out.revision));
    let query = diesel::update(unchanged).set((
        call_outs::state.eq(call_out.state.code()),
        call_outs::sent_at.eq(call_out.sent_at.map(Micros::from)),
        call_outs::sealed.eq(&call_out.sealed),
        call_outs::revision.eq(call_out.revision + 1),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Writes that the duty desk was rung; the first time stays.
///
/// # Errors
/// [`store::Error`].
pub fn note_ring(conn: &mut Conn, case: Id, now: Timestamp) -> Result<()> {
    let first = call_outs::table.find(case).filter(call_outs::rang_at.is_null());
    let query = diesel::update(first).set(call_outs::rang_at.eq(Micros::from(now)));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The call-out with this code at this unit: another unit's is as unknown as none.
///
/// # Errors
/// [`store::Error`].
pub fn of_unit(conn: &mut Conn, code: &CaseCode, unit: &UnitId) -> Result<Option<CallOut>> {
    let query = call_outs::table
        .filter(call_outs::code.eq(code.to_string()))
        .filter(call_outs::unit.eq(unit.as_str()))
        .select(call_outs::all_columns);
    let row: Option<Row> = on!(conn, c => query.get_result(c).optional())?;
    row.map(Row::into_call_out).transpose()
}

/// The call-out of a case, whichever unit's.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Option<CallOut>> {
    let query = call_outs::table.find(case).select(call_outs::all_columns);
    let row: Option<Row> = on!(conn, c => query.get_result(c).optional())?;
    row.map(Row::into_call_out).transpose()
}

/// The unit's call-outs since a moment, the newest first.
///
/// # Errors
/// [`store::Error`].
pub fn since(conn: &mut Conn, unit: &UnitId, moment: Timestamp) -> Result<Vec<CallOut>> {
    let query = call_outs::table
        .filter(call_outs::unit.eq(unit.as_str()))
        .filter(call_outs::started_at.ge(Micros::from(moment)))
        .order(call_outs::started_at.desc())
        .limit(200)
        .select(call_outs::all_columns);
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(Row::into_call_out).collect()
}
