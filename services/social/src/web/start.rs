//! `/`

use actix_web::HttpResponse;
use casework::Staff;
use web::redirect;
use wire::StaffRole;

/// The desk is the first page; for who operates the service, whether anybody is at the desks; for who takes over in the
/// morning, their own list; for who treats and for contact persons, their own.
pub(crate) async fn to_the_desk(staff: Option<Staff>) -> HttpResponse {
    match staff.map(|staff| staff.role) {
        Some(StaffRole::Operator) => redirect::see_other("/operations", None),
        Some(StaffRole::CaseWorker) => redirect::see_other("/morning", None),
        Some(StaffRole::Therapist) => redirect::see_other("/treatments", None),
        Some(StaffRole::PartnerContactWorker) => redirect::see_other("/partner-contacts", None),
        Some(_) => redirect::see_other("/duty", None),
        // Which page is first is known once somebody is.
        None => redirect::see_other("/login?back=/", None),
    }
}
