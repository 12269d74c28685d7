//! What the desks hear: a kind and a case code, or nothing at all, never more.

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
        /// Who is on changed.
        Roster = "roster",
    }
);

/// Name of a unit's stream: a desk hears of its own rows alone.
pub fn stream_of(unit: &UnitId) -> String {
    format!("duty/{unit}")
}

/// Tells the desks of a unit, when the transaction commits.
pub(super) fn tell(conn: &mut Conn, unit: &UnitId, kind: EventKind, code: CaseCode, now: Timestamp) -> Result<()> {
    let mut append = || events::append(conn, &stream_of(unit), kind.code(), &code.to_string(), now).map(drop);
    if matches!(kind, EventKind::Announced | EventKind::Received) {
        // What the officer's tap led to: the end of its trace.
        return tracing::info_span!("desk_rings", kind = kind.code()).in_scope(append);
    }
    append()
}

/// Tells the desks of a unit that something changed that is no case.
pub(super) fn tell_desk(conn: &mut Conn, unit: &UnitId, now: Timestamp) -> Result<()> {
    events::append(conn, &stream_of(unit), EventKind::Roster.code(), "", now).map(drop)
}
