//! A visit at home or elsewhere: who comes, and what may be said of whom before it.

use jiff::civil::Date;
use wire::{BoardId, ConsentId, codes};

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

/// Who comes along from the social services, and what they may know of her before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion {
    /// The board whose social worker comes along.
    pub board: BoardId,
    /// The consent by which identity may be named; without one it is left out.
    pub consent: Option<ConsentId>,
}

codes!(
    /// Why a visit with somebody of the social services is not planned so.
    Unnamed, "reason against a joint visit" {
        /// Without a consent beforehand nobody comes along: whoever is brought to a door knows whose it is. Whether the law allows
        /// it all the same is an open question, and the edition's answer is no (L-05).
        SwitchOff = "switch_off",
        /// No consent to that board covers identity. At the door it comes too late.
        NoConsent = "no_consent",
    }
);

/// The switch of the rule book that this asks (law, L-05).
pub const SWITCH: &str = "L-05";

/// Whether a social worker may come along, and by which consent identity is named to them before: by one that stands, or,
/// where the switch is on, without one and unnamed. The switch names nobody.
///
/// # Errors
/// Why not.
pub fn come_along(switch_on: bool, consent: Option<ConsentId>, named: bool) -> Result<Option<ConsentId>, Unnamed> {
    match consent {
        Some(consent) => Ok(named.then_some(consent)),
        None if named => Err(Unnamed::NoConsent),
        None if switch_on => Ok(None),
        None => Err(Unnamed::SwitchOff),
    }
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
    fn a_consent_beforehand_is_what_brings_a_social_worker_along() {
        let consent: ConsentId = "0197a9b0-0000-7000-8000-000000000000".parse().unwrap();
        for switch_on in [false, true] {
            assert_eq!(come_along(switch_on, Some(consent), true), Ok(Some(consent)));
            assert_eq!(come_along(switch_on, Some(consent), false), Ok(None), "unnamed is a choice");
            assert_eq!(come_along(switch_on, None, true), Err(Unnamed::NoConsent), "the switch names nobody");
        }
        assert_eq!(come_along(true, None, false), Ok(None));
        assert_eq!(come_along(false, None, false), Err(Unnamed::SwitchOff), "who is brought to a door knows whose it is");
    }
}
