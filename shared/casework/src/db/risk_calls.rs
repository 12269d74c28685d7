//! Calls to the support line that an outcome has opened.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Micros, Result, on};
use wire::StaffRole;

use super::{parsed, parsed_option, schema::risk_calls};
use crate::domain::{CallAnswer, NotRung, RiskId, Staff};

/// A call, and whether it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskCall {
    /// What somebody said of it; none while nobody has.
    pub answered: Option<AnsweredCall>,
}

/// What somebody said of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredCall {
    /// Whether it was made.
    pub answer: CallAnswer,
    /// Why not.
    pub reason: Option<NotRung>,
    /// In which role it was said.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
}

/// Opens a call.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn open(conn: &mut Conn, risk: RiskId) -> Result<()> {
    let query = diesel::insert_into(risk_calls::table).values(risk_calls::risk.eq(risk.0));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Keeps what was said of it, once; says whether it was open.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn answer(conn: &mut Conn, risk: RiskId, reason: Option<NotRung>, staff: &Staff, now: Timestamp) -> Result<bool> {
    let answer = if reason.is_some() { CallAnswer::CouldNotRing } else { CallAnswer::Rung };
    let open = risk_calls::table.filter(risk_calls::risk.eq(risk.0)).filter(risk_calls::answer.is_null());
    let query = diesel::update(open).set((
        risk_calls::answer.eq(answer.code()),
        risk_calls::reason.eq(reason.map(NotRung::code)),
        risk_calls::answered_by.eq(staff.reference.as_str()),
        risk_calls::answered_role.eq(staff.role.code()),
        risk_calls::answered_at.eq(Micros::from(now)),
    ));
    Ok(on!(conn, c => query.execute(c))? > 0)
}

/// The call of an outcome, if it opened one.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn of_risk(conn: &mut Conn, risk: RiskId) -> Result<Option<RiskCall>> {
    let query =
        risk_calls::table.find(risk.0).select((risk_calls::answer, risk_calls::reason, risk_calls::answered_role, risk_calls::answered_at));
    type Columns = (Option<String>, Option<String>, Option<String>, Option<Micros>);
    let row: Option<Columns> = on!(conn, c => query.get_result(c).optional())?;
    let call = |(answer, reason, role, at): Columns| {
        let answer: Option<CallAnswer> = parsed_option(answer.as_deref())?;
        let (Some(answer), Some(role), Some(at)) = (answer, role, at) else { return Ok(RiskCall { answered: None }) };
        let answered = AnsweredCall { answer, reason: parsed_option(reason.as_deref())?, role: parsed(&role)?, at: at.timestamp() };
        Ok(RiskCall { answered: Some(answered) })
    };
    row.map(call).transpose()
}
