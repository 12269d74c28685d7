//! From what stands in a path to what the caller may reach.

use ::web::Problem;
use actix_web::{HttpRequest, http::StatusCode};
use wire::{CaseCode, HandoverId};

use super::{ApiCaller, Rights, api_caller};
use crate::{Case, Casework, Handover, handovers};

/// A caller who may look.
///
/// # Errors
/// Those of the tokens; 403 for a role that may not.
pub(super) async fn follower(request: &HttpRequest, casework: &Casework, rights: &Rights) -> Result<ApiCaller, Problem> {
    let caller = api_caller(request, b"", casework).await?;
    rights.may_follow(&caller)?;
    Ok(caller)
}

/// A caller who may do something with this body.
///
/// # Errors
/// Those of the tokens; 403 for a role that may not.
pub(super) async fn actor(request: &HttpRequest, body: &[u8], casework: &Casework, rights: &Rights) -> Result<ApiCaller, Problem> {
    let caller = api_caller(request, body, casework).await?;
    rights.may_act(&caller)?;
    Ok(caller)
}

/// The case of the unit with this code.
///
/// # Errors
/// 404 for an unknown code and another unit's alike; 409 `case-ambiguous` when two agencies have opened one with the same.
pub(super) async fn case_of(code: &str, casework: &Casework, rights: &Rights, caller: &ApiCaller) -> Result<Case, Problem> {
    let code: CaseCode = code.parse().map_err(|_| Problem::not_found())?;
    let (rights, staff) = (rights.clone(), caller.staff.clone());
    let mut found = casework.db().read(move |conn| rights.cases(conn, &code, &staff)).await?;
    match found.len() {
        0 | 1 => found.pop().ok_or_else(Problem::not_found),
        _ => Err(Problem::new(StatusCode::CONFLICT, "case-ambiguous")),
    }
}

/// The handover with this id, if it is the unit's own.
///
/// # Errors
/// 404 for an unknown id and another unit's alike.
pub(super) async fn handover_of(id: &str, casework: &Casework, rights: &Rights, caller: &ApiCaller) -> Result<Handover, Problem> {
    let id: HandoverId = id.parse().map_err(|_| Problem::not_found())?;
    let (rights, staff) = (rights.clone(), caller.staff.clone());
    let found = casework.db().read(move |conn| {
        let Some(handover) = handovers::find(conn, id)? else { return Ok(None) };
        Ok(rights.reaches(conn, &handover, &staff)?.then_some(handover))
    });
    found.await?.ok_or_else(Problem::not_found)
}
