//! Names for agencies and persons of a decision that is made again. They stand for nobody.

use uuid::Uuid;
use wire::{CaseCode, PairingCode, StaffRef, UnitAddress};

/// The sender.
pub(crate) fn sender() -> UnitAddress {
    address("avsandaren")
}

/// The recipient.
pub(crate) fn recipient() -> UnitAddress {
    address("mottagaren")
}

/// Somebody else.
pub(crate) fn stranger() -> UnitAddress {
    address("en-annan")
}

/// A crash in here means that wire has changed what a name looks like.
fn address(agency: &str) -> UnitAddress {
    let path = |name: &str| format!("{agency}/{name}");
    let written = "a written name";
    UnitAddress {
        agency: agency.parse().expect(written),
        board: path("namnden").parse().expect(written),
        unit: path("enheten").parse().expect(written),
    }
}

/// The case, or another one.
pub(crate) fn case(this: bool) -> CaseCode {
    CaseCode::new(PairingCode::from_draw(if this { 1 } else { 2 }), 26, 1).expect("January")
}

/// A member of staff.
pub(crate) fn nobody() -> StaffRef {
    "00000000000000000000000000000000".parse().expect("a written reference")
}

/// An id by its number, in a row of its own.
pub(crate) fn numbered(row: u64, number: u32) -> Uuid {
    Uuid::from_u64_pair(row, u64::from(number))
}
