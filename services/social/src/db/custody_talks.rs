//! Talks with persons in custody, and what they came to.

use diesel::prelude::*;
use jiff::Timestamp;
use practice::{Ending, TalkFinding, TalkPart};
use store::{Conn, Error, ErrorKind, Id, Micros, Result, on};
use wire::{StaffRef, StaffRole, UnitId};

use super::{parsed, parsed_option, schema::custody_talks};
use crate::domain::{TalkOutcome, TalkYesNo};

/// A talk as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodyTalk {
    /// Id.
    pub id: Id,
    /// The case.
    pub case: Id,
    /// The unit that holds it.
    pub unit: UnitId,
    /// Id and version of the script.
    pub script: (String, String),
    /// The answers before it, sealed with the key of the case.
    pub sealed_gate: Vec<u8>,
    /// Who began it.
    pub started_by: StaffRef,
    /// In which role.
    pub started_role: StaffRole,
    /// When.
    pub started_at: Timestamp,
    /// How it ended, and when.
    pub ended: Option<(Ending, Timestamp)>,
    /// What it came to.
    pub outcome: Option<KeptOutcome>,
    /// Who rang the exposed person after it, and when.
    pub called: Option<(StaffRole, Timestamp)>,
}

impl CustodyTalk {
    /// It is over, written up or not, and nobody has called the exposed person after it.
    pub const fn waits_for_call(&self) -> bool {
        self.ended.is_some() && self.called.is_none()
    }
}

/// An outcome as it is kept: the needs are sealed, and none of the others is in `said`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptOutcome {
    /// Everything but the needs.
    pub said: TalkOutcome,
    /// The needs, sealed.
    pub sealed_needs: Vec<u8>,
    /// How long it went on, in seconds, without its pauses.
    pub seconds: i64,
    /// In which role it was written.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = custody_talks)]
struct Row {
    id: Id,
    case_id: Id,
    unit: String,
    script: String,
    script_version: String,
    sealed_gate: Vec<u8>,
    started_by: String,
    started_role: String,
    started_at: Micros,
    ending: Option<String>,
    ended_at: Option<Micros>,
    plan: Option<String>,
    place: Option<String>,
    stays_until: Option<String>,
    transport: Option<String>,
    contact: Option<String>,
    concern: Option<String>,
    sealed_needs: Option<Vec<u8>>,
    seconds: Option<i64>,
    outcome_by: Option<String>,
    outcome_role: Option<String>,
    outcome_at: Option<Micros>,
    called_by: Option<String>,
    called_role: Option<String>,
    called_at: Option<Micros>,
}

impl Row {
    fn into_talk(self) -> Result<CustodyTalk> {
        let outcome = self.outcome()?;
        let ending = self.ending.as_deref().map(|code| Ending::parse(code).ok_or_else(unreadable)).transpose()?;
        Ok(CustodyTalk {
            id: self.id,
            case: self.case_id,
            unit: parsed(&self.unit)?,
            script: (self.script, self.script_version),
            sealed_gate: self.sealed_gate,
            started_by: parsed(&self.started_by)?,
            started_role: parsed(&self.started_role)?,
            started_at: self.started_at.timestamp(),
            ended: ending.zip(self.ended_at.map(|at| at.timestamp())),
            outcome,
            called: parsed_option(self.called_role.as_deref())?.zip(self.called_at.map(|at| at.timestamp())),
        })
    }

    fn outcome(&self) -> Result<Option<KeptOutcome>> {
        let (Some(at), Some(seconds), Some(sealed)) = (self.outcome_at, self.seconds, &self.sealed_needs) else { return Ok(None) };
        let said = TalkOutcome {
            plan: named(TalkPart::Plan, self.plan.as_deref())?.ok_or_else(unreadable)?,
            place: named(TalkPart::Place, self.place.as_deref())?,
            until: named(TalkPart::Until, self.stays_until.as_deref())?,
            transport: named(TalkPart::Transport, self.transport.as_deref())?,
            contact: named(TalkPart::Contact, self.contact.as_deref())?.ok_or_else(unreadable)?,
            concern: parsed_option::<TalkYesNo>(self.concern.as_deref())?.ok_or_else(unreadable)?,
            needs: [].into(),
        };
        let role = parsed_option(self.outcome_role.as_deref())?.ok_or_else(unreadable)?;
        Ok(Some(KeptOutcome { said, sealed_needs: sealed.clone(), seconds, role, at: at.timestamp() }))
    }
}

fn named(part: TalkPart, word: Option<&str>) -> Result<Option<TalkFinding>> {
    word.map(|word| TalkFinding::named(part, word).ok_or_else(unreadable)).transpose()
}

fn unreadable() -> Error {
    Error::new(ErrorKind::InvalidValue, "a stored talk can't be read")
}

