//! Offers of services, what came of them, and the talks that were held.

use casework::Staff;
use diesel::prelude::*;
use jiff::{Timestamp, civil::Date};
use store::{Conn, Error, ErrorKind, Id, Micros, Result, on};
use wire::{SubjectRole, UnitId};

use super::{
    parsed, parsed_option,
    schema::{referral_outcomes, referral_talks, referrals},
    services,
};
use crate::domain::{NewReferral, Referral, ReferralOutcome};

#[derive(Queryable, Selectable)]
#[diesel(table_name = referrals)]
struct Row {
    id: Id,
    subject: String,
    kind: String,
    service: Option<Id>,
    answer: String,
    way: Option<String>,
    text_version: Option<String>,
    role: String,
    at: Micros,
}

/// Writes an offer. `text`: id and version of what was read out before a yes.
///
/// # Errors
/// [`store::Error`].
pub fn insert(
    conn: &mut Conn,
    (id, case): (Id, Id),
    said: &NewReferral,
    text: Option<&(String, String)>,
    staff: &Staff,
    now: Timestamp,
) -> Result<()> {
    let row = (
        referrals::id.eq(id),
        referrals::case_id.eq(case),
        referrals::unit.eq(staff.unit.as_str()),
        referrals::subject.eq(said.subject().code()),
        referrals::kind.eq(said.kind().code()),
        referrals::service.eq(said.service()),
        referrals::answer.eq(said.answer().code()),
        referrals::way.eq(said.way().map(|way| way.code())),
        referrals::text.eq(text.map(|(id, _)| id.as_str())),
        referrals::text_version.eq(text.map(|(_, version)| version.as_str())),
        referrals::staff.eq(staff.reference.as_str()),
        referrals::role.eq(staff.role.code()),
        referrals::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(referrals::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The offers of a unit in a case to persons in these roles, the latest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_case(conn: &mut Conn, unit: &UnitId, case: Id, subjects: &[SubjectRole]) -> Result<Vec<Referral>> {
    let query = referrals::table
        .filter(referrals::case_id.eq(case))
        .filter(referrals::unit.eq(unit.as_str()))
        .filter(referrals::subject.eq_any(subjects.iter().map(|subject| subject.code()).collect::<Vec<_>>()))
        .order((referrals::at.desc(), referrals::id.desc()));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(|row| whole(conn, row)).collect()
}

fn whole(conn: &mut Conn, row: Row) -> Result<Referral> {
    let service = row.service.map(|id| services::find(conn, id)).transpose()?.flatten();
    let said =
        NewReferral::of((parsed(&row.subject)?, parsed(&row.kind)?), row.service, parsed(&row.answer)?, parsed_option(row.way.as_deref())?);
    Ok(Referral {
        id: row.id,
        said: said.ok_or_else(|| Error::new(ErrorKind::InvalidValue, "a stored referral can't be read"))?,
        service,
        text_version: row.text_version,
        offered: (parsed(&row.role)?, row.at.timestamp()),
        outcome: outcome_of(conn, row.id)?,
        talks: talks_of(conn, row.id)?,
    })
}

/// Writes what came of it, once. A second word is refused by the database.
///
/// # Errors
/// [`store::Error`]; `UniqueViolation` when somebody has said so already.
pub fn conclude(conn: &mut Conn, referral: Id, outcome: &ReferralOutcome, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        referral_outcomes::referral.eq(referral),
        referral_outcomes::result.eq(outcome.result.code()),
        referral_outcomes::heard.eq(outcome.heard.code()),
        referral_outcomes::heard_on.eq(outcome.heard_on.to_string()),
        referral_outcomes::staff.eq(staff.reference.as_str()),
        referral_outcomes::role.eq(staff.role.code()),
        referral_outcomes::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(referral_outcomes::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

fn outcome_of(conn: &mut Conn, referral: Id) -> Result<Option<ReferralOutcome>> {
    let query =
        referral_outcomes::table.find(referral).select((referral_outcomes::result, referral_outcomes::heard, referral_outcomes::heard_on));
    let row: Option<(String, String, String)> = on!(conn, c => query.first(c).optional())?;
    let outcome = |(result, heard, heard_on): (String, String, String)| {
        Ok(ReferralOutcome { result: parsed(&result)?, heard: parsed(&heard)?, heard_on: parsed(&heard_on)? })
    };
    row.map(outcome).transpose()
}

/// Writes the talk with this number. Two at once: the database takes one.
///
/// # Errors
/// [`store::Error`]; `UniqueViolation` when that talk is written already.
pub fn hold_talk(conn: &mut Conn, (referral, n): (Id, i32), held_on: Date, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        referral_talks::referral.eq(referral),
        referral_talks::n.eq(n),
        referral_talks::held_on.eq(held_on.to_string()),
        referral_talks::staff.eq(staff.reference.as_str()),
        referral_talks::role.eq(staff.role.code()),
        referral_talks::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(referral_talks::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

fn talks_of(conn: &mut Conn, referral: Id) -> Result<Vec<Date>> {
    let query =
        referral_talks::table.filter(referral_talks::referral.eq(referral)).order(referral_talks::n).select(referral_talks::held_on);
    let days: Vec<String> = on!(conn, c => query.load(c))?;
    days.iter().map(|day| parsed(day)).collect()
}
