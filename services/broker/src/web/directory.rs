//! The directory: every registration in force, the broker's own among them.

use actix_web::{HttpResponse, web::Data};
use serde::Serialize;
use web::Problem;
use wire::Registration;

use super::Caller;
use crate::flow::Broker;

#[derive(Serialize)]
struct Directory<'a> {
    registrations: Vec<&'a Registration>,
}

pub(crate) async fn all(broker: Data<Broker>, _caller: Caller) -> Result<HttpResponse, Problem> {
    let directory = broker.live.directory();
    let registrations = directory.members().map(|member| &member.row().registration).collect();
    Ok(HttpResponse::Ok().json(Directory { registrations }))
}
