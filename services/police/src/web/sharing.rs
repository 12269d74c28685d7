//! The pages for handing over, asking, permitting and clearing, which both agencies share, as this service mounts them.

use casework::{Case, Casework, Staff, Tie, web::handovers::Handling};
use practice::FlagChange;
use store::{Conn, ErrorKind};

use crate::{
    access::SHARING,
    app::Police,
    db::{call_outs, relations},
    domain::situation_flags::flags_of,
    flow::{FlowError, Loaded},
};

/// What the shared pages need to know of this service.
pub fn handling(police: &Police) -> Handling {
    Handling {
        casework: police.casework.clone(),
        library: police.library.clone(),
        roles: SHARING,
        places: &[("/call-outs", "list-title"), ("/received", "received-title"), ("/unanswered", "unanswered-title")],
        style: "police.css",
        case_page: |code| format!("/call-outs/{code}"),
        knows,
        flags,
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

/// What the officer saw at the call-out, for those who work on it.
fn flags(casework: &Casework, conn: &mut Conn, case: &Case, staff: &Staff) -> store::Result<Vec<FlagChange>> {
    if knows(conn, case, staff)? != Tie::Works {
        return Ok(Vec::new());
    }
    let loaded = Loaded::of_case(conn, casework, case.id).map_err(|problem| match problem {
        FlowError::Store(error) => error,
        _ => store::Error::new(ErrorKind::InvalidValue, "the call-out of a case does not open"),
    })?;
    Ok(loaded.map(|loaded| flags_of(&loaded.content.situation)).unwrap_or_default())
}
