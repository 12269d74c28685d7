//! What the desks hear: a kind and a case code, never more.

use jiff::Timestamp;
use store::{Conn, Result, events};
use wire::{CaseCode, UnitId, codes};

codes!(
    /// What happened to a row.
    EventKind, "kind of event" {
        /// The broker announced it: the desk rings.
        Announced = "parcel_announced",
        /// It was opened.
        Received = "parcel_received",
        /// It could not be opened in time or at all: ring the sender.
        Trouble = "parcel_trouble",
        /// It has waited too long: every desk rings.
        WaitingLong = "waiting_long",
        /// Somebody owns it.
        Acknowledged = "acknowledged",
        /// Anything else about it changed.
        Changed = "changed",
    }
);

/// Name of a unit's stream: a desk hears of its own rows alone.
pub fn stream_of(unit: &UnitId) -> String {
    format!("duty/{unit}")
}

/// Tells the desks of a unit, when the transaction commits.
pub(super) fn tell(conn: &mut Conn, unit: &UnitId, kind: EventKind, code: CaseCode, now: Timestamp) -> Result<()> {
    events::append(conn, &stream_of(unit), kind.code(), &code.to_string(), now).map(drop)
}
