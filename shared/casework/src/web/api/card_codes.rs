//! A consent ends by the code of its contact card, by machine: the same answer whatever the code belongs to.

use ::web::{Problem, json::JsonBytes};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Data};
use serde::Deserialize;
use wire::CardCode;

use super::{Answer, Rights, once, problems::at, reached::actor};
use crate::{Casework, CodeProblem};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    code: String,
}

/// `POST /api/v1/consents/withdraw-by-code`, body `{code}` → 202 whether it belongs to a consent or to none; 429 when this
/// person has handed in too many lately
pub(super) async fn withdraw(
    request: HttpRequest,
    body: JsonBytes,
    casework: Data<Casework>,
    rights: Data<Rights>,
) -> Result<HttpResponse, Problem> {
    let caller = actor(&request, body.as_bytes(), &casework, &rights).await?;
    let doing = async {
        let Said { code } = body.parse()?;
        let code: CardCode = code.parse().map_err(|_| at("code", "sharing-error-card-code"))?;
        let (work, staff, now) = ((**casework).clone(), caller.staff.clone(), casework.clock().now());
        let heard = casework.db().try_write("withdraw_by_code", move |conn| work.withdraw_by_code(conn, &code, &staff, now)).await;
        heard.map_err(refused)?;
        Ok(Answer::taken())
    };
    once(&casework, &request, &caller, body.as_bytes(), doing).await
}

fn refused(problem: CodeProblem) -> Problem {
    match problem {
        CodeProblem::TooMany => Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-requests"),
        CodeProblem::Store(error) => error.into(),
        CodeProblem::Inside(fault) => Problem::internal(fault),
    }
}
