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

/// The test of every door to a case.
const OWN_CASES: &str = "handovers::who_does_not_work_with_the_case_finds_nothing";
/// The test of the lists of plans.
const OWN_PLANS: &str = "safety_plan_due::the_lists_are_the_units_own_and_hold_codes_alone";

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
    Door::new("POST", "/duty/{handover}/attempts", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/duty/{handover}/promises", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/duty/{handover}/steps", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/duty/{handover}/finish", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/duty/{handover}/district", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("GET", "/duty/{handover}/assign", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/duty/{handover}/assign", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("GET", "/duty/keys", Who::Desk, "access::every_page_asks_who_it_is"),
    Door::new("POST", "/duty/keys", Who::Desk, "access::every_page_asks_who_it_is"),
    Door::new("POST", "/duty/silence", Who::Leader, "desk::nobody_there_is_an_alarm_until_the_leader_knows"),
    Door::new("POST", "/assignments/{id}/known", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("GET", "/shifts", Who::Desk, "access::every_page_asks_who_it_is"),
    Door::new("POST", "/shifts", Who::Desk, "access::every_page_asks_who_it_is"),
    Door::new("POST", "/shifts/tone", Who::Desk, "access::every_page_asks_who_it_is"),
    Door::new("POST", "/shifts/end", Who::Desk, "access::every_page_asks_who_it_is"),
    Door::new("POST", "/shells", Who::Desk, "access::every_page_asks_who_it_is"),
    Door::new("GET", "/shells/{id}", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/shells/{id}/answer", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/shells/{id}/close", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/notes/{id}", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("POST", "/hand", Who::Desk, "access::every_page_asks_who_it_is"),
    Door::new("POST", "/hand/{id}/away", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("GET", "/morning", Who::Morning, "morning::who_takes_over_begins_at_the_own_list"),
    Door::new("GET", "/morning/{district}", Who::Morning, "morning::the_day_staff_confirms_its_own_list"),
    Door::new("POST", "/morning/{district}/copies", Who::Morning, "morning::copies_are_numbered_and_say_when_to_destroy_them"),
    Door::new("POST", "/morning/{district}/confirm", Who::Morning, "morning::the_day_staff_confirms_its_own_list"),
    Door::new("GET", "/operations", Who::Operator, "desk::nobody_there_is_an_alarm_until_the_leader_knows"),
    Door::new("GET", "/cases/{code}", Who::Desk, "access::another_units_row_is_as_good_as_none"),
    Door::new("GET", "/cases/{code}/care", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/care", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/care/outings", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/care/child-talks", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new(
        "POST",
        "/cases/{code}/care/protection-assessments",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new("GET", "/cases/{code}/care/{entry}/correct", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/care/{entry}/correct", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("GET", "/cases/{code}/custody-talk", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/custody-talk", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/custody-talk/taps", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/custody-talk/outcome", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/custody-talk/called", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/custody-talk/draft", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("GET", "/cases/{code}/custody-talk/paper", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("GET", "/safety-plans", Who::Reviews, OWN_PLANS),
    Door::new("GET", "/safety-plans/person-using-violence", Who::Reviews, OWN_PLANS),
    Door::new("GET", "/cases/{code}/safety-plan", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/safety-plan", Who::Handovers, OWN_CASES),
    Door::new("GET", "/cases/{code}/safety-plan/versions/{version}", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/safety-plan/reviewed", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/safety-plan/coordinator", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/safety-plan/close", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/safety-plan/follow-ups", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/safety-plan/take-up", Who::Handovers, OWN_CASES),
    Door::new("GET", "/cases/{code}/safety-plan/read-aloud", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/safety-plan/paper", Who::Handovers, OWN_CASES),
    Door::new("GET", "/cases/{code}/safety-plan/print", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/safety-plan/print", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/safety-plan/share", Who::Handovers, OWN_CASES),
    Door::new("GET", "/cases/{code}/person-using-violence/safety-plan", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/person-using-violence/safety-plan", Who::Handovers, OWN_CASES),
    Door::new("GET", "/cases/{code}/person-using-violence/safety-plan/versions/{version}", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/person-using-violence/safety-plan/reviewed", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/person-using-violence/safety-plan/coordinator", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/person-using-violence/safety-plan/close", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/person-using-violence/safety-plan/follow-ups", Who::Handovers, OWN_CASES),
    Door::new("POST", "/cases/{code}/person-using-violence/safety-plan/take-up", Who::Handovers, OWN_CASES),
    Door::new("GET", "/treatments", Who::Therapist, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/treatments", Who::Therapist, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("GET", "/treatments/new", Who::Therapist, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("GET", "/treatments/{treatment}", Who::Therapist, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/treatments/{treatment}/answers", Who::Therapist, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/treatments/{treatment}/partners", Who::Therapist, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/treatments/{treatment}/events", Who::Therapist, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/treatments/{treatment}/decisions", Who::Therapist, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/treatments/{treatment}/destruction", Who::Therapist, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("GET", "/partner-contacts", Who::Partner, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("GET", "/partner-contacts/{contact}", Who::Partner, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/partner-contacts/{contact}/answers", Who::Partner, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/partner-contacts/{contact}/exclusions", Who::Partner, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/partner-contacts/{contact}/contacts", Who::Partner, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/partner-contacts/{contact}/tasks", Who::Partner, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/partner-contacts/{contact}/wordings", Who::Partner, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/partner-contacts/{contact}/wordings/withdraw", Who::Partner, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/partner-contacts/{contact}/letters/preview", Who::Partner, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("POST", "/partner-contacts/{contact}/letters", Who::Partner, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("GET", "/partner-contacts/{contact}/letters/{letter}", Who::Partner, "partner_contact::who_has_no_door_finds_nothing"),
    Door::new("GET", "/withdraw-by-code", Who::CardCode, "by_code::who_runs_the_machines_types_no_code"),
    Door::new("POST", "/withdraw-by-code", Who::CardCode, "by_code::who_runs_the_machines_types_no_code"),
    Door::new("GET", "/extracts", Who::Extracts, "extracts::another_units_extract_is_as_good_as_none"),
    Door::new("POST", "/extracts", Who::Extracts, "extracts::another_units_extract_is_as_good_as_none"),
    Door::new("GET", "/utdrag", Who::Extracts, "extracts::another_units_extract_is_as_good_as_none"),
    Door::new("GET", "/extracts/{extract}", Who::Extracts, "extracts::another_units_extract_is_as_good_as_none"),
    Door::new("POST", "/extracts/{extract}", Who::Extracts, "extracts::another_units_extract_is_as_good_as_none"),
    Door::new("POST", "/extracts/{extract}/review", Who::Extracts, "extracts::another_units_extract_is_as_good_as_none"),
    Door::new("GET", "/extracts/{extract}/paper.pdf", Who::Extracts, "extracts::another_units_extract_is_as_good_as_none"),
    Door::new("GET", "/extracts/{extract}/receipts/{handover}", Who::Extracts, "extracts::another_units_extract_is_as_good_as_none"),
    Door::new("GET", "/unanswered", Who::Overdue, "unanswered::the_list_is_the_own_units_and_says_whom_to_ring"),
    Door::new("GET", "/cases/{code}/handovers", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("GET", "/cases/{code}/contacts", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/contacts", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/contacts/{interaction}", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/contact-wishes", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/contact-gate", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("GET", "/cases/{code}/consents", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/consents", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("GET", "/cases/{code}/consents/new", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/consents/new", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new(
        "GET",
        "/cases/{code}/consents/{consent}/withdraw",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "POST",
        "/cases/{code}/consents/{consent}/withdraw",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new("GET", "/cases/{code}/phases", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/phases", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/phases/move", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/phases/tell", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/phases/copies", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("GET", "/cases/{code}/risks", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/risks", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("GET", "/cases/{code}/risks/new", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/risks/new", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("GET", "/cases/{code}/risks/{risk}/review", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/risks/{risk}/review", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/risks/{risk}/call", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("GET", "/cases/{code}/consultations", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/consultations", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new(
        "POST",
        "/cases/{code}/consultations/{consultation}/draft",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "POST",
        "/cases/{code}/consultations/{consultation}/end",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "POST",
        "/cases/{code}/consultations/{consultation}/decisions",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "POST",
        "/cases/{code}/consultations/{consultation}/decisions/{decision}",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "GET",
        "/cases/{code}/consultations/{consultation}/calendar.ics",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new("GET", "/risk-reviews", Who::Reviews, "risks::the_list_of_reviews_is_the_units_own"),
    Door::new("GET", "/cases/{code}/handovers/new", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/handovers/new", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new(
        "POST",
        "/cases/{code}/handovers/{handover}/recall",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "GET",
        "/cases/{code}/handovers/{handover}/receipt.json",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new("GET", "/cases/{code}/handovers/{handover}/why", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new(
        "POST",
        "/cases/{code}/handovers/{handover}/review-again",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "POST",
        "/cases/{code}/handovers/{handover}/answer",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "GET",
        "/cases/{code}/handovers/{handover}/correct",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "POST",
        "/cases/{code}/handovers/{handover}/correct",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "GET",
        "/cases/{code}/handovers/{handover}/redirected",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "POST",
        "/cases/{code}/handovers/{handover}/redirected",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "GET",
        "/cases/{code}/handovers/{handover}/no-answer",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "POST",
        "/cases/{code}/handovers/{handover}/no-answer",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new("GET", "/cases/{code}/inquiry", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/inquiry", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("GET", "/cases/{code}/drafts/{draft}", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/drafts/{draft}", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new(
        "GET",
        "/cases/{code}/drafts/{draft}/fields/{category}",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "POST",
        "/cases/{code}/drafts/{draft}/fields/{category}",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "GET",
        "/cases/{code}/drafts/{draft}/permissions/{rule}",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new(
        "POST",
        "/cases/{code}/drafts/{draft}/permissions/{rule}",
        Who::Handovers,
        "handovers::who_does_not_work_with_the_case_finds_nothing",
    ),
    Door::new("GET", "/cases/{code}/drafts/{draft}/review", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("POST", "/cases/{code}/drafts/{draft}/send", Who::Handovers, "handovers::who_does_not_work_with_the_case_finds_nothing"),
    Door::new("GET", "/api/v1/duty-items", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("GET", "/api/v1/duty-items/{handover}", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/duty-items/{handover}/acknowledge", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/duty-items/{handover}/decline", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/duty-items/{handover}/redirect", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/duty-items/{handover}/state", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/duty-items/{handover}/take-back", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("GET", "/api/v1/notices", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("GET", "/api/v1/requests", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/consents/withdraw-by-code", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("GET", "/api/v1/cases/{code}", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("GET", "/api/v1/cases/{code}/subjects/{subject}/extract", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/cases/{code}/requests", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/cases/{code}/drafts", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("GET", "/api/v1/cases/{code}/drafts/{draft}", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("PUT", "/api/v1/cases/{code}/drafts/{draft}/fields/{category}", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("PUT", "/api/v1/cases/{code}/drafts/{draft}/facts/{fact}", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("GET", "/api/v1/cases/{code}/drafts/{draft}/preview", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/cases/{code}/drafts/{draft}/send", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/cases/{code}/drafts/{draft}/drop", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("GET", "/api/v1/handovers/{handover}", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/handovers/{handover}/answer", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/handovers/{handover}/correction", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/handovers/{handover}/review-again", Who::System, "api::every_call_asks_for_a_token"),
    Door::new("POST", "/api/v1/handovers/{handover}/recall", Who::System, "api::every_call_asks_for_a_token"),
];

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
