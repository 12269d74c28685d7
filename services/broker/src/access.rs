//! Rights as a table: which door is open to whom. Printed to `access.txt`, which is kept in git.

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

/// A door.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    /// Method.
    pub method: &'static str,
    /// Pattern of its path.
    pub path: &'static str,
    /// To whom it is open.
    pub who: Who,
    /// The test that tries to come through without the right.
    pub tested_by: &'static str,
}

const fn door(method: &'static str, path: &'static str, who: Who, tested_by: &'static str) -> Door {
    Door { method, path, who, tested_by }
}

/// All doors of the broker's own.
pub const DOORS: &[Door] = &[
    door("POST", "/api/v1/consents", Who::Signer, "tokens::every_door_asks_for_a_token"),
    door("POST", "/api/v1/consents/withdraw", Who::Signer, "consents::a_stranger_cannot_withdraw"),
    door("POST", "/api/v1/offers", Who::Signer, "tokens::a_message_of_another_agency_is_refused"),
    door("GET", "/api/v1/notices", Who::Agency, "tokens::every_door_asks_for_a_token"),
    door("POST", "/api/v1/parcels/{handover}/fetch", Who::Recipient, "parcels::who_is_not_the_recipient_sees_nothing"),
    door("POST", "/api/v1/receipts", Who::Recipient, "receipts::only_the_recipient_answers"),
    door("GET", "/api/v1/rulebook", Who::Agency, "tokens::every_door_asks_for_a_token"),
    door("GET", "/api/v1/directory", Who::Agency, "tokens::every_door_asks_for_a_token"),
    door("GET", "/api/v1/checkpoint", Who::Witness, "tokens::every_door_asks_for_a_token"),
    door("POST", "/log/cosignatures", Who::Witness, "log::a_false_cosignature_is_refused"),
    door("GET", "/log/entries/{index}", Who::Party, "log::entries_are_for_their_parties"),
    door("GET", "/log/checkpoint", Who::Anybody, ""),
    door("GET", "/log/tile/…", Who::Anybody, ""),
    door("GET", "/", Who::Anybody, ""),
];

/// The table as it is kept in git.
pub fn table() -> String {
    let line = |door: &Door| format!("{:<5} {:<34} {:<10} {}", door.method, door.path, format!("{:?}", door.who), door.tested_by);
    DOORS.iter().map(|door| line(door).trim_end().to_owned() + "\n").collect()
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
        assert!(DOORS.iter().all(|door| door.who == Who::Anybody || !door.tested_by.is_empty()));
    }
}
