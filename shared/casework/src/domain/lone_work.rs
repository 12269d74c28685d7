//! A member of staff who goes out alone says for how long, and that they are back.

use jiff::{SignedDuration, Timestamp};
use wire::{CaseCode, StaffRole, codes};

codes!(
    /// How long a member of staff is out before somebody must ask.
    OutFor, "time out" {
        /// Half an hour.
        HalfAnHour = "30",
        /// One hour.
        Hour = "60",
        /// Two hours.
        TwoHours = "120",
        /// Four hours.
        FourHours = "240",
    }
);

impl OutFor {
    /// The time.
    pub const fn time(self) -> SignedDuration {
        match self {
            Self::HalfAnHour => SignedDuration::from_mins(30),
            Self::Hour => SignedDuration::from_mins(60),
            Self::TwoHours => SignedDuration::from_mins(120),
            Self::FourHours => SignedDuration::from_mins(240),
        }
    }
}

/// A member of staff who is out: the role alone, no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Out {
    /// Role.
    pub role: StaffRole,
    /// Since when.
    pub at: Timestamp,
    /// When they said they would be back.
    pub expected_at: Timestamp,
    /// When they were.
    pub back_at: Option<Timestamp>,
}

impl Out {
    /// Whether somebody must ask where they are.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.back_at.is_none() && self.expected_at <= now
    }
}

/// Somebody who is out and not back, for the list of the unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StillOut {
    /// The case.
    pub code: CaseCode,
    /// Who, since when, until when.
    pub out: Out,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_back_is_not_overdue() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let out =
            Out { role: StaffRole::IgorOfficer, at: at("2026-11-22T10:00:00Z"), expected_at: at("2026-11-22T11:00:00Z"), back_at: None };
        assert!(!out.is_overdue(at("2026-11-22T10:59:59Z")) && out.is_overdue(at("2026-11-22T11:00:00Z")));
        assert!(!Out { back_at: Some(at("2026-11-22T11:30:00Z")), ..out }.is_overdue(at("2026-11-22T12:00:00Z")));
    }
}
