//! The pages for handing over, asking, permitting and clearing, which both agencies share, as this service mounts them.

use casework::{Case, Staff, web::handovers::Handling};
use store::Conn;

use crate::{access::SHARING, app::Police, db::call_outs};

/// What the shared pages need to know of this service.
pub fn handling(police: &Police) -> Handling {
    Handling {
        casework: police.casework.clone(),
        roles: SHARING,
        places: &[("/call-outs", "list-title")],
        style: "police.css",
        case_page: |code| format!("/call-outs/{code}"),
        knows,
    }
}

/// A call-out of the unit ties it to the case, also before anything is sent.
fn knows(conn: &mut Conn, case: &Case, staff: &Staff) -> store::Result<bool> {
    Ok(call_outs::of_case(conn, case.id)?.is_some_and(|row| row.unit == staff.unit))
}
