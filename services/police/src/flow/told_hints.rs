//! That a person told of a crime reaches the investigators: when, and which role heard it, never what.

use casework::{Case, CaseReached, Casework, Staff, Tie, case_reached};
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Id};
use wire::CaseCode;

use super::FlowError;
use crate::db::told_hints::{self, ToldHint};

/// How far back the list shows what was taken.
const SHOWN: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What this service's own records say of a person and a case.
pub type AskTie = fn(&mut Conn, &Case, &Staff) -> store::Result<Tie>;

/// Writes that it was told now, to this member of staff.
///
/// # Errors
/// [`FlowError::NotFound`], [`FlowError::NoRelation`]; those of the database.
pub async fn tell(
    casework: &Casework,
    (code, of): (CaseCode, String),
    tie: AskTie,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("tell_of_a_crime", move |conn| match case_reached(conn, &code, &of, &staff, &tie)? {
            CaseReached::Open(case) => Ok(told_hints::insert(conn, case.id, &staff, now)?),
            CaseReached::SayWhy => Err(FlowError::NoRelation),
            CaseReached::Unknown => Err(FlowError::NotFound),
        })
        .await
}

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Code of the case.
    pub code: CaseCode,
    /// The hint.
    pub hint: ToldHint,
    /// The reader's unit works with the case: it can be opened.
    pub is_own: bool,
}

/// What waits, and what was taken in the last thirty days. The investigators are often another unit than who heard it: the
/// list is one for the agency, and says nothing but code, time and role.
///
/// # Errors
/// Those of the database.
pub async fn list(casework: &Casework, tie: AskTie, staff: &Staff, now: Timestamp) -> Result<Vec<Listed>, FlowError> {
    let staff = staff.clone();
    let listed = casework.db().read(move |conn| {
        let mut listed = Vec::new();
        for (code, hint) in told_hints::since(conn, now - SHOWN)? {
            let is_own = case_reached(conn, &code, "", &staff, &tie)? != CaseReached::Unknown;
            listed.push(Listed { code, hint, is_own });
        }
        Ok(listed)
    });
    Ok(listed.await?)
}

/// How many wait.
///
/// # Errors
/// Those of the database.
pub async fn waiting(casework: &Casework) -> Result<usize, FlowError> {
    Ok(casework.db().read(told_hints::waiting).await?)
}

/// Takes a hint. The first stays.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn take(casework: &Casework, id: Id, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("take_told_hint", move |conn| match told_hints::take(conn, id, &staff, now)? {
            true => Ok(()),
            false => Err(FlowError::NotFound),
        })
        .await
}
