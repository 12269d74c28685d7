//! Offers.

use actix_web::{HttpResponse, web::Data};
use web::Problem;

use super::Signed;
use crate::flow::{Broker, take};

/// The signed answer, byte for byte as it was first given.
pub(crate) async fn judge(broker: Data<Broker>, signed: Signed) -> Result<HttpResponse, Problem> {
    let answer = take::offer(&broker, &signed.caller, &signed.body).await?;
    Ok(HttpResponse::Ok().content_type("application/json").body(answer))
}
