//! What came and waits for a person: headers alone, no value.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::{CaseCode, HandoverId, Purpose, UnitId, Urgency};

use super::{parsed, schema::incoming};

/// A handover that came to a unit of this agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The handover.
    pub handover: HandoverId,
    /// This agency's id of its case.
    pub case: Id,
    /// Code of the case.
    pub code: CaseCode,
    /// The unit it came to.
    pub unit: UnitId,
    /// The unit it came from.
    pub from: UnitId,
    /// What for.
    pub purpose: Purpose,
    /// How soon.
    pub urgency: Urgency,
    /// When it was opened here.
    pub received_at: Timestamp,
    /// When it was told that nobody has taken it.
    pub alarmed_at: Option<Timestamp>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = incoming)]
struct Row {
    handover: Id,
    case_id: Id,
    code: String,
    unit: String,
    from_unit: String,
    purpose: String,
    urgency: String,
    received_at: Micros,
    alarmed_at: Option<Micros>,
}

impl Row {
    fn into_incoming(self) -> Result<Incoming> {
        Ok(Incoming {
            handover: HandoverId(self.handover.into()),
            case: self.case_id,
            code: parsed(&self.code)?,
            unit: parsed(&self.unit)?,
            from: parsed(&self.from_unit)?,
            purpose: parsed(&self.purpose)?,
            urgency: parsed(&self.urgency)?,
            received_at: self.received_at.timestamp(),
            alarmed_at: self.alarmed_at.map(Micros::timestamp),
        })
    }
}

/// Writes what came; the same handover once.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, came: &Incoming) -> Result<()> {
    let row = Row {
        handover: came.handover.0.into(),
        case_id: came.case,
        code: came.code.to_string(),
        unit: came.unit.to_string(),
        from_unit: came.from.to_string(),
        purpose: came.purpose.to_string(),
        urgency: came.urgency.to_string(),
        received_at: came.received_at.into(),
        alarmed_at: came.alarmed_at.map(Micros::from),
    };
    let query = diesel::insert_into(incoming::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// What waits for a person, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn waiting(conn: &mut Conn) -> Result<Vec<Incoming>> {
    let query = incoming::table.filter(incoming::settled_at.is_null()).order((incoming::received_at, incoming::handover));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_incoming).collect()
}

/// The row of a handover, waiting or not.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, handover: HandoverId) -> Result<Option<Incoming>> {
    let query = incoming::table.find(Id::from(handover.0));
    let row: Option<Row> = on!(conn, c => query.select(Row::as_select()).get_result(c).optional())?;
    row.map(Row::into_incoming).transpose()
}

/// It waits no longer. The first time stays.
///
/// # Errors
/// [`store::Error`].
pub fn settle(conn: &mut Conn, handover: HandoverId, now: Timestamp) -> Result<()> {
    let open = incoming::table.find(Id::from(handover.0)).filter(incoming::settled_at.is_null());
    let query = diesel::update(open).set(incoming::settled_at.eq(Micros::from(now)));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Notes that it was told; whether this was the first time, also with several replicas.
///
/// # Errors
/// [`store::Error`].
pub fn alarm(conn: &mut Conn, handover: HandoverId, now: Timestamp) -> Result<bool> {
    let untold = incoming::table.find(Id::from(handover.0)).filter(incoming::settled_at.is_null()).filter(incoming::alarmed_at.is_null());
    let query = diesel::update(untold).set(incoming::alarmed_at.eq(Micros::from(now)));
    Ok(on!(conn, c => query.execute(c))? == 1)
}
