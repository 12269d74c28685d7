//! The desk's clock: how long a received handover has waited for a person's “I own it”.

use jiff::Timestamp;

use crate::ClockLimits;

wire::codes!(
    /// How a waiting handover stands. Shown as a number and a word, never by colour alone.
    Wait, "wait" {
        /// In time.
        OnTime = "on_time",
        /// The desk sounds.
        Amber = "amber",
        /// The group leader is told.
        Late = "late",
    }
);

/// How a handover received at `received_at` stands now. A clock that went backwards counts as no time at all.
pub fn wait(received_at: Timestamp, now: Timestamp, limits: &ClockLimits) -> Wait {
    let waited = now.duration_since(received_at);
    if waited >= limits.acknowledge_late {
        Wait::Late
    } else if waited >= limits.acknowledge_amber {
        Wait::Amber
    } else {
        Wait::OnTime
    }
}
