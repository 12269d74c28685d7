//! A visit at home or elsewhere: who comes, what may be said of whom before it, and who is out alone.

use jiff::{SignedDuration, Timestamp, civil::Date};
use wire::{BoardId, CaseCode, ConsentId, StaffRole, codes};

codes!(
    /// Where the meeting is.
    MeetingPlace, "place of a meeting" {
        /// At the person's home.
        AtHome = "at_home",
        /// At a place that was agreed.
        AgreedPlace = "agreed_place",
        /// At the station.
        AtTheStation = "at_the_station",
    }
);

codes!(
    /// What became of a visit.
    VisitOutcome, "outcome of a visit" {
        /// The visit was made.
        Done = "done",
        /// Somebody was at home, and no visit came of it.
        AtHome = "at_home",
        /// Nobody was at home.
        NotHome = "not_home",
        /// The door was not opened, or closed again.
        RefusedAtTheDoor = "refused_at_the_door",
        /// It was called off before.
        CalledOff = "called_off",
    }
);

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

/// Who comes along from the social services, and what they may know of her before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion {
    /// The board whose social worker comes along.
    pub board: BoardId,
    /// The consent by which identity may be named; without one it is left out.
    pub consent: Option<ConsentId>,
}

codes!(
    /// Why a joint visit is planned without saying who it is about.
    Unnamed, "reason for a visit without identity" {
        /// Whether a social worker may come along to the home is an open question of law, and the edition's answer is no (L-05).
        SwitchOff = "switch_off",
        /// No consent to that board covers identity. At the door it comes too late.
        NoConsent = "no_consent",
    }
);

/// The switch of the rule book that this asks (law, L-05).
pub const SWITCH: &str = "L-05";

/// Whether identity may be named to a social worker who comes along: only when the edition's switch is on and a consent
/// stands. The switch alone names nobody.
///
/// # Errors
/// Why it stays unnamed.
pub fn may_name(switch_on: bool, consent: Option<ConsentId>) -> Result<ConsentId, Unnamed> {
    let consent = consent.ok_or(Unnamed::NoConsent)?;
    if switch_on { Ok(consent) } else { Err(Unnamed::SwitchOff) }
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

/// What is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVisit {
    /// Day.
    pub planned_on: Date,
    /// Where.
    pub place: MeetingPlace,
    /// Who comes along; `None` when the police come alone.
    pub companion: Option<Companion>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_takes_the_switch_and_the_consent() {
        let consent: ConsentId = "0197a9b0-0000-7000-8000-000000000000".parse().unwrap();
        assert_eq!(may_name(true, Some(consent)), Ok(consent));
        assert_eq!(may_name(false, Some(consent)), Err(Unnamed::SwitchOff));
        assert_eq!(may_name(true, None), Err(Unnamed::NoConsent), "the switch alone names nobody");
        assert_eq!(may_name(false, None), Err(Unnamed::NoConsent));
    }

    #[test]
    fn who_is_back_is_not_overdue() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let out =
            Out { role: StaffRole::IgorOfficer, at: at("2026-11-22T10:00:00Z"), expected_at: at("2026-11-22T11:00:00Z"), back_at: None };
        assert!(!out.is_overdue(at("2026-11-22T10:59:59Z")) && out.is_overdue(at("2026-11-22T11:00:00Z")));
        assert!(!Out { back_at: Some(at("2026-11-22T11:30:00Z")), ..out }.is_overdue(at("2026-11-22T12:00:00Z")));
    }
}
