//! Rights as a table: which door is open to whom. Printed to `access.txt`, which is kept in git.

use casework::Staff;
use web::Problem;
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

/// The roles that work at the desk.
pub const DESK_ROLES: &[StaffRole] = &[StaffRole::DutyWorker, StaffRole::DutyLead];

/// A door.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    /// Method.
    pub method: &'static str,
    /// Pattern of its path.
    pub path: &'static str,
    /// To whom it is open.
    pub who: Who,
    /// The test that tries to come through without the right; empty when there is none yet.
    pub tested_by: &'static str,
}

const fn door(method: &'static str, path: &'static str, who: Who, tested_by: &'static str) -> Door {
    Door { method, path, who, tested_by }
}

/// All doors of this service's own.
pub const DOORS: &[Door] = &[
    door("GET", "/", Who::Anybody, ""),
    door("GET", "/duty", Who::Desk, "access::every_page_asks_who_it_is"),
    door("GET", "/duty/rows", Who::Desk, "access::every_page_asks_who_it_is"),
    door("GET", "/duty/stream", Who::Desk, "access::every_page_asks_who_it_is"),
    door("GET", "/duty/find", Who::Desk, "access::every_page_asks_who_it_is"),
    door("GET", "/duty/{handover}/decline", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    door("POST", "/duty/{handover}/acknowledge", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    door("POST", "/duty/{handover}/decline", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    door("POST", "/duty/{handover}/state", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    door("POST", "/duty/{handover}/agreed", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    door("POST", "/duty/{handover}/withdrawal", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    door("GET", "/cases/{code}", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    door("GET", "/api/v1/duty-items", Who::System, "api::every_call_asks_for_a_token"),
    door("GET", "/api/v1/duty-items/{handover}", Who::System, "api::every_call_asks_for_a_token"),
    door("POST", "/api/v1/duty-items/{handover}/acknowledge", Who::System, "api::every_call_asks_for_a_token"),
    door("POST", "/api/v1/duty-items/{handover}/decline", Who::System, "api::every_call_asks_for_a_token"),
    door("POST", "/api/v1/duty-items/{handover}/state", Who::System, "api::every_call_asks_for_a_token"),
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
    let line = |door: &Door| format!("{:<5} {:<46} {:<9} {}", door.method, door.path, format!("{:?}", door.who), door.tested_by);
    DOORS.iter().map(|door| line(door).trim_end().to_owned() + "\n").collect()
}

/// The doors that no test tries yet. The list may only shrink.
pub fn without_test() -> String {
    let untried = DOORS.iter().filter(|door| door.who != Who::Anybody && door.tested_by.is_empty());
    untried.map(|door| format!("{} {}\n", door.method, door.path)).collect()
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
