//! Visits: planned, gone to, and what became of them.

use casework::{Out, Staff, StillOut};
use diesel::prelude::*;
use jiff::{Timestamp, civil::Date};
use store::{Conn, Id, Micros, Result, on};
use wire::{ConsentId, StaffRole, UnitId};

use super::{
    parsed, parsed_option,
    schema::{home_visits, outreach_cases},
};
use crate::domain::home_visit::{Companion, MeetingPlace, NewVisit, VisitOutcome};

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeVisit {
    /// Id.
    pub id: Id,
    /// What is planned.
    pub planned: NewVisit,
    /// The role of who planned it.
    pub role: StaffRole,
    /// What became of it, by which role, and when.
    pub outcome: Option<(VisitOutcome, StaffRole, Timestamp)>,
    /// Who went, and whether they are back.
    pub out: Option<Out>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = home_visits)]
struct Row {
    id: Id,
    planned_on: String,
    place: String,
    board: Option<String>,
    consent: Option<Id>,
    role: String,
    outcome: Option<String>,
    outcome_role: Option<String>,
    outcome_at: Option<Micros>,
    #[diesel(embed)]
    out: OutRow,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = home_visits)]
struct OutRow {
    out_role: Option<String>,
    out_at: Option<Micros>,
    expected_at: Option<Micros>,
    back_at: Option<Micros>,
}

impl OutRow {
    fn into_out(self) -> Result<Option<Out>> {
        let Some(((role, at), expected_at)) = self.out_role.zip(self.out_at).zip(self.expected_at) else { return Ok(None) };
        let back_at = self.back_at.map(Micros::timestamp);
        Ok(Some(Out { role: parsed(&role)?, at: at.timestamp(), expected_at: expected_at.timestamp(), back_at }))
    }
}

impl Row {
    fn into_visit(self) -> Result<HomeVisit> {
        let (outcome, role) = (parsed_option(self.outcome.as_deref())?, parsed_option(self.outcome_role.as_deref())?);
        let consent = self.consent.map(|id| ConsentId(id.into()));
        let companion = parsed_option(self.board.as_deref())?.map(|board| Companion { board, consent });
        let (planned_on, place): (Date, MeetingPlace) = (parsed(&self.planned_on)?, parsed(&self.place)?);
        Ok(HomeVisit {
            id: self.id,
            planned: NewVisit { planned_on, place, companion },
            role: parsed(&self.role)?,
            outcome: outcome.zip(role).zip(self.outcome_at).map(|((outcome, role), at)| (outcome, role, at.timestamp())),
            out: self.out.into_out()?,
        })
    }
}

/// Writes a plan.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, case: Id, new: &NewVisit, staff: &Staff, now: Timestamp) -> Result<()> {
    let companion = new.companion.as_ref();
    let consent = companion.and_then(|companion| companion.consent);
    let row = (
        home_visits::id.eq(Id::generate(now)),
        home_visits::case_id.eq(case),
        home_visits::planned_on.eq(new.planned_on.to_string()),
        home_visits::place.eq(new.place.code()),
        home_visits::board.eq(companion.map(|companion| companion.board.to_string())),
        home_visits::identity.eq(companion.map(|companion| if companion.consent.is_some() { "by_consent" } else { "left_out" })),
        home_visits::consent.eq(consent.map(|id| Id::from(id.0))),
        home_visits::staff.eq(staff.reference.to_string()),
        home_visits::role.eq(staff.role.code()),
        home_visits::planned_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(home_visits::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Writes what became of a visit of a case; `false` when there is none without an outcome.
///
/// # Errors
/// [`store::Error`].
pub fn settle(conn: &mut Conn, case: Id, visit: Id, outcome: VisitOutcome, staff: &Staff, now: Timestamp) -> Result<bool> {
    let open = home_visits::table.find(visit).filter(home_visits::case_id.eq(case)).filter(home_visits::outcome.is_null());
    let query = diesel::update(open).set((
        home_visits::outcome.eq(outcome.code()),
        home_visits::outcome_role.eq(staff.role.code()),
        home_visits::outcome_at.eq(Micros::from(now)),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Writes that this member of staff goes; `false` when somebody has gone.
///
/// # Errors
/// [`store::Error`].
pub fn check_out(conn: &mut Conn, case: Id, visit: Id, staff: &Staff, now: Timestamp, expected_at: Timestamp) -> Result<bool> {
    let here = home_visits::table.find(visit).filter(home_visits::case_id.eq(case)).filter(home_visits::out_at.is_null());
    let query = diesel::update(here).set((
        home_visits::out_by.eq(staff.reference.to_string()),
        home_visits::out_role.eq(staff.role.code()),
        home_visits::out_at.eq(Micros::from(now)),
        home_visits::expected_at.eq(Micros::from(expected_at)),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Writes that whoever went is back; `false` when nobody is out.
///
/// # Errors
/// [`store::Error`].
pub fn check_in(conn: &mut Conn, case: Id, visit: Id, now: Timestamp) -> Result<bool> {
    let out = home_visits::table
        .find(visit)
        .filter(home_visits::case_id.eq(case))
        .filter(home_visits::out_at.is_not_null())
        .filter(home_visits::back_at.is_null());
    let query = diesel::update(out).set(home_visits::back_at.eq(Micros::from(now)));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// The visits of a case, the latest day first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<HomeVisit>> {
    let query =
        home_visits::table.filter(home_visits::case_id.eq(case)).order((home_visits::planned_on.desc(), home_visits::planned_at.desc()));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_visit).collect()
}

/// Who of a unit is out and not back, the one who is expected first first.
///
/// # Errors
/// [`store::Error`].
pub fn still_out(conn: &mut Conn, unit: &UnitId) -> Result<Vec<StillOut>> {
    let query = home_visits::table
        .inner_join(outreach_cases::table)
        .filter(outreach_cases::unit.eq(unit.as_str()))
        .filter(home_visits::out_at.is_not_null())
        .filter(home_visits::back_at.is_null())
        .order(home_visits::expected_at);
    let rows: Vec<(String, OutRow)> = on!(conn, c => query.select((outreach_cases::code, OutRow::as_select())).load(c))?;
    let mut found = Vec::new();
    for (code, row) in rows {
        let code = parsed(&code)?;
        found.extend(row.into_out()?.map(|out| StillOut { code, out }));
    }
    Ok(found)
}
