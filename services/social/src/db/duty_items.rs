//! Rows of the duty desk.

use diesel::prelude::*;
use jiff::Timestamp;
use protocol::acknowledgement::Wait;
use store::{Conn, Id, Micros, Result, on};
use wire::{CaseCode, HandoverId, PairingCode, StaffRef, UnitId};

use super::{parsed, parsed_option, schema::duty_items};
use crate::domain::{Agreed, DutyItem, DutyState};

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = duty_items, treat_none_as_null = true)]
struct Row {
    handover_id: Id,
    case_code: String,
    unit: String,
    from_unit: Option<String>,
    purpose: String,
    urgency: String,
    state: String,
    announced_at: Micros,
    received_at: Option<Micros>,
    acknowledged_at: Option<Micros>,
    state_at: Micros,
    state_by: Option<String>,
    owner: Option<String>,
    escalation: String,
    unproven: bool,
    case_id: Option<Id>,
    basis: Option<String>,
    children: bool,
    consent_until: Option<Micros>,
    custody_sealed: Option<Vec<u8>>,
    withdrawn_at: Option<Micros>,
    withdrawal_confirmed_at: Option<Micros>,
    agreed: Option<String>,
    gone: Option<String>,
    district: Option<String>,
    belongs_to: Option<String>,
}

impl Row {
    fn of(item: &DutyItem) -> Self {
        Self {
            handover_id: item.handover.0.into(),
            case_code: item.case_code.to_string(),
            unit: item.unit.to_string(),
            from_unit: item.from_unit.as_ref().map(ToString::to_string),
            purpose: item.purpose.to_string(),
            urgency: item.urgency.to_string(),
            state: item.state.to_string(),
            announced_at: item.announced_at.into(),
            received_at: item.received_at.map(Micros::from),
            acknowledged_at: item.acknowledged_at.map(Micros::from),
            state_at: item.state_at.into(),
            state_by: item.state_by.as_ref().map(ToString::to_string),
            owner: item.owner.as_ref().map(ToString::to_string),
            escalation: item.escalation.to_string(),
            unproven: item.unproven,
            case_id: item.case,
            basis: item.basis.map(|basis| basis.to_string()),
            children: item.children,
            consent_until: item.consent_until.map(Micros::from),
            custody_sealed: item.custody_sealed.clone(),
            withdrawn_at: item.withdrawn_at.map(Micros::from),
            withdrawal_confirmed_at: item.withdrawal_confirmed_at.map(Micros::from),
            agreed: item.agreed.map(|agreed| agreed.to_string()),
            gone: item.gone.map(|gone| gone.to_string()),
            district: item.district.clone(),
            belongs_to: item.belongs_to.as_ref().map(ToString::to_string),
        }
    }

    fn into_item(self) -> Result<DutyItem> {
        Ok(DutyItem {
            handover: HandoverId(self.handover_id.into()),
            case_code: parsed(&self.case_code)?,
            unit: parsed(&self.unit)?,
            from_unit: parsed_option(self.from_unit.as_deref())?,
            purpose: parsed(&self.purpose)?,
            urgency: parsed(&self.urgency)?,
            state: parsed(&self.state)?,
            announced_at: self.announced_at.timestamp(),
            received_at: self.received_at.map(Micros::timestamp),
            acknowledged_at: self.acknowledged_at.map(Micros::timestamp),
            state_at: self.state_at.timestamp(),
            state_by: parsed_option(self.state_by.as_deref())?,
            owner: parsed_option(self.owner.as_deref())?,
            escalation: parsed(&self.escalation)?,
            unproven: self.unproven,
            case: self.case_id,
            basis: parsed_option(self.basis.as_deref())?,
            children: self.children,
            consent_until: self.consent_until.map(Micros::timestamp),
            custody_sealed: self.custody_sealed,
            withdrawn_at: self.withdrawn_at.map(Micros::timestamp),
            withdrawal_confirmed_at: self.withdrawal_confirmed_at.map(Micros::timestamp),
            agreed: parsed_option(self.agreed.as_deref())?,
            gone: parsed_option(self.gone.as_deref())?,
            district: self.district,
            belongs_to: parsed_option(self.belongs_to.as_deref())?,
        })
    }
}

/// Writes a row that is new; says whether it was.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, item: &DutyItem) -> Result<bool> {
    let query = diesel::insert_into(duty_items::table).values(Row::of(item)).on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Writes the row as it stands in `item`.
