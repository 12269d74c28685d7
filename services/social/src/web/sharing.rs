//! The pages for handing over, asking and answering, which both agencies share, as this service mounts them.

use casework::{Case, Casework, Staff, Tie, web::handovers::Handling};
use practice::{Flag, FlagChange};
use store::Conn;
use wire::value::District;

use crate::{access::HANDOVER_ROLES, db::duty_items};

/// What the shared pages need to know of this service.
pub(crate) fn handling(casework: &Casework) -> Handling {
    Handling {
        casework: casework.clone(),
        library: casework.library(),
        roles: HANDOVER_ROLES,
        places: &[
            ("/", "duty-title"),
            ("/unanswered", "unanswered-title"),
            ("/risk-reviews", "risk-reviews-title"),
            ("/safety-plans", "safety-plans-link"),
        ],
        style: "desk.css",
        case_links: &[
            ("/safety-plan", "safety-plan-title"),
            ("/person-using-violence/safety-plan", "safety-plan-title-his"),
            ("/referrals", "referrals-title"),
            ("/person-using-violence/referrals", "referrals-title-his"),
        ],
        case_page: |code| format!("/cases/{code}"),
        area,
        knows,
        flags,
        // There is no investigation here, and nothing of one crosses without a rule.
        told_hints: None,
    }
}

/// The district whose list of the morning the case is on.
fn area(conn: &mut Conn, case: &Case, staff: &Staff) -> store::Result<Option<District>> {
    let items = duty_items::of_case(conn, &staff.unit, case.id)?;
    Ok(items.into_iter().rev().find_map(|item| item.district?.parse().ok()))
}

/// A row of the desk's list ties the unit to the case.
fn knows(conn: &mut Conn, case: &Case, staff: &Staff) -> store::Result<Tie> {
    Ok(if duty_items::of_case(conn, &staff.unit, case.id)?.is_empty() { Tie::Nothing } else { Tie::Works })
}

/// Something about children came with a report or a call. That nothing came says nothing.
fn flags(_: &Casework, conn: &mut Conn, case: &Case, staff: &Staff) -> store::Result<Vec<FlagChange>> {
    let children = duty_items::of_case(conn, &staff.unit, case.id)?.iter().any(|item| item.children);
    Ok(children.then_some(FlagChange { flag: Flag::Children, raised: true }).into_iter().collect())
}
