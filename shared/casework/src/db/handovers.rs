//! Handovers, sent and received.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Error, ErrorKind, Id, Micros, Result, on};
use wire::{CaseCode, Category, HandoverId, Phase, Purpose, UnitAddress, UnitId, Urgency};

use super::{
    joined, parsed,
    schema::{cases, handover_steps, handovers},
    split,
};
use protocol::{Basis, handover::HandoverState};

use crate::domain::{HandoverStateCode, StaleDetail, Way};

/// A handover as this agency knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Id.
    pub id: HandoverId,
    /// This agency's id of the case.
    pub case: Id,
    /// Code of the case.
    pub case_code: CaseCode,
    /// Sent or received.
    pub way: Way,
    /// Sender.
    pub from: UnitAddress,
    /// Recipient.
    pub to: UnitAddress,
    /// What for.
    pub purpose: Purpose,
    /// Phase.
    pub phase: Phase,
    /// How soon.
    pub urgency: Urgency,
    /// What it rests on, as judged here.
    pub basis: Basis,
    /// What was disclosed.
    pub categories: Vec<Category>,
    /// State.
    pub state: HandoverStateCode,
    /// Role, unit, reason or problem that belongs to the state.
    pub detail: Option<String>,
    /// The whole state of the protocol's machine; `state` may say more about the way to the broker.
    pub machine: HandoverState,
    /// When the state was reached.
    pub at: Timestamp,
    /// When it was made.
    pub made_at: Timestamp,
    /// The handover it answers.
    pub answers: Option<HandoverId>,
    /// Every state it has had, oldest first.
    pub steps: Vec<HandoverStep>,
}

/// One state and when it was reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverStep {
    /// The state.
    pub state: HandoverStateCode,
    /// What belongs to it.
    pub detail: Option<String>,
    /// When.
    pub at: Timestamp,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = handovers)]
struct Row {
    id: Id,
    way: String,
    case_id: Id,
    from_agency: String,
    from_board: String,
    from_unit: String,
    to_agency: String,
    to_board: String,
    to_unit: String,
    purpose: String,
    phase: String,
    urgency: String,
    basis: String,
    categories: String,
    state: String,
    detail: Option<String>,
    machine: String,
    state_at: Micros,
    made_at: Micros,
    answers: Option<Id>,
}

impl Row {
    fn of(handover: &Handover) -> Result<Self> {
        let (from, to) = (&handover.from, &handover.to);
        Ok(Self {
            id: handover.id.0.into(),
            way: handover.way.to_string(),
            case_id: handover.case,
            from_agency: from.agency.to_string(),
            from_board: from.board.to_string(),
            from_unit: from.unit.to_string(),
            to_agency: to.agency.to_string(),
            to_board: to.board.to_string(),
            to_unit: to.unit.to_string(),
            purpose: handover.purpose.to_string(),
            phase: handover.phase.to_string(),
            urgency: handover.urgency.to_string(),
            basis: handover.basis.to_string(),
            categories: joined(&handover.categories),
            state: handover.state.to_string(),
            detail: handover.detail.clone(),
            machine: machine_text(&handover.machine)?,
            state_at: handover.at.into(),
            made_at: handover.made_at.into(),
            answers: handover.answers.map(|id| id.0.into()),
        })
    }

    fn into_handover(self, case_code: &str, steps: Vec<HandoverStep>) -> Result<Handover> {
        Ok(Handover {
            id: HandoverId(self.id.into()),
            case: self.case_id,
            case_code: parsed(case_code)?,
            way: parsed(&self.way)?,
            from: address(&self.from_agency, &self.from_board, &self.from_unit)?,
            to: address(&self.to_agency, &self.to_board, &self.to_unit)?,
            purpose: parsed(&self.purpose)?,
            phase: parsed(&self.phase)?,
            urgency: parsed(&self.urgency)?,
            basis: parsed(&self.basis)?,
            categories: split(&self.categories)?,
            state: parsed(&self.state)?,
            detail: self.detail,
            machine: serde_json::from_str(&self.machine).map_err(|error| Error::new(ErrorKind::InvalidValue, error))?,
            at: self.state_at.timestamp(),
            made_at: self.made_at.timestamp(),
            answers: self.answers.map(|id| HandoverId(id.into())),
            steps,
        })
    }
}

fn address(agency: &str, board: &str, unit: &str) -> Result<UnitAddress> {
    Ok(UnitAddress { agency: parsed(agency)?, board: parsed(board)?, unit: parsed(unit)? })
}