///
/// # Errors
/// [`store::Error`].
pub fn save(conn: &mut Conn, item: &DutyItem) -> Result<()> {
    let row = Row::of(item);
    let query = diesel::update(duty_items::table.find(row.handover_id)).set(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The row of a handover.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, handover: HandoverId) -> Result<Option<DutyItem>> {
    let query = duty_items::table.find(Id::from(handover.0)).select(duty_items::all_columns);
    let row: Option<Row> = on!(conn, c => query.first(c).optional())?;
    row.map(Row::into_item).transpose()
}

/// The row of a handover, held until the transaction ends: whoever comes second sees what the first one did. SQLite's writer
/// is alone.
///
/// # Errors
/// [`store::Error`].
pub fn find_for_change(conn: &mut Conn, handover: HandoverId) -> Result<Option<DutyItem>> {
    let query = duty_items::table.find(Id::from(handover.0)).select(duty_items::all_columns);
    let row: Option<Row> = match conn {
        Conn::Pg(c, ..) => query.for_update().first(c).optional()?,
        Conn::Sqlite(c, ..) => query.first(c).optional()?,
    };
    row.map(Row::into_item).transpose()
}

/// Takes the row for a person if nobody has it; says whether it was taken. Two at once: one of them gets `false`.
///
/// # Errors
/// [`store::Error`].
pub fn own(conn: &mut Conn, handover: HandoverId, staff: &StaffRef, state: DutyState, now: Timestamp) -> Result<bool> {
    let free = duty_items::table.filter(duty_items::handover_id.eq(Id::from(handover.0))).filter(duty_items::owner.is_null());
    let query = diesel::update(free).set((
        duty_items::owner.eq(staff.as_str()),
        duty_items::acknowledged_at.eq(Micros::from(now)),
        duty_items::state.eq(state.code()),
        duty_items::state_at.eq(Micros::from(now)),
        duty_items::state_by.eq(staff.as_str()),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// The list of a unit: everything that is not done, and what was done since `since`.
///
/// # Errors
/// [`store::Error`].
pub fn of_unit(conn: &mut Conn, unit: &UnitId, since: Timestamp) -> Result<Vec<DutyItem>> {
    let query = duty_items::table
        .filter(duty_items::unit.eq(unit.as_str()))
        .filter(
            duty_items::state
                .eq_any(OPEN_STATES)
                .or(duty_items::state_at.ge(Micros::from(since)))
                .or(duty_items::state.eq(DutyState::Rejected.code()).and(duty_items::owner.is_null())),
        )
        .order((duty_items::announced_at, duty_items::handover_id))
        .select(duty_items::all_columns);
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(Row::into_item).collect()
}

/// The rows of a unit with this spoken code, newest first.
///
/// # Errors
/// [`store::Error`].
pub fn with_pairing_code(conn: &mut Conn, unit: &UnitId, code: PairingCode) -> Result<Vec<DutyItem>> {
    // A code has no character that means something to LIKE.
    let query = duty_items::table
        .filter(duty_items::unit.eq(unit.as_str()))
        .filter(duty_items::case_code.like(format!("{code}-%")))
        .order((duty_items::announced_at.desc(), duty_items::handover_id))
        .select(duty_items::all_columns);
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(Row::into_item).collect()
}

/// Rows nobody owns, of every unit.
///
/// # Errors
/// [`store::Error`].
pub fn unowned(conn: &mut Conn) -> Result<Vec<DutyItem>> {
    let waiting = [DutyState::Announced.code(), DutyState::Received.code()];
    let query = duty_items::table
        .filter(duty_items::state.eq_any(waiting).or(duty_items::state.eq(DutyState::Rejected.code()).and(duty_items::owner.is_null())))
        .order((duty_items::announced_at, duty_items::handover_id))
        .select(duty_items::all_columns);
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(Row::into_item).collect()
}

/// Notes how far the waiting of a row has been told; says whether this call did it. Of two replicas one does.
///
/// # Errors
/// [`store::Error`].
pub fn escalate(conn: &mut Conn, handover: HandoverId, from: Wait, to: Wait) -> Result<bool> {
    let row = duty_items::table
        .filter(duty_items::handover_id.eq(Id::from(handover.0)))
        .filter(duty_items::escalation.eq(from.code()))
        .filter(duty_items::owner.is_null());
    let query = diesel::update(row).set(duty_items::escalation.eq(to.code()));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Keeps the answer at the first contact.
///
/// # Errors
/// [`store::Error`].
pub fn set_agreed(conn: &mut Conn, handover: HandoverId, agreed: Agreed) -> Result<()> {
    let query = diesel::update(duty_items::table.find(Id::from(handover.0))).set(duty_items::agreed.eq(agreed.code()));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

const OPEN_STATES: [&str; 6] = [
    DutyState::Announced.code(),
    DutyState::Received.code(),
    DutyState::Acknowledged.code(),
    DutyState::ContactMade.code(),
    DutyState::ContactTried.code(),
    DutyState::ContactDeclined.code(),
];

/// The rows of a case at one unit.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, unit: &UnitId, case: Id) -> Result<Vec<DutyItem>> {
    let query = duty_items::table
        .filter(duty_items::unit.eq(unit.as_str()))
        .filter(duty_items::case_id.eq(case))
        .order((duty_items::announced_at, duty_items::handover_id))
        .select(duty_items::all_columns);
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(Row::into_item).collect()
}

/// The rows of a unit with this code, whoever opened the case.
///
/// # Errors
/// [`store::Error`].
pub fn with_code(conn: &mut Conn, unit: &UnitId, code: &CaseCode) -> Result<Vec<DutyItem>> {
    let query = duty_items::table
        .filter(duty_items::unit.eq(unit.as_str()))
        .filter(duty_items::case_code.eq(code.to_string()))
        .order((duty_items::announced_at, duty_items::handover_id))
        .select(duty_items::all_columns);
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(Row::into_item).collect()
}

/// What somebody at this desk owns and the day staff must take over: neither closed nor taken by a district.
///
/// # Errors
/// [`store::Error`].
pub fn for_the_morning(conn: &mut Conn, unit: &UnitId, since: Timestamp) -> Result<Vec<DutyItem>> {
    let rows = of_unit(conn, unit, since)?;
    let query = duty_items::table
        .filter(duty_items::unit.eq(unit.as_str()))
        .filter(duty_items::state.eq_any([DutyState::DoneTonight.code(), DutyState::HandedToDistrict.code()]))
        .filter(duty_items::state_at.lt(Micros::from(since)))
        .order((duty_items::announced_at, duty_items::handover_id))
        .select(duty_items::all_columns);
    // What was left from earlier nights is the most important of all.
    let left: Vec<Row> = on!(conn, c => query.load(c))?;
    let mut items = left.into_iter().map(Row::into_item).collect::<Result<Vec<_>>>()?;
    items.extend(rows);
    items.sort_by_key(|item| (item.announced_at, item.handover));
    Ok(items)
}
