//! Recalls.

use actix_web::{HttpResponse, web::Data};
use web::Problem;

use super::{Signed, consents::Logged};
use crate::flow::{Broker, take};

pub(crate) async fn take(broker: Data<Broker>, signed: Signed) -> Result<HttpResponse, Problem> {
    let log_index = take::recall(&broker, &signed.caller, &signed.body).await?;
    Ok(HttpResponse::Ok().json(Logged { log_index }))
}
