//! What waits for the therapist's moment of the week, with its source, which his side never reads.

use casework::Staff;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};

use super::{
    parsed,
    schema::{risk_wording_withdrawals, risk_wordings},
};
use crate::domain::{Answered, RiskSource, RiskWording, Waiting};

/// A wording as her side sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptWording {
    /// Id.
    pub id: Id,
    /// Where it comes from.
    pub source: RiskSource,
    /// What, and when.
    pub waiting: Waiting,
}

/// Her yes to a thing, and what was read out.
pub type HerYes = (Answered, (String, String));

/// Writes one. Hers goes with her yes, and nothing else has one.
///
/// # Errors
/// [`store::Error`].
pub fn insert(
    conn: &mut Conn,
    id: Id,
    (source, wording): (RiskSource, RiskWording),
    yes: Option<&HerYes>,
    staff: &Staff,
    now: Timestamp,
) -> Result<()> {
    let row = (
        risk_wordings::id.eq(Id::generate(now)),
        risk_wordings::partner_contact.eq(id),
        risk_wordings::source.eq(source.code()),
        risk_wordings::wording.eq(wording.code()),
        risk_wordings::answered_on.eq(yes.map(|(answered, _)| answered.on.to_string())),
        risk_wordings::form.eq(yes.map(|(answered, _)| answered.form.code())),
        risk_wordings::text.eq(yes.map(|(_, (text, _))| text.as_str())),
        risk_wordings::text_version.eq(yes.map(|(_, (_, version))| version.as_str())),
        risk_wordings::staff.eq(staff.reference.as_str()),
        risk_wordings::role.eq(staff.role.code()),
        risk_wordings::written_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(risk_wordings::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// All of a partner contact, the oldest first.
///
/// # Errors
/// [`store::Error`].
pub fn of(conn: &mut Conn, id: Id) -> Result<Vec<KeptWording>> {
    let query = risk_wordings::table
        .left_join(risk_wording_withdrawals::table.on(risk_wording_withdrawals::wording.eq(risk_wordings::id)))
        .filter(risk_wordings::partner_contact.eq(id))
        .order((risk_wordings::written_at, risk_wordings::id))
        .select((
            risk_wordings::id,
            risk_wordings::source,
            risk_wordings::wording,
            risk_wordings::written_at,
            risk_wording_withdrawals::at.nullable(),
        ));
    let rows: Vec<(Id, String, String, Micros, Option<Micros>)> = on!(conn, c => query.load(c))?;
    let kept = |(id, source, wording, written_at, withdrawn_at): (Id, String, String, Micros, Option<Micros>)| {
        let waiting =
            Waiting { wording: parsed(&wording)?, written_at: written_at.timestamp(), withdrawn_at: withdrawn_at.map(Micros::timestamp) };
        Ok(KeptWording { id, source: parsed(&source)?, waiting })
    };
    rows.into_iter().map(kept).collect()
}

/// Writes that one is taken back. A second time is refused by the database.
///
/// # Errors
/// [`store::Error`].
pub fn withdraw(conn: &mut Conn, wording: Id, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        risk_wording_withdrawals::wording.eq(wording),
        risk_wording_withdrawals::staff.eq(staff.reference.as_str()),
        risk_wording_withdrawals::role.eq(staff.role.code()),
        risk_wording_withdrawals::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(risk_wording_withdrawals::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}
