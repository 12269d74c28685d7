//! Extracts of what is held about one person. What must hold of reviewer and state the database holds too.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::UnitId;

use super::{
    parsed, parsed_option,
    schema::{cases, subject_extracts},
};
use crate::domain::{ExtractDelivery, ExtractForm, ExtractId, ExtractState, NewExtract, Pressure, SecondPerson, SubjectExtract};

#[derive(Queryable, Insertable)]
#[diesel(table_name = subject_extracts)]
struct Row {
    id: Id,
    case_id: Id,
    unit: String,
    about: String,
    asked_by: String,
    identity_check: String,
    language: String,
    pressure: Option<String>,
    form: String,
    delivery: String,
    state: String,
    composed_by: String,
    started_at: Micros,
    reviewed_by: Option<String>,
    reviewed_at: Option<Micros>,
    sealed_reason: Option<Vec<u8>>,
    submissions: i32,
}

impl Row {
    fn into_extract(self, case_code: &str) -> Result<SubjectExtract> {
        let reviewer = parsed_option(self.reviewed_by.as_deref())?;
        Ok(SubjectExtract {
            id: ExtractId(self.id),
            case: self.case_id,
            case_code: parsed(case_code)?,
            unit: parsed(&self.unit)?,
            asked: NewExtract {
                about: parsed(&self.about)?,
                asked_by: parsed(&self.asked_by)?,
                identity: parsed(&self.identity_check)?,
                language: parsed(&self.language)?,
            },
            pressure: parsed_option(self.pressure.as_deref())?,
            form: parsed(&self.form)?,
            delivery: parsed(&self.delivery)?,
            state: parsed(&self.state)?,
            composed_by: parsed(&self.composed_by)?,
            started_at: self.started_at.timestamp(),
            reviewed: reviewer.zip(self.reviewed_at.map(|at| at.timestamp())),
            submissions: self.submissions,
        })
    }
}

/// Writes one that is begun.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn insert(conn: &mut Conn, extract: &SubjectExtract) -> Result<()> {
    let row = Row {
        id: extract.id.0,
        case_id: extract.case,
        unit: extract.unit.to_string(),
        about: extract.asked.about.to_string(),
        asked_by: extract.asked.asked_by.to_string(),
        identity_check: extract.asked.identity.to_string(),
        language: extract.asked.language.to_string(),
        pressure: extract.pressure.map(|pressure| pressure.to_string()),
        form: extract.form.to_string(),
        delivery: extract.delivery.to_string(),
        state: extract.state.to_string(),
        composed_by: extract.composed_by.to_string(),
        started_at: extract.started_at.into(),
        reviewed_by: None,
        reviewed_at: None,
        sealed_reason: None,
        submissions: extract.submissions,
    };
    let query = diesel::insert_into(subject_extracts::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The extract with this id.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, id: ExtractId) -> Result<Option<SubjectExtract>> {
    let query = subject_extracts::table
        .inner_join(cases::table.on(cases::id.eq(subject_extracts::case_id)))
        .filter(subject_extracts::id.eq(id.0))
        .select((subject_extracts::all_columns, cases::code));
    let row: Option<(Row, String)> = on!(conn, c => query.get_result(c).optional())?;
    row.map(|(row, code)| row.into_extract(&code)).transpose()
}

/// The extracts of a unit, newest first.
///
/// # Errors
/// [`store::Error`].
pub fn of_unit(conn: &mut Conn, unit: &UnitId) -> Result<Vec<SubjectExtract>> {
    let query = subject_extracts::table
        .inner_join(cases::table.on(cases::id.eq(subject_extracts::case_id)))
        .filter(subject_extracts::unit.eq(unit.as_str()))
        .order((subject_extracts::started_at.desc(), subject_extracts::id.desc()))
        .select((subject_extracts::all_columns, cases::code));
    let rows: Vec<(Row, String)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(row, code)| row.into_extract(&code)).collect()
}

