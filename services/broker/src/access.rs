//! Rights as a table: which door is open to whom. Printed to `access.txt`, which is kept in git.

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
    /// An agency of the registry, by a machine token.
    Agency,
    /// The agency that has signed the body.
    Signer,
    /// The recipient of the handover.
    Recipient,
    /// A party of the entry; for registrations and editions every agency.
    Party,
    /// An agency's witness.
    Witness,
    /// Somebody of the broker's own who reads the rule book ([`READERS`]), logged in.
    RuleReader,
    /// Somebody of the broker's own who answers for the rule book ([`WRITERS`]), logged in.
    RuleWriter,
}

impl access::Who for Who {
    fn is_anybody(self) -> bool {
        self == Self::Anybody
    }
}

/// All doors of the broker's own.
pub const DOORS: &[Door<Who>] = &[
    Door::new("POST", "/api/v1/consents", Who::Signer, "tokens::every_door_asks_for_a_token"),
    Door::new("POST", "/api/v1/consents/withdraw", Who::Signer, "consents::a_stranger_cannot_withdraw"),
    Door::new("POST", "/api/v1/consents/withdraw-by-code", Who::Signer, "code_withdrawals::nobody_signs_for_another_agency"),
    Door::new("POST", "/api/v1/offers", Who::Signer, "tokens::a_message_of_another_agency_is_refused"),
    Door::new("GET", "/api/v1/notices", Who::Agency, "tokens::every_door_asks_for_a_token"),
    Door::new("POST", "/api/v1/parcels/{handover}/fetch", Who::Recipient, "parcels::who_is_not_the_recipient_sees_nothing"),
    Door::new("POST", "/api/v1/receipts", Who::Recipient, "receipts::only_the_recipient_answers"),
    Door::new("POST", "/api/v1/recalls", Who::Signer, "recalls::only_the_sender_takes_back"),
    Door::new("GET", "/api/v1/rulebook", Who::Agency, "tokens::every_door_asks_for_a_token"),
    Door::new("GET", "/api/v1/rulebook/{edition}", Who::Agency, "tokens::every_door_asks_for_a_token"),
    Door::new("GET", "/api/v1/directory", Who::Agency, "tokens::every_door_asks_for_a_token"),
    Door::new("GET", "/api/v1/checkpoint", Who::Witness, "tokens::every_door_asks_for_a_token"),
    Door::new("POST", "/log/cosignatures", Who::Witness, "log::a_false_cosignature_is_refused"),
    Door::new("POST", "/log/followed", Who::Witness, "behind::only_what_the_log_has_signed_is_believed"),
    Door::new("GET", "/log/cosigned/{agency}", Who::Agency, "tokens::every_door_asks_for_a_token"),
    Door::new("GET", "/log/entries", Who::Agency, "log::an_agency_reads_its_own_entries_in_their_order"),
    Door::new("GET", "/log/entries/{index}", Who::Party, "log::entries_are_for_their_parties"),
    Door::new("GET", "/log/checkpoint", Who::Anybody, ""),
    Door::new("GET", "/log/tile/…", Who::Anybody, ""),
    Door::new("GET", "/rulebook", Who::RuleReader, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("GET", "/rulebook/new", Who::RuleWriter, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("POST", "/rulebook/new", Who::RuleWriter, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("GET", "/rulebook/decisions", Who::RuleReader, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("GET", "/rulebook/decisions/{index}", Who::RuleReader, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("GET", "/rulebook/{edition}", Who::RuleReader, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("GET", "/rulebook/{edition}/rules", Who::RuleReader, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("GET", "/rulebook/{edition}/cases", Who::RuleReader, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("GET", "/rulebook/{edition}/cases.csv", Who::RuleReader, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("GET", "/rulebook/{edition}/file", Who::RuleReader, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("GET", "/rulebook/{edition}/approval.json", Who::RuleReader, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("GET", "/rulebook/{edition}/replay", Who::RuleReader, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("POST", "/rulebook/{edition}/approve", Who::RuleWriter, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("POST", "/rulebook/{edition}/withdraw", Who::RuleWriter, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("POST", "/rulebook/{edition}/texts", Who::RuleWriter, "rights::every_door_of_the_rule_book_asks_who_it_is"),
    Door::new("GET", "/", Who::Anybody, ""),
    Door::new("GET", "/verify", Who::Anybody, ""),
    Door::new("POST", "/verify", Who::Anybody, ""),
    Door::new("GET", "/verifiera", Who::Anybody, ""),
];

/// The roles that read the rule book.
pub const READERS: &[StaffRole] = &[StaffRole::RuleEditor, StaffRole::Lawyer, StaffRole::Coordinator, StaffRole::Auditor];

/// The roles that propose, approve and withdraw, and write down that the law was read.
pub const WRITERS: &[StaffRole] = &[StaffRole::RuleEditor, StaffRole::Lawyer];

/// Whether this role reads the rule book.
///
/// # Errors
/// 403 for every other role.
pub fn reads_rulebook(role: StaffRole) -> Result<(), Problem> {
    if READERS.contains(&role) { Ok(()) } else { Err(Problem::not_allowed()) }
}

/// Whether this role answers for the rule book.
///
/// # Errors
/// 403 for every other role.
pub fn writes_rulebook(role: StaffRole) -> Result<(), Problem> {
    if WRITERS.contains(&role) { Ok(()) } else { Err(Problem::not_allowed()) }
}

/// The table as it is kept in git.
pub fn table() -> String {
    access::table(DOORS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_table_is_the_one_in_git() {
        let kept = include_str!("../access.txt");
        assert_eq!(kept, table(), "write the new table into access.txt and look at the difference");
    }

    #[test]
    fn every_closed_door_has_a_test() {
        assert_eq!(access::without_test(DOORS), "");
    }
}
