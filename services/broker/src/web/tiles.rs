//! Tiles and bundles (C2SP tlog-tiles), for anybody.

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Path},
};
use ledger::tile::LogPath;
use web::Problem;
use wire::ProblemCode;

use crate::{
    error::problem,
    flow::{Broker, log},
};

/// What is served here never changes: a partial tile is named by its width.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub(crate) async fn resource(broker: Data<Broker>, path: Path<String>) -> Result<HttpResponse, Problem> {
    let path: LogPath = path.parse().map_err(|_| problem(ProblemCode::NotFound))?;
    let bytes = log::resource(&broker, path).await?;
    Ok(HttpResponse::Ok().content_type("application/octet-stream").insert_header((header::CACHE_CONTROL, FOR_EVER)).body(bytes))
}
