//! Rights as a table: which door is open to whom. Printed to `access.txt`, which is kept in git.

mod doors;

use casework::Staff;
pub use doors::DOORS;
use web::{Problem, service::access};
use wire::StaffRole;

/// Who may come through a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody: nothing about a person or a case is behind it.
    Anybody,
    /// A member of staff who works at the desk, logged in. Rows of the own unit alone.
    Desk,
    /// The desk, and the case workers of a district's own unit, each of their own list. Without one: a page that says so.
    Morning,
    /// The group leader of the desk.
    Leader,
    /// Who operates the service: units and counts, no case.
    Operator,
    /// Who hands over, asks and answers ([`HANDOVER_ROLES`]), in cases of the own unit alone.
    Handovers,
    /// The same people, told the code of a card: no case is opened by it, and nothing shown.
    CardCode,
    /// The same people, of the own unit's extracts alone.
    Extracts,
    /// The same people, of what their own unit sent and nobody answered.
    Overdue,
    /// The same people, of the days of review of the own unit alone: codes, and nothing of a person.
    Reviews,
    /// Everybody of the staff: services and their numbers, nothing of a person.
    Staff,
    /// Who takes a new list of services in ([`SERVICE_LIST_ROLES`]).
    ServiceList,
    /// Who treats persons that use violence, of the own unit's treatments. For everybody else there is no such page.
    Therapist,
    /// The contact person of a partner contact, of the own ones. For everybody else, the therapist first, there is no such page.
    Partner,
    /// A case system of the agency's own that acts as one who works at the desk, by a machine token.
    System,
}

impl access::Who for Who {
    fn is_anybody(self) -> bool {
        self == Self::Anybody
    }
}

/// The roles that work at the desk.
pub const DESK_ROLES: &[StaffRole] = &[StaffRole::DutyWorker, StaffRole::DutyLead];

/// The roles that hand over, ask and answer, on the pages and by the API alike.
pub const HANDOVER_ROLES: &[StaffRole] =
    &[StaffRole::DutyWorker, StaffRole::DutyLead, StaffRole::CaseWorker, StaffRole::Counsellor, StaffRole::UnitHead];

/// The roles that take a new list of services in.
pub const SERVICE_LIST_ROLES: &[StaffRole] = &[StaffRole::DutyLead, StaffRole::UnitHead, StaffRole::Administrator];

/// Whether this person works at the desk.
///
/// # Errors
/// 403 for every other role.
pub fn at_desk(staff: &Staff) -> Result<(), Problem> {
    if DESK_ROLES.contains(&staff.role) { Ok(()) } else { Err(Problem::not_allowed()) }
}

/// Whether this person leads the desk.
///
/// # Errors
/// 403 for every other role.
pub fn leads_desk(staff: &Staff) -> Result<(), Problem> {
    if staff.role == StaffRole::DutyLead { Ok(()) } else { Err(Problem::not_allowed()) }
}

/// Whether this person takes cases over in the morning.
///
/// # Errors
/// 403 for every other role.
pub fn takes_over(staff: &Staff) -> Result<(), Problem> {
    if staff.role == StaffRole::CaseWorker { Ok(()) } else { Err(Problem::not_allowed()) }
}

/// Whether this person operates the service.
///
/// # Errors
/// 403 for every other role.
pub fn operates(staff: &Staff) -> Result<(), Problem> {
    if staff.role == StaffRole::Operator { Ok(()) } else { Err(Problem::not_allowed()) }
}

/// Whether this person takes a new list of services in.
///
/// # Errors
/// 403 for every other role.
pub fn imports_services(staff: &Staff) -> Result<(), Problem> {
    if SERVICE_LIST_ROLES.contains(&staff.role) { Ok(()) } else { Err(Problem::not_allowed()) }
}

/// Whether this person treats persons who use violence.
///
/// # Errors
/// 404 for every other role: nobody learns what is behind the door.
pub fn treats(staff: &Staff) -> Result<(), Problem> {
    if staff.role == StaffRole::Therapist { Ok(()) } else { Err(Problem::not_found()) }
}

/// Whether this person is a contact person.
///
/// # Errors
/// 404 for every other role: nobody learns what is behind the door.
pub fn is_contact_person(staff: &Staff) -> Result<(), Problem> {
    if staff.role == StaffRole::PartnerContactWorker { Ok(()) } else { Err(Problem::not_found()) }
}

/// The table as it is kept in git.
pub fn table() -> String {
    access::table(DOORS)
}

/// The doors that no test tries yet. The list may only shrink.
pub fn without_test() -> String {
    access::without_test(DOORS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Run with `UPDATE_ACCESS=1` to print the table anew.
    #[test]
    fn the_printed_table_is_the_one_in_git() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("access.txt");
        if option_env!("UPDATE_ACCESS").is_some() {
            std::fs::write(&file, table()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(file).unwrap_or_default(), table(), "print the new table and look at the difference");
    }

    #[test]
    fn the_list_of_doors_without_a_test_is_the_one_in_git() {
        assert_eq!(include_str!("../doors-without-test.txt"), without_test(), "a new door needs a test; the list may only shrink");
    }

    #[test]
    fn who_administers_cannot_open_cases() {
        assert!(!DESK_ROLES.contains(&StaffRole::Administrator) && !DESK_ROLES.contains(&StaffRole::Operator));
    }
}
