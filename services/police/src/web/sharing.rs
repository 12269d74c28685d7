//! The pages for handing over, asking, permitting and clearing, which both agencies share, as this service mounts them.

use casework::{Case, Staff, Tie, web::handovers::Handling};
use store::Conn;

use crate::{
    access::SHARING,
    app::Police,
    db::{call_outs, relations},
};

/// What the shared pages need to know of this service.
pub fn handling(police: &Police) -> Handling {
    Handling {
        casework: police.casework.clone(),
        library: police.library.clone(),
        roles: SHARING,
        places: &[("/call-outs", "list-title"), ("/received", "received-title")],
        style: "police.css",
        case_page: |code| format!("/call-outs/{code}"),
        knows,
    }
}

/// A call-out of the unit ties it to the case, also before anything is sent; and whoever opens it has said why, as on the
/// call-out's own pages.
pub(super) fn knows(conn: &mut Conn, case: &Case, staff: &Staff) -> store::Result<Tie> {
    let Some(call_out) = call_outs::of_case(conn, case.id)? else { return Ok(Tie::Nothing) };
    Ok(match relations::find(conn, case.id, &staff.reference)? {
        _ if call_out.unit != staff.unit => Tie::Elsewhere,
        Some(_) => Tie::Works,
        None => Tie::Unsaid,
    })
}
