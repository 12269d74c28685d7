//! What was decided at meetings about a case.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};

use super::{parsed, schema::consultation_decisions};
use crate::domain::{ConsultationDecision, NewDecision, Staff};

#[derive(Queryable, Selectable)]
#[diesel(table_name = consultation_decisions)]
struct Row {
    id: Id,
    sealed_words: Vec<u8>,
    owner: String,
    due_on: String,
    done_at: Option<Micros>,
}

/// Writes a decision, its words sealed.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(
    conn: &mut Conn,
    (id, consultation): (Id, Id),
    new: &NewDecision,
    sealed_words: &[u8],
    staff: &Staff,
    now: Timestamp,
) -> Result<()> {
    let row = (
        consultation_decisions::id.eq(id),
        consultation_decisions::consultation.eq(consultation),
        consultation_decisions::sealed_words.eq(sealed_words),
        consultation_decisions::owner.eq(new.owner.code()),
        consultation_decisions::due_on.eq(new.due_on.to_string()),
        consultation_decisions::written_by.eq(staff.reference.as_str()),
        consultation_decisions::written_role.eq(staff.role.code()),
        consultation_decisions::written_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(consultation_decisions::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Writes that a decision was done. The first time stands; says whether there is such a decision.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn done(conn: &mut Conn, (id, consultation): (Id, Id), staff: &Staff, now: Timestamp) -> Result<bool> {
    let known = consultation_decisions::table
        .filter(consultation_decisions::id.eq(id))
        .filter(consultation_decisions::consultation.eq(consultation));
    let open = known.filter(consultation_decisions::done_at.is_null());
    let query = diesel::update(open)
        .set((consultation_decisions::done_by.eq(staff.reference.as_str()), consultation_decisions::done_at.eq(Micros::from(now))));
    let written = on!(conn, c => query.execute(c))? > 0;
    let found: i64 = on!(conn, c => known.count().get_result(c))?;
    Ok(written || found > 0)
}

/// The decisions of a meeting with their sealed words, the earliest day first.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn of_consultation(conn: &mut Conn, consultation: Id) -> Result<Vec<(ConsultationDecision, Vec<u8>)>> {
    let query = consultation_decisions::table
        .filter(consultation_decisions::consultation.eq(consultation))
        .order((consultation_decisions::due_on, consultation_decisions::id));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    let decision = |row: Row| {
        let kept = ConsultationDecision {
            id: row.id,
            words: String::new(),
            owner: parsed(&row.owner)?,
            due_on: parsed(&row.due_on)?,
            done_at: row.done_at.map(Micros::timestamp),
        };
        Ok((kept, row.sealed_words))
    };
    rows.into_iter().map(decision).collect()
}
