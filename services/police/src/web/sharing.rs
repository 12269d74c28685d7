//! The pages for handing over, asking, permitting and clearing, which both agencies share, as this service mounts them.

use casework::{
    Case, Casework, Staff, Tie,
    web::handovers::{Handling, ToldHint},
};
use practice::FlagChange;
use store::{Conn, ErrorKind};
use wire::value::District;

use crate::{
    access::{OUTREACH, SHARING},
    app::Police,
    db::{call_outs, outreach_cases, relations, told_hints},
    domain::situation_flags::flags_of,
    flow::{FlowError, Loaded},
};

/// What the shared pages need to know of this service.
pub fn handling(police: &Police) -> Handling {
    Handling {
        casework: police.casework.clone(),
        library: police.library.clone(),
        roles: SHARING,
        places: &[
            ("/call-outs", "list-title"),
            ("/received", "received-title"),
            ("/unanswered", "unanswered-title"),
            ("/risk-reviews", "risk-reviews-title"),
        ],
        style: "police.css",
        // Custody and outreach have links of their own.
        case_links: &[],
        case_page: |code| format!("/call-outs/{code}"),
        area,
        knows,
        flags,
        told_hints: Some(hints),
    }
}

/// The outreach knows the area of its cases.
fn area(conn: &mut Conn, case: &Case, staff: &Staff) -> store::Result<Option<District>> {
    let outreach = outreach_cases::of_case(conn, case.id)?;
    Ok(outreach.filter(|outreach| outreach.unit == staff.unit).and_then(|outreach| outreach.area))
}

/// A call-out of the unit ties it to the case, also before anything is sent; and whoever opens it has said why, as on the
/// call-out's own pages. Without a call-out the outreach of the unit does, for those who work in it.
pub(super) fn knows(conn: &mut Conn, case: &Case, staff: &Staff) -> store::Result<Tie> {
    let Some(call_out) = call_outs::of_case(conn, case.id)? else { return of_outreach(conn, case, staff) };
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

/// Roles are kept apart: to an investigator of the same unit the case is as good as another unit's.
fn of_outreach(conn: &mut Conn, case: &Case, staff: &Staff) -> store::Result<Tie> {
    let Some(outreach) = outreach_cases::of_case(conn, case.id)? else { return Ok(Tie::Nothing) };
    Ok(if outreach.unit == staff.unit && OUTREACH.contains(&staff.role) { Tie::Works } else { Tie::Elsewhere })
}

/// The hints of a case, for whoever has come to its contacts.
fn hints(conn: &mut Conn, case: &Case, _staff: &Staff) -> store::Result<Vec<ToldHint>> {
    let hints = told_hints::of_case(conn, case.id)?;
    Ok(hints.iter().map(|hint| ToldHint { told_at: hint.told_at, heard_role: hint.heard_role, taken: hint.taken }).collect())
}
