//! The receipt of a handover as a file: what the log holds of it, with the proof.

use ::web::{Page, Problem};
use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Path},
};
use store::Conn;
use wire::{CaseCode, HandoverId};

use super::{
    handling::{Handling, code_of, id_of},
    problem::DoorProblem,
};
use crate::{Staff, ViewPurpose, Way, access_entries, flow::is_shut};

/// `GET /cases/{code}/handovers/{handover}/receipt.json`
pub(super) async fn download(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id) = (code_of(&path.0)?, id_of(&path.1)?);
    let (own, now) = ((**handling).clone(), page.now);
    let look = move |conn: &mut Conn| receipt(&own, conn, code, id, &staff, now);
    let file = match handling.casework.db().try_write("download_receipt", look).await? {
        Some(file) => file,
        None => handling.casework.receipt_of_sent(id).await.map_err(DoorProblem::from)?.ok_or(DoorProblem::NotFound)?,
    };
    let disposition = format!("attachment; filename=\"receipt-{code}.json\"");
    Ok(HttpResponse::Ok().content_type("application/json").insert_header((header::CONTENT_DISPOSITION, disposition)).body(file))
}

/// The file, kept here for what came; `None` for what was sent, whose proof is with the log. Writes that it was looked at. The
/// kinds of details are in it: of what nobody sees any more there is none.
fn receipt(
    handling: &Handling,
    conn: &mut Conn,
    code: CaseCode,
    id: HandoverId,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<Option<Vec<u8>>, DoorProblem> {
    let handover = handling.handover(conn, &code, id, staff)?;
    if is_shut(conn, &handover)? {
        return Err(DoorProblem::NotFound);
    }
    let kept = if handover.way == Way::Sent { None } else { Some(handling.casework.receipt_file(conn, id)?.ok_or(DoorProblem::NotFound)?) };
    access_entries::insert(conn, handover.case, Some(id), staff, ViewPurpose::Explain, &[], now)?;
    Ok(kept)
}
