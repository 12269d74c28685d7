//! The receipts that go with a paper: each proves that what the paper says of a handover is what the log holds of it.

use ::web::{Page, Problem};
use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Path},
};
use store::Conn;
use wire::HandoverId;

use super::reached;
use crate::{
    ExtractId, Staff, Way, handovers,
    web::handovers::{
        handling::{Handling, id_of},
        problem::DoorProblem,
    },
};

/// `GET /extracts/{extract}/receipts/{handover}`
pub(super) async fn download(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (extract, handover): (ExtractId, HandoverId) = (id_of(&path.0)?, id_of(&path.1)?);
    let (own, now) = ((**handling).clone(), page.now);
    let kept = handling.casework.db().try_write("extract_receipt", move |conn: &mut Conn| -> Result<_, DoorProblem> {
        reached(&own, conn, extract, &staff)?;
        let approved = own.casework.approved_extract(conn, extract, &staff, now)?;
        if !own.casework.extract_receipts(conn, &approved, now)?.contains(&handover) {
            return Err(DoorProblem::NotFound);
        }
        match handovers::find(conn, handover)?.ok_or(DoorProblem::NotFound)?.way {
            Way::Sent => Ok(None),
            Way::Received => own.casework.receipt_file(conn, handover)?.ok_or(DoorProblem::NotFound).map(Some),
        }
    });
    let file = match kept.await? {
        Some(file) => file,
        None => handling.casework.receipt_of_sent(handover).await.map_err(DoorProblem::from)?.ok_or(DoorProblem::NotFound)?,
    };
    let disposition = "attachment; filename=\"receipt.json\"";
    Ok(HttpResponse::Ok().content_type("application/json").insert_header((header::CONTENT_DISPOSITION, disposition)).body(file))
}
