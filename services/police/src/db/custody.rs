//! Custody, the offer of a talk, and the telling of a release. Rows are added, never changed.

use casework::{Staff, cases};
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Error, ErrorKind, Id, Micros, Result, on};
use wire::value::ReleaseKind;

use super::{
    parsed,
    schema::{custody_steps, custody_talk_offers, release_notices},
};
use crate::domain::custody::{CustodyStep, NoticeOutcome, TalkOffer, WrittenNotice, WrittenStep};

#[derive(Queryable, Selectable)]
#[diesel(table_name = custody_steps)]
struct StepRow {
    kind: String,
    status: Option<String>,
    at: Option<Micros>,
    order_applied: Option<String>,
    role: String,
    written_at: Micros,
}

impl StepRow {
    fn into_step(self) -> Result<WrittenStep> {
        let unreadable = || Error::new(ErrorKind::InvalidValue, "a stored step of custody can't be read");
        let at = self.at.map(Micros::timestamp);
        let step = match (self.kind.as_str(), self.status, self.order_applied) {
            ("status", Some(status), None) => CustodyStep::Status(parsed(&status)?, at),
            (kind, None, Some(order)) => {
                let kind = if kind == "release" { ReleaseKind::Actual } else { ReleaseKind::Expected };
                CustodyStep::Release(kind, at.ok_or_else(unreadable)?, parsed(&order)?)
            }
            _ => return Err(unreadable()),
        };
        Ok(WrittenStep { step, role: parsed(&self.role)?, written_at: self.written_at.timestamp() })
    }
}

/// Writes a step of a case.
///
/// # Errors
/// [`store::Error`].
pub fn insert_step(conn: &mut Conn, case: Id, step: CustodyStep, staff: &Staff, now: Timestamp) -> Result<()> {
    let (kind, status, at, order) = match step {
        CustodyStep::Status(status, since) => ("status", Some(status.code()), since, None),
        CustodyStep::Release(ReleaseKind::Expected, at, order) => ("expected_release", None, Some(at), Some(order.code())),
        CustodyStep::Release(ReleaseKind::Actual, at, order) => ("release", None, Some(at), Some(order.code())),
    };
    let row = (
        custody_steps::id.eq(Id::generate(now)),
        custody_steps::case_id.eq(case),
        custody_steps::kind.eq(kind),
        custody_steps::status.eq(status),
        custody_steps::at.eq(at.map(Micros::from)),
        custody_steps::order_applied.eq(order),
        custody_steps::staff.eq(staff.reference.as_str()),
        custody_steps::role.eq(staff.role.code()),
        custody_steps::written_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(custody_steps::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The steps of a case, the oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn steps_of_case(conn: &mut Conn, case: Id) -> Result<Vec<WrittenStep>> {
    let query = custody_steps::table.filter(custody_steps::case_id.eq(case)).order((custody_steps::written_at, custody_steps::id));
    let rows: Vec<StepRow> = on!(conn, c => query.select(StepRow::as_select()).load(c))?;
    rows.into_iter().map(StepRow::into_step).collect()
}

/// The cases in which a release was written since a moment.
///
/// # Errors
/// [`store::Error`].
pub fn cases_with_release(conn: &mut Conn, since: Timestamp) -> Result<Vec<casework::Case>> {
    let query = custody_steps::table
        .filter(custody_steps::kind.ne("status"))
        .filter(custody_steps::written_at.ge(Micros::from(since)))
        .select(custody_steps::case_id)
        .distinct();
    let ids: Vec<Id> = on!(conn, c => query.load(c))?;
    ids.into_iter().filter_map(|id| cases::find(conn, id).transpose()).collect()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = custody_talk_offers)]
struct OfferRow {
    suitable: String,
    willing: String,
    officer_present: String,
    lead_cleared: String,
    proposed_at: Option<Micros>,
    written_at: Micros,
}

/// Writes an offer of a case.
///
/// # Errors
/// [`store::Error`].
pub fn insert_offer(conn: &mut Conn, case: Id, offer: &TalkOffer, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        custody_talk_offers::id.eq(Id::generate(now)),
        custody_talk_offers::case_id.eq(case),
        custody_talk_offers::suitable.eq(if offer.suitable { "yes" } else { "no" }),
        custody_talk_offers::willing.eq(offer.willing.code()),
        custody_talk_offers::officer_present.eq(offer.officer_present.code()),
        custody_talk_offers::lead_cleared.eq(offer.lead_cleared.code()),
        custody_talk_offers::proposed_at.eq(offer.proposed_at.map(Micros::from)),
        custody_talk_offers::staff.eq(staff.reference.as_str()),
        custody_talk_offers::role.eq(staff.role.code()),
        custody_talk_offers::written_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(custody_talk_offers::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The latest offer of a case, and when it was written.
///
/// # Errors
/// [`store::Error`].
pub fn latest_offer(conn: &mut Conn, case: Id) -> Result<Option<(TalkOffer, Timestamp)>> {
    let query = custody_talk_offers::table
        .filter(custody_talk_offers::case_id.eq(case))
        .order((custody_talk_offers::written_at.desc(), custody_talk_offers::id.desc()));
    let row: Option<OfferRow> = on!(conn, c => query.select(OfferRow::as_select()).first(c).optional())?;
    let offer = |row: OfferRow| {
        let offer = TalkOffer {
            suitable: row.suitable == "yes",
            willing: parsed(&row.willing)?,
            officer_present: parsed(&row.officer_present)?,
            lead_cleared: parsed(&row.lead_cleared)?,
            proposed_at: row.proposed_at.map(Micros::timestamp),
        };
        Ok((offer, row.written_at.timestamp()))
    };
    row.map(offer).transpose()
}

/// Writes what became of telling the exposed person.
///
/// # Errors
/// [`store::Error`].
pub fn insert_notice(conn: &mut Conn, case: Id, outcome: NoticeOutcome, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        release_notices::id.eq(Id::generate(now)),
        release_notices::case_id.eq(case),
        release_notices::outcome.eq(outcome.code()),
        release_notices::staff.eq(staff.reference.as_str()),
        release_notices::role.eq(staff.role.code()),
        release_notices::written_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(release_notices::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// What became of it in a case, the oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn notices_of_case(conn: &mut Conn, case: Id) -> Result<Vec<WrittenNotice>> {
    let query = release_notices::table
        .filter(release_notices::case_id.eq(case))
        .order((release_notices::written_at, release_notices::id))
        .select((release_notices::outcome, release_notices::role, release_notices::written_at));
    let rows: Vec<(String, String, Micros)> = on!(conn, c => query.load(c))?;
    let notice = |(outcome, role, at): (String, String, Micros)| {
        Ok(WrittenNotice { outcome: parsed(&outcome)?, role: parsed(&role)?, written_at: at.timestamp() })
    };
    rows.into_iter().map(notice).collect()
}
