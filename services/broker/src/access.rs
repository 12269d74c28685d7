//! Rights as a table: which door is open to whom. Printed to `access.txt`, which is kept in git.

use web::service::access::{self, Door};

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
    Door::new("GET", "/log/cosigned/{agency}", Who::Agency, "tokens::every_door_asks_for_a_token"),
    Door::new("GET", "/log/entries/{index}", Who::Party, "log::entries_are_for_their_parties"),
    Door::new("GET", "/log/checkpoint", Who::Anybody, ""),
    Door::new("GET", "/log/tile/…", Who::Anybody, ""),
    Door::new("GET", "/", Who::Anybody, ""),
];

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