/// Writes a new handover with its first step.
///
/// # Errors
/// [`store::Error`]; `UniqueViolation` when the id is taken: the same id with other bytes.
pub(crate) fn insert(conn: &mut Conn, handover: &Handover) -> Result<()> {
    let query = diesel::insert_into(handovers::table).values(Row::of(handover)?);
    on!(conn, c => query.execute(c))?;
    add_step(conn, handover.id, handover.state, handover.detail.as_deref(), handover.at)
}

fn machine_text(machine: &HandoverState) -> Result<String> {
    serde_json::to_string(machine).map_err(|error| Error::new(ErrorKind::InvalidValue, error))
}

/// Writes state, detail and machine as they stand in `handover`, and the step.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn set_state(conn: &mut Conn, handover: &Handover) -> Result<()> {
    let query = diesel::update(handovers::table.find(Id::from(handover.id.0))).set((
        handovers::state.eq(handover.state.code()),
        handovers::detail.eq(handover.detail.as_deref()),
        handovers::machine.eq(machine_text(&handover.machine)?),
        handovers::state_at.eq(Micros::from(handover.at)),
    ));
    on!(conn, c => query.execute(c))?;
    add_step(conn, handover.id, handover.state, handover.detail.as_deref(), handover.at)
}

fn add_step(conn: &mut Conn, id: HandoverId, state: HandoverStateCode, detail: Option<&str>, at: Timestamp) -> Result<()> {
    let row = (
        handover_steps::handover.eq(Id::from(id.0)),
        handover_steps::state.eq(state.code()),
        handover_steps::detail.eq(detail),
        handover_steps::at.eq(Micros::from(at)),
    );
    let query = diesel::insert_into(handover_steps::table).values(row).on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Duties and words of state that were refused because the rule book had changed and that nobody has settled, with the time
/// of the refusal.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn stale_unsettled(conn: &mut Conn) -> Result<Vec<(HandoverId, Timestamp)>> {
    let query = handovers::table
        .filter(handovers::way.eq(Way::Sent.code()))
        .filter(handovers::state.eq(HandoverStateCode::Stale.code()))
        .filter(handovers::basis.eq_any([Basis::Duty.code(), Basis::StateOnly.code()]))
        .filter(handovers::detail.is_null())
        .order(handovers::made_at)
        .select((handovers::id, handovers::state_at));
    let rows: Vec<(Id, Micros)> = on!(conn, c => query.load(c))?;
    Ok(rows.into_iter().map(|(id, at)| (HandoverId(id.into()), at.timestamp())).collect())
}

/// Says what became of a stale handover, once; the state stays.
///
/// # Errors
/// [`store::Error`]; `Serialization` when another process was quicker.
pub(crate) fn settle_stale(conn: &mut Conn, id: HandoverId, detail: StaleDetail) -> Result<()> {
    let (id, stale) = (Id::from(id.0), HandoverStateCode::Stale.code());
    let row = handovers::table.filter(handovers::id.eq(id)).filter(handovers::state.eq(stale)).filter(handovers::detail.is_null());
    let query = diesel::update(row).set(handovers::detail.eq(detail.code()));
    if on!(conn, c => query.execute(c))? != 1 {
        return Err(ErrorKind::Serialization.into());
    }
    let step = handover_steps::table.filter(handover_steps::handover.eq(id)).filter(handover_steps::state.eq(stale));
    let query = diesel::update(step).set(handover_steps::detail.eq(detail.code()));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Writes a step that is known only afterwards (a fetch told by the receipt, a release heard of after the fetch) without moving
/// the state.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn note_step(conn: &mut Conn, id: HandoverId, state: HandoverStateCode, at: Timestamp) -> Result<()> {
    add_step(conn, id, state, None, at)
}

/// The handover with this id, held until the transaction ends: two that move it wait for each other, so that the later of two
/// states stands. SQLite has one writer.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn find_for_change(conn: &mut Conn, id: HandoverId) -> Result<Option<Handover>> {
    if let Conn::Pg(c, ..) = conn {
        handovers::table.find(Id::from(id.0)).select(handovers::id).for_update().get_result::<Id>(c).optional()?;
    }
    find(conn, id)
}

/// The handover with this id.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, id: HandoverId) -> Result<Option<Handover>> {
    let query = handovers::table
        .inner_join(cases::table.on(cases::id.eq(handovers::case_id)))
        .filter(handovers::id.eq(Id::from(id.0)))
        .select((handovers::all_columns, cases::code));
    let row: Option<(Row, String)> = on!(conn, c => query.get_result(c).optional())?;
    let Some((row, code)) = row else { return Ok(None) };
    let steps = steps_of(conn, row.id)?;
    row.into_handover(&code, steps).map(Some)
}

