//! Rights as a table: which door is open to whom. Printed to `access.txt`, which is kept in git.

use casework::Staff;
use web::{
    Problem,
    service::access::{self, Door},
};
use wire::StaffRole;

/// Who may come through a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody: nothing about a person or a case is behind it.
    Anybody,
    /// A member of staff who works at the desk, logged in. Rows of the own unit alone.
    Desk,
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

/// All doors of this service's own.
pub const DOORS: &[Door<Who>] = &[
    Door::new("GET", "/", Who::Anybody, ""),
    Door::new("GET", "/duty", Who::Desk, "access::every_page_asks_who_it_is"),
    Door::new("GET", "/duty/rows", Who::Desk, "access::every_page_asks_who_it_is"),
    Door::new("GET", "/duty/stream", Who::Desk, "access::every_page_asks_who_it_is"),
    Door::new("POST", "/duty/find", Who::Desk, "access::every_page_asks_who_it_is"),
    Door::new("GET", "/duty/{handover}/decline", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/duty/{handover}/acknowledge", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/duty/{handover}/decline", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/duty/{handover}/state", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/duty/{handover}/agreed", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/duty/{handover}/withdrawal", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("GET", "/duty/{handover}/take-back", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/duty/{handover}/take-back", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("GET", "/cases/{code}", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("GET", "/api/v1/duty-items", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("GET", "/api/v1/duty-items/{handover}", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/duty-items/{handover}/acknowledge", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/duty-items/{handover}/decline", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/duty-items/{handover}/state", Who::System, "api::every_call_asks_for_a_token"),
];

/// Whether this person works at the desk.
///
/// # Errors
/// 403 for every other role.
pub fn at_desk(staff: &Staff) -> Result<(), Problem> {
    if DESK_ROLES.contains(&staff.role) { Ok(()) } else { Err(Problem::not_allowed()) }
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

    #[test]
    fn the_printed_table_is_the_one_in_git() {
        assert_eq!(include_str!("../access.txt"), table(), "write the new table into access.txt and look at the difference");
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
