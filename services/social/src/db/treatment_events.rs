//! What happens in a treatment, what the team decided, and what he has told of her. None is ever changed.

use casework::Staff;
use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Error, ErrorKind, Id, Micros, Result, on};
use wire::StaffRole;

use super::{
    parsed, parsed_option,
    schema::{treatment_decisions, treatment_events, treatment_partners},
};
use crate::domain::{KeptDecision, TeamDecision, TreatmentEvent};

/// What he has told, as it is kept.
pub struct KeptPartner {
    /// Id, bound to what is sealed.
    pub id: Id,
    /// What, sealed with the key of the treatment.
    pub sealed: Vec<u8>,
}

/// Writes an event. A second end is refused by the database.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, treatment: Id, event: &TreatmentEvent, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        treatment_events::id.eq(Id::generate(now)),
        treatment_events::treatment.eq(treatment),
        treatment_events::kind.eq(event.kind.code()),
        treatment_events::wording.eq(event.wording.map(|wording| wording.code())),
        treatment_events::happened_on.eq(event.on.to_string()),
        treatment_events::staff.eq(staff.reference.as_str()),
        treatment_events::role.eq(staff.role.code()),
        treatment_events::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(treatment_events::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The events of a treatment with the role of who wrote each, in the order they were written.
///
/// # Errors
/// [`store::Error`].
pub fn of(conn: &mut Conn, treatment: Id) -> Result<Vec<(TreatmentEvent, StaffRole)>> {
    let query = treatment_events::table
        .filter(treatment_events::treatment.eq(treatment))
        .order((treatment_events::at, treatment_events::id))
        .select((treatment_events::kind, treatment_events::wording, treatment_events::happened_on, treatment_events::role));
    let rows: Vec<(String, Option<String>, String, String)> = on!(conn, c => query.load(c))?;
    let event = |(kind, wording, on, role): (String, Option<String>, String, String)| {
        let event = TreatmentEvent::of(parsed(&kind)?, parsed_option(wording.as_deref())?, parsed(&on)?);
        Ok((event.ok_or_else(|| Error::new(ErrorKind::InvalidValue, "a stored event can't be read"))?, parsed(&role)?))
    };
    rows.into_iter().map(event).collect()
}

/// Writes a decision of the team.
///
/// # Errors
/// [`store::Error`].
pub fn decide(
    conn: &mut Conn,
    treatment: Id,
    (decision, on): (TeamDecision, jiff::civil::Date),
    staff: &Staff,
    now: Timestamp,
) -> Result<()> {
    let row = (
        treatment_decisions::id.eq(Id::generate(now)),
        treatment_decisions::treatment.eq(treatment),
        treatment_decisions::decision.eq(decision.code()),
        treatment_decisions::decided_on.eq(on.to_string()),
        treatment_decisions::staff.eq(staff.reference.as_str()),
        treatment_decisions::role.eq(staff.role.code()),
        treatment_decisions::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(treatment_decisions::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The decisions of a treatment, in the order they were written.
///
/// # Errors
/// [`store::Error`].
pub fn decisions(conn: &mut Conn, treatment: Id) -> Result<Vec<KeptDecision>> {
    let query = treatment_decisions::table
        .filter(treatment_decisions::treatment.eq(treatment))
        .order((treatment_decisions::at, treatment_decisions::id))
        .select((treatment_decisions::decision, treatment_decisions::decided_on, treatment_decisions::role, treatment_decisions::at));
    let rows: Vec<(String, String, String, Micros)> = on!(conn, c => query.load(c))?;
    let decision = |(decision, on, role, at): (String, String, String, Micros)| {
        Ok(KeptDecision { decision: parsed(&decision)?, on: parsed(&on)?, role: parsed(&role)?, at: at.timestamp() })
    };
    rows.into_iter().map(decision).collect()
}

/// Writes what he tells of her. What he told before stays.
///
/// # Errors
/// [`store::Error`].
pub fn tell(conn: &mut Conn, treatment: Id, partner: &KeptPartner, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        treatment_partners::id.eq(partner.id),
        treatment_partners::treatment.eq(treatment),
        treatment_partners::sealed.eq(&partner.sealed),
        treatment_partners::staff.eq(staff.reference.as_str()),
        treatment_partners::role.eq(staff.role.code()),
        treatment_partners::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(treatment_partners::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// What he told last.
///
/// # Errors
/// [`store::Error`].
pub fn told(conn: &mut Conn, treatment: Id) -> Result<Option<KeptPartner>> {
    let query = treatment_partners::table
        .filter(treatment_partners::treatment.eq(treatment))
        .order((treatment_partners::at.desc(), treatment_partners::id.desc()))
        .select((treatment_partners::id, treatment_partners::sealed));
    let row: Option<(Id, Vec<u8>)> = on!(conn, c => query.first(c).optional())?;
    Ok(row.map(|(id, sealed)| KeptPartner { id, sealed }))
}
