//! Parcels that were announced: headers only.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{CaseCode, HandoverId, Notice, Purpose, UnitId, Urgency};

use super::{parsed, parsed_option, schema::arrivals};
use crate::domain::ArrivalState;

/// The code of one that the broker did not know.
const NOT_FOUND: &str = "not-found";

/// A parcel that was announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The handover.
    pub handover: HandoverId,
    /// Code of the case.
    pub case_code: Option<CaseCode>,
    /// The receiving unit.
    pub unit: Option<UnitId>,
    /// What for.
    pub purpose: Option<Purpose>,
    /// How soon.
    pub urgency: Option<Urgency>,
    /// When the notice came.
    pub announced_at: Timestamp,
    /// Where it stands.
    pub state: ArrivalState,
    /// Why it could not be opened.
    pub code: Option<String>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = arrivals)]
struct Row {
    handover: Id,
    case_code: Option<String>,
    unit: Option<String>,
    purpose: Option<String>,
    urgency: Option<String>,
    announced_at: Micros,
    state: String,
    code: Option<String>,
}

impl Row {
    fn into_arrival(self) -> Result<Arrival> {
        Ok(Arrival {
            handover: HandoverId(self.handover.into()),
            case_code: parsed_option(self.case_code.as_deref())?,
            unit: parsed_option(self.unit.as_deref())?,
            purpose: parsed_option(self.purpose.as_deref())?,
            urgency: parsed_option(self.urgency.as_deref())?,
            announced_at: self.announced_at.timestamp(),
            state: parsed(&self.state)?,
            code: self.code,
        })
    }
}

/// Notes an announced parcel, once; says whether it is news.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn announce(conn: &mut Conn, handover: HandoverId, notice: &Notice, now: Timestamp) -> Result<bool> {
    let row = Row {
        handover: handover.0.into(),
        case_code: notice.case_code.map(String::from),
        unit: notice.unit.as_ref().map(ToString::to_string),
        purpose: notice.purpose.map(|purpose| purpose.to_string()),
        urgency: notice.urgency.map(|urgency| urgency.to_string()),
        announced_at: now.into(),
        state: ArrivalState::Waiting.to_string(),
        code: None,
    };
    let query = diesel::insert_into(arrivals::table).values(&row).on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Counts it as announced anew, when it was told to be gone: the log that said so was given up, and says now that it waits.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn announce_again(conn: &mut Conn, handover: HandoverId, now: Timestamp) -> Result<bool> {
    let row = arrivals::table
        .filter(arrivals::handover.eq(Id::from(handover.0)))
        .filter(arrivals::state.eq(ArrivalState::Gone.code()))
        .filter(arrivals::code.eq(NOT_FOUND));
    let waits =
        (arrivals::state.eq(ArrivalState::Waiting.code()), arrivals::code.eq(None::<&str>), arrivals::announced_at.eq(Micros::from(now)));
    Ok(on!(conn, c => diesel::update(row).set(waits).execute(c))? == 1)
}

/// Sets where it stands; an arrival that was opened stays opened.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn set_state(conn: &mut Conn, handover: HandoverId, state: ArrivalState, code: Option<&str>) -> Result<bool> {
    let row = arrivals::table
        .filter(arrivals::handover.eq(Id::from(handover.0)))
        .filter(arrivals::state.ne(ArrivalState::Opened.code()))
        .filter(arrivals::state.ne(state.code()));
    let query = diesel::update(row).set((arrivals::state.eq(state.code()), arrivals::code.eq(code)));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// The arrival of a handover.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, handover: HandoverId) -> Result<Option<Arrival>> {
    let row: Option<Row> = on!(conn, c => arrivals::table.find(Id::from(handover.0)).select(Row::as_select()).get_result(c).optional())?;
    row.map(Row::into_arrival).transpose()
}

/// What is announced and not opened, oldest first: waiting, past its time, or not possible to open.
///
/// # Errors
/// [`store::Error`].
pub fn waiting(conn: &mut Conn) -> Result<Vec<Arrival>> {
    let states = [ArrivalState::Waiting.code(), ArrivalState::Ring.code(), ArrivalState::Rejected.code()];
    let rows: Vec<Row> = on!(conn, c => arrivals::table
        .filter(arrivals::state.eq_any(states))
        .order((arrivals::announced_at, arrivals::handover))
        .select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_arrival).collect()
}
