//! Meetings about a case.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};

use super::{parsed, parsed_option, schema::consultations, split};
use crate::domain::{CaseConsultation, ConsultationEnd, NewConsultation, Staff};

/// A meeting as it is kept: the minutes are sealed, and none of the decisions is in `open`.
pub(crate) struct KeptConsultation {
    pub(crate) case: Id,
    pub(crate) open: CaseConsultation,
    pub(crate) sealed_minutes: Option<Vec<u8>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = consultations)]
struct Row {
    id: Id,
    case_id: Id,
    unit: String,
    kind: String,
    planned_at: Micros,
    agenda: String,
    participants: String,
    written_role: String,
    written_at: Micros,
    ended: Option<String>,
    ended_at: Option<Micros>,
    sealed_minutes: Option<Vec<u8>>,
}

impl Row {
    fn into_kept(self) -> Result<KeptConsultation> {
        let planned = NewConsultation {
            kind: parsed(&self.kind)?,
            planned_at: self.planned_at.timestamp(),
            agenda: split(&self.agenda)?,
            participants: split(&self.participants)?,
        };
        let ended: Option<ConsultationEnd> = parsed_option(self.ended.as_deref())?;
        Ok(KeptConsultation {
            case: self.case_id,
            open: CaseConsultation {
                id: self.id,
                unit: parsed(&self.unit)?,
                planned,
                written: (parsed(&self.written_role)?, self.written_at.timestamp()),
                ended: ended.zip(self.ended_at.map(Micros::timestamp)),
                minutes: String::new(),
                decisions: Vec::new(),
            },
            sealed_minutes: self.sealed_minutes,
        })
    }
}

/// Writes a meeting that is planned.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, id: Id, case: Id, new: &NewConsultation, staff: &Staff, now: Timestamp) -> Result<()> {
    let codes = |all: Vec<&str>| all.join(",");
    let row = (
        consultations::id.eq(id),
        consultations::case_id.eq(case),
        consultations::unit.eq(staff.unit.as_str()),
        consultations::kind.eq(new.kind.code()),
        consultations::planned_at.eq(Micros::from(new.planned_at)),
        consultations::agenda.eq(codes(new.agenda.iter().map(|item| item.code()).collect())),
        consultations::participants.eq(codes(new.participants.iter().map(|part| part.code()).collect())),
        consultations::written_by.eq(staff.reference.as_str()),
        consultations::written_role.eq(staff.role.code()),
        consultations::written_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(consultations::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Writes what became of a meeting, once; says whether it was still to come.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn end(
    conn: &mut Conn,
    id: Id,
    ended: ConsultationEnd,
    sealed_minutes: Option<Vec<u8>>,
    staff: &Staff,
    now: Timestamp,
) -> Result<bool> {
    let open = consultations::table.filter(consultations::id.eq(id)).filter(consultations::ended.is_null());
    let query = diesel::update(open).set((
        consultations::ended.eq(ended.code()),
        consultations::ended_by.eq(staff.reference.as_str()),
        consultations::ended_role.eq(staff.role.code()),
        consultations::ended_at.eq(Micros::from(now)),
        consultations::sealed_minutes.eq(sealed_minutes),
    ));
    Ok(on!(conn, c => query.execute(c))? > 0)
}

/// The meetings of a case, the latest first.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn of_case(conn: &mut Conn, case: Id) -> Result<Vec<KeptConsultation>> {
    let query =
        consultations::table.filter(consultations::case_id.eq(case)).order((consultations::planned_at.desc(), consultations::id.desc()));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_kept).collect()
}