/// How it is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Handing {
    pub(crate) pressure: Pressure,
    pub(crate) form: ExtractForm,
    pub(crate) delivery: ExtractDelivery,
}

/// Keeps how it is handed out, while it is being put together; false when it is not any more.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn set_handing(conn: &mut Conn, id: ExtractId, handing: Handing) -> Result<bool> {
    let row =
        subject_extracts::table.filter(subject_extracts::id.eq(id.0)).filter(subject_extracts::state.eq(ExtractState::Composing.code()));
    let query = diesel::update(row).set((
        subject_extracts::pressure.eq(Some(handing.pressure.code())),
        subject_extracts::form.eq(handing.form.code()),
        subject_extracts::delivery.eq(handing.delivery.code()),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Hands it to a second person; false when it was not being put together. What an earlier review said is answered by it.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn submit(conn: &mut Conn, id: ExtractId) -> Result<bool> {
    let row =
        subject_extracts::table.filter(subject_extracts::id.eq(id.0)).filter(subject_extracts::state.eq(ExtractState::Composing.code()));
    let query = diesel::update(row).set((
        subject_extracts::state.eq(ExtractState::InReview.code()),
        subject_extracts::submissions.eq(subject_extracts::submissions + 1),
        subject_extracts::reviewed_by.eq(None::<String>),
        subject_extracts::reviewed_at.eq(None::<Micros>),
        subject_extracts::sealed_reason.eq(None::<Vec<u8>>),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// What the second person says, once: approved, or sent back with a reason. False when it did not wait, or was handed over once
/// more since it was read: then it may be another.
///
/// # Errors
/// [`store::Error`]; `ConstraintViolation` when whoever composed it reviews: the database holds that too.
pub(crate) fn review(
    conn: &mut Conn,
    (id, submission): (ExtractId, i32),
    second: SecondPerson<'_>,
    sent_back: Option<Vec<u8>>,
    now: Timestamp,
) -> Result<bool> {
    let handed_in = subject_extracts::table.find(id.0).select(subject_extracts::submissions);
    let last: Option<i32> = match conn {
        Conn::Pg(c, ..) => handed_in.for_update().first(c).optional()?,
        Conn::Sqlite(c, ..) => handed_in.first(c).optional()?,
    };
    if last != Some(submission) {
        return Ok(false);
    }
    let state = if sent_back.is_some() { ExtractState::Composing } else { ExtractState::Approved };
    set_review(conn, id, second.reference().as_str(), state, sent_back, now)
}

/// Writes it as it is told.
fn set_review(conn: &mut Conn, id: ExtractId, by: &str, state: ExtractState, reason: Option<Vec<u8>>, now: Timestamp) -> Result<bool> {
    let row =
        subject_extracts::table.filter(subject_extracts::id.eq(id.0)).filter(subject_extracts::state.eq(ExtractState::InReview.code()));
    let query = diesel::update(row).set((
        subject_extracts::state.eq(state.code()),
        subject_extracts::reviewed_by.eq(Some(by)),
        subject_extracts::reviewed_at.eq(Some(Micros::from(now))),
        subject_extracts::sealed_reason.eq(reason),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Writes an approval by whoever is named: for the tests of what the database holds.
///
/// # Errors
/// [`store::Error`].
#[cfg(feature = "testing")]
pub fn approve_unchecked(conn: &mut Conn, id: ExtractId, by: &wire::StaffRef, now: Timestamp) -> Result<bool> {
    set_review(conn, id, by.as_str(), ExtractState::Approved, None, now)
}

/// Why it was sent back, sealed; none when it was not.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn sealed_reason(conn: &mut Conn, id: ExtractId) -> Result<Option<Vec<u8>>> {
    let query = subject_extracts::table.find(id.0).select(subject_extracts::sealed_reason);
    let found: Option<Option<Vec<u8>>> = on!(conn, c => query.get_result(c).optional())?;
    Ok(found.flatten())
}
