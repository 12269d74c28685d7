//! The exact bytes: of an edition, of its cases, and of what is to be signed.

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Path, Query},
};
use web::{Page, Problem};
use wire::EditionId;

use super::{
    edition_of,
    open::{Day, chosen_day, payload},
};
use crate::{
    flow::{
        Broker,
        edition_files::{EditionFiles, edition_files},
        editions,
    },
    web::visitor::Reader,
};

pub(crate) async fn edition(broker: Data<Broker>, _reader: Reader, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, files) = files_of(&broker, &id).await?;
    Ok(download("application/toml", &format!("{id}.toml"), files.edition))
}

pub(crate) async fn cases(broker: Data<Broker>, _reader: Reader, id: Path<String>) -> Result<HttpResponse, Problem> {
    let (id, files) = files_of(&broker, &id).await?;
    Ok(download("text/csv; charset=utf-8", &format!("{id}.csv"), files.cases.into_bytes()))
}

async fn files_of(broker: &Broker, path: &Path<String>) -> Result<(EditionId, EditionFiles), Problem> {
    let id = edition_of(path)?;
    let files = edition_files(broker, &id).await?.ok_or_else(Problem::not_found)?;
    Ok((id, files))
}

/// What is to be signed, for the day of the query or else the day that the page proposes; 404 without such a proposal or
/// such a day.
pub(crate) async fn approval(
    broker: Data<Broker>,
    page: Page,
    _reader: Reader,
    id: Path<String>,
    query: Query<Day>,
) -> Result<HttpResponse, Problem> {
    let id = edition_of(&id)?;
    let all = editions::list(&broker).await?;
    let summary = all.iter().find(|summary| summary.reference.id == id).ok_or_else(Problem::not_found)?;
    let day = chosen_day(&page, summary, &query.day).map_err(|_| Problem::not_found())?;
    let payload = payload(&broker, &id, day).await?.ok_or_else(Problem::not_found)?;
    Ok(download("application/json", &format!("approval-{id}.json"), payload.into_bytes()))
}

/// A file to keep. Its name is made of an edition's id: digits, hyphens and dots.
fn download(media_type: &str, name: &str, bytes: Vec<u8>) -> HttpResponse {
    let disposition = format!("attachment; filename=\"{name}\"");
    HttpResponse::Ok().content_type(media_type).insert_header((header::CONTENT_DISPOSITION, disposition)).body(bytes)
}