/// Begins a talk. A second one of the case at the unit, before the outcome of the first, is refused by the database.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, talk: &CustodyTalk) -> Result<()> {
    let row = Row {
        id: talk.id,
        case_id: talk.case,
        unit: talk.unit.to_string(),
        script: talk.script.0.clone(),
        script_version: talk.script.1.clone(),
        sealed_gate: talk.sealed_gate.clone(),
        started_by: talk.started_by.to_string(),
        started_role: talk.started_role.to_string(),
        started_at: talk.started_at.into(),
        ending: None,
        ended_at: None,
        plan: None,
        place: None,
        stays_until: None,
        transport: None,
        contact: None,
        concern: None,
        sealed_needs: None,
        seconds: None,
        outcome_by: None,
        outcome_role: None,
        outcome_at: None,
        called_by: None,
        called_role: None,
        called_at: None,
    };
    let query = diesel::insert_into(custody_talks::table).values(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The talks of a case at one unit, the newest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, unit: &UnitId, case: Id) -> Result<Vec<CustodyTalk>> {
    let query = custody_talks::table
        .filter(custody_talks::case_id.eq(case))
        .filter(custody_talks::unit.eq(unit.as_str()))
        .order((custody_talks::started_at.desc(), custody_talks::id.desc()))
        .select(custody_talks::all_columns);
    let rows: Vec<Row> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(Row::into_talk).collect()
}

/// The talk whose outcome is not written yet, for a transaction that changes it.
///
/// # Errors
/// [`store::Error`].
pub fn open_for_change(conn: &mut Conn, unit: &UnitId, case: Id) -> Result<Option<CustodyTalk>> {
    let query = custody_talks::table
        .filter(custody_talks::case_id.eq(case))
        .filter(custody_talks::unit.eq(unit.as_str()))
        .filter(custody_talks::outcome_at.is_null())
        .select(custody_talks::all_columns);
    let row: Option<Row> = match conn {
        Conn::Pg(c, ..) => query.for_update().first(c).optional()?,
        Conn::Sqlite(c, ..) => query.first(c).optional()?,
    };
    row.map(Row::into_talk).transpose()
}

/// Ends a talk.
///
/// # Errors
/// [`store::Error`].
pub fn end(conn: &mut Conn, talk: Id, ending: Ending, at: Timestamp) -> Result<()> {
    let ended = (custody_talks::ending.eq(ending.code()), custody_talks::ended_at.eq(Micros::from(at)));
    let query = diesel::update(custody_talks::table.find(talk)).set(ended);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Writes what a talk came to, once.
///
/// # Errors
/// [`store::Error`].
pub fn conclude(conn: &mut Conn, talk: Id, outcome: &KeptOutcome, staff: &StaffRef) -> Result<()> {
    let word = |finding: Option<TalkFinding>| finding.map(TalkFinding::word);
    let said = &outcome.said;
    let concluded = (
        custody_talks::plan.eq(said.plan.word()),
        custody_talks::place.eq(word(said.place)),
        custody_talks::stays_until.eq(word(said.until)),
        custody_talks::transport.eq(word(said.transport)),
        custody_talks::contact.eq(said.contact.word()),
        custody_talks::concern.eq(said.concern.code()),
        custody_talks::sealed_needs.eq(&outcome.sealed_needs),
        custody_talks::seconds.eq(outcome.seconds),
        custody_talks::outcome_by.eq(staff.as_str()),
        custody_talks::outcome_role.eq(outcome.role.code()),
        custody_talks::outcome_at.eq(Micros::from(outcome.at)),
    );
    let open = custody_talks::table.find(talk).filter(custody_talks::outcome_at.is_null());
    let query = diesel::update(open).set(concluded);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Writes that the exposed person was rung after a talk. The first time stands; says whether there is such a talk.
///
/// # Errors
/// [`store::Error`].
pub fn called(
    conn: &mut Conn,
    (unit, case, talk): (&UnitId, Id, Id),
    (staff, role): (&StaffRef, StaffRole),
    at: Timestamp,
) -> Result<bool> {
    let told = custody_talks::table
        .filter(custody_talks::id.eq(talk))
        .filter(custody_talks::case_id.eq(case))
        .filter(custody_talks::unit.eq(unit.as_str()))
        .filter(custody_talks::outcome_at.is_not_null());
    let found: i64 = on!(conn, c => told.count().get_result(c))?;
    let called = (
        custody_talks::called_by.eq(staff.as_str()),
        custody_talks::called_role.eq(role.code()),
        custody_talks::called_at.eq(Micros::from(at)),
    );
    let query = diesel::update(told.filter(custody_talks::called_at.is_null())).set(called);
    on!(conn, c => query.execute(c))?;
    Ok(found > 0)
}
