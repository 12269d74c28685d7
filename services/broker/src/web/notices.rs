//! Notices: headers only.

use actix_web::{
    HttpResponse,
    web::{Data, Query},
};
use serde::Serialize;
use web::Problem;
use wire::Notice;

use super::{Caller, Waiting};
use crate::flow::{Broker, notices};

#[derive(Serialize)]
struct Notices {
    notices: Vec<Notice>,
    next: u64,
}

pub(crate) async fn after(broker: Data<Broker>, caller: Caller, waiting: Query<Waiting>) -> Result<HttpResponse, Problem> {
    let notices = notices::after(&broker, &caller.0, waiting.after, waiting.at_most()).await?;
    let next = notices.last().map_or(waiting.after, |notice| notice.number);
    Ok(HttpResponse::Ok().json(Notices { notices, next }))
}
