//! Consents and withdrawals.

use actix_web::{HttpResponse, web::Data};
use serde::Serialize;
use web::Problem;

use super::Signed;
use crate::flow::{Broker, take};

/// Where something is in the log.
#[derive(Serialize)]
pub(super) struct Logged {
    /// Index of its entry.
    pub log_index: u64,
}

pub(crate) async fn register(broker: Data<Broker>, signed: Signed) -> Result<HttpResponse, Problem> {
    let log_index = take::consent(&broker, &signed.caller, &signed.body).await?;
    Ok(HttpResponse::Ok().json(Logged { log_index }))
}

pub(crate) async fn withdraw(broker: Data<Broker>, signed: Signed) -> Result<HttpResponse, Problem> {
    let log_index = take::withdrawal(&broker, &signed.caller, &signed.body).await?;
    Ok(HttpResponse::Ok().json(Logged { log_index }))
}

/// The answer to every code: nothing in it.
#[derive(Serialize)]
struct Heard {}

/// Answers alike whether the code belongs to a consent or to none.
pub(crate) async fn withdraw_by_code(broker: Data<Broker>, signed: Signed) -> Result<HttpResponse, Problem> {
    take::code_withdrawal(&broker, &signed.caller, &signed.body).await?;
    Ok(HttpResponse::Accepted().json(Heard {}))
}