/// The handovers of a case, both ways, oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<Handover>> {
    let query = handovers::table
        .inner_join(cases::table.on(cases::id.eq(handovers::case_id)))
        .filter(handovers::case_id.eq(case))
        .order((handovers::made_at, handovers::id))
        .select((handovers::all_columns, cases::code));
    let rows: Vec<(Row, String)> = on!(conn, c => query.load(c))?;
    let whole = |(row, code): (Row, String)| {
        let steps = steps_of(conn, row.id)?;
        row.into_handover(&code, steps)
    };
    rows.into_iter().map(whole).collect()
}

/// Whether an offer between these units, made by then, has no decision yet.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn any_undecided(conn: &mut Conn, from: &UnitId, to: &UnitId, made_by: Timestamp) -> Result<bool> {
    let query = handovers::table
        .filter(handovers::way.eq(Way::Sent.code()))
        .filter(handovers::state.eq(HandoverStateCode::Offered.code()))
        .filter(handovers::from_unit.eq(from.as_str()))
        .filter(handovers::to_unit.eq(to.as_str()))
        .filter(handovers::made_at.le(Micros::from(made_by)))
        .count();
    let count: i64 = on!(conn, c => query.get_result(c))?;
    Ok(count > 0)
}

/// Whether a duty that was sent together with this handover has no answer of the broker yet.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn is_behind_a_duty(conn: &mut Conn, id: HandoverId) -> Result<bool> {
    let duty = Basis::Duty.code();
    let own = handovers::table.find(Id::from(id.0)).filter(handovers::basis.ne(duty)).select((handovers::case_id, handovers::made_at));
    let own: Option<(Id, Micros)> = on!(conn, c => own.get_result(c).optional())?;
    let Some((case, made_at)) = own else { return Ok(false) };
    let duties = handovers::table
        .filter(handovers::case_id.eq(case))
        .filter(handovers::way.eq(Way::Sent.code()))
        .filter(handovers::basis.eq(duty))
        .filter(handovers::made_at.eq(made_at))
        .filter(handovers::state.eq(HandoverStateCode::Offered.code()))
        .count();
    let count: i64 = on!(conn, c => duties.get_result(c))?;
    Ok(count > 0)
}

/// Received handovers that may ask for something, oldest first: those whose categories name a request.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn received_requests(conn: &mut Conn) -> Result<Vec<Handover>> {
    let query = handovers::table
        .inner_join(cases::table.on(cases::id.eq(handovers::case_id)))
        .filter(handovers::way.eq(Way::Received.code()))
        .filter(handovers::categories.like(format!("%{}%", Category::Request)))
        .order((handovers::made_at, handovers::id))
        .select((handovers::all_columns, cases::code));
    let rows: Vec<(Row, String)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(row, code)| row.into_handover(&code, Vec::new())).collect()
}

/// What was sent and what nobody there has answered for, oldest first: without its steps, and with what was acknowledged too
/// when it asks for something. What came to an end is among it from then on, for it tells that nobody answered.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn sent_open(conn: &mut Conn, ended_since: Timestamp) -> Result<Vec<Handover>> {
    use HandoverStateCode as Code;
    let ended =
        handovers::state.eq_any([Code::Expired.code(), Code::Undelivered.code()]).and(handovers::state_at.ge(Micros::from(ended_since)));
    let waits = handovers::state.eq_any([Code::Offered, Code::Released, Code::Fetched, Code::Received].map(Code::code));
    let asks = handovers::categories
        .like(format!("%{}%", Category::Request))
        .and(handovers::state.eq_any([Code::Acknowledged.code(), Code::TakenOver.code()]))
        .and(handovers::made_at.ge(Micros::from(ended_since)));
    let query = handovers::table
        .inner_join(cases::table.on(cases::id.eq(handovers::case_id)))
        .filter(handovers::way.eq(Way::Sent.code()))
        .filter(waits.or(ended).or(asks))
        .order((handovers::made_at, handovers::id))
        .select((handovers::all_columns, cases::code));
    let rows: Vec<(Row, String)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(row, code)| row.into_handover(&code, Vec::new())).collect()
}

fn steps_of(conn: &mut Conn, id: Id) -> Result<Vec<HandoverStep>> {
    let query = handover_steps::table.filter(handover_steps::handover.eq(id)).order(handover_steps::at).select((
        handover_steps::state,
        handover_steps::detail,
        handover_steps::at,
    ));
    let rows: Vec<(String, Option<String>, Micros)> = on!(conn, c => query.load(c))?;
    let step =
        |(state, detail, at): (String, Option<String>, Micros)| Ok(HandoverStep { state: parsed(&state)?, detail, at: at.timestamp() });
    let mut steps = rows.into_iter().map(step).collect::<Result<Vec<_>>>()?;
    steps.sort_by_key(|step| (step.at, step.state));
    Ok(steps)
}
