//! The paper of an approved extract: the only thing of it that leaves.

use ::web::{Page, Problem};
use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Path},
};

use super::{reached, words::paper};
use crate::{
    ExtractId, ExtractPaper, Staff,
    web::handovers::{
        handling::{Handling, id_of},
        problem::DoorProblem,
    },
};

/// `GET /extracts/{extract}/paper.pdf`
pub(super) async fn download(page: Page, staff: Staff, path: Path<String>, handling: Data<Handling>) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let id: ExtractId = id_of(&path)?;
    let (own, now) = ((**handling).clone(), page.now);
    let told = handling.casework.db().try_write("print_extract", move |conn| -> Result<ExtractPaper, DoorProblem> {
        reached(&own, conn, id, &staff)?;
        let approved = own.casework.approved_extract(conn, id, &staff, now)?;
        Ok(own.casework.extract_paper(conn, &approved, now)?)
    });
    let file = paper(&told.await?).pdf().map_err(Problem::internal)?;
    // Neither code nor role: the name of the file is seen by whoever looks at the screen.
    let disposition = "inline; filename=\"answer.pdf\"";
    Ok(HttpResponse::Ok().content_type("application/pdf").insert_header((header::CONTENT_DISPOSITION, disposition)).body(file))
}
