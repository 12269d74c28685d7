//! The contact with the person exposed: whether there may be one, how often it was tried, and when to try again.

use jiff::Timestamp;
use store::Id;
use wire::{StaffRef, StaffRole, UnitId, codes};

use super::{HisSwitches, SomebodyElse, SwitchAnswer};

/// Contacts over a treatment, at least (Socialstyrelsen's method sheet). Fewer or more as she wishes.
pub const CONTACTS_AT_LEAST: usize = 5;
/// After so many attempts in a row the team talks about it.
pub const ATTEMPTS_BEFORE_TEAM: usize = 5;

codes!(
    /// Why she is not contacted, by the method.
    Exclusion, "reason for no contact" {
        /// She lives in sheltered housing.
        ShelteredHousing = "sheltered_housing",
        /// She lives abroad.
        Abroad = "abroad",
        /// They have had no contact for long.
        NoContactSinceLong = "no_contact_since_long",
        /// Unsuitable, after a talk in the team.
        Unsuitable = "unsuitable",
    }
);

codes!(
    /// How an attempt went.
    PartnerOutcome, "outcome of a contact" {
        /// They talked.
        Reached = "reached",
        /// They did not. No message is left on a voicemail.
        Failed = "failed",
    }
);

codes!(
    /// Which way.
    PartnerChannel, "channel of a contact" {
        /// By telephone.
        Phone = "phone",
        /// Face to face.
        InPerson = "in_person",
        /// By video.
        Video = "video",
        /// By letter.
        Letter = "letter",
    }
);

codes!(
    /// Part of the day in Sweden.
    DayPart, "part of the day" {
        /// Before noon.
        Morning = "morning",
        /// From noon to five.
        Afternoon = "afternoon",
        /// From five.
        Evening = "evening",
    }
);

impl DayPart {
    /// The part an hour belongs to.
    pub const fn at(hour: i8) -> Self {
        match hour {
            ..12 => Self::Morning,
            12..17 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

/// A contact or an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartnerAttempt {
    /// How it went.
    pub outcome: PartnerOutcome,
    /// Which way.
    pub channel: PartnerChannel,
    /// Part of the day.
    pub day_part: DayPart,
    /// In which role.
    pub role: StaffRole,
    /// When.
    pub at: Timestamp,
}

codes!(
    /// How a task was done with.
    TaskEnd, "end of a task" {
        /// Done.
        Done = "done",
        /// Done, and her contact ends with his treatment.
        Ends = "ends",
        /// Done, and she goes on with a contact of her own.
        OwnContact = "own_contact",
        /// She said no: nobody calls her for it.
        Declined = "declined",
        /// What it rested on was taken back.
        Stopped = "stopped",
    }
);

/// The partner contact of a treatment without what is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerContact {
    /// Id.
    pub id: Id,
    /// The treatment it belongs to.
    pub treatment: Id,
    /// Who treats him, and never has a door here.
    pub therapist: StaffRef,
    /// Who has the contact.
    pub contact_person: StaffRef,
    /// The unit of the contact person.
    pub unit: UnitId,
    /// Number in the unit.
    pub number: i32,
    /// When it was begun here.
    pub begun_at: Timestamp,
}

/// Why she is not contacted now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactShut {
    /// The contact has ended.
    Ended,
    /// A reason of the method.
    Excluded(Exclusion),
    /// Neither part of his consent stands, and she has not said yes to a contact of her own.
    NoConsent,
}

/// Why she is not contacted; none when she may be. When he takes his yes back what is told of him stops, and her own support goes on.
pub fn contact_shut(his: &HisSwitches, hers: Option<SwitchAnswer>, exclusion: Option<Exclusion>, has_ended: bool) -> Option<ContactShut> {
    if has_ended {
        return Some(ContactShut::Ended);
    }
    if let Some(reason) = exclusion {
        return Some(ContactShut::Excluded(reason));
    }
    let may = his.any_stands() || hers == Some(SwitchAnswer::Given);
    (!may).then_some(ContactShut::NoConsent)
}

/// Whether a letter may go: nobody else opens them, or she has said yes and knows of it herself. Her address is from him.
pub fn may_write(told: Option<SomebodyElse>, hers: Option<SwitchAnswer>) -> bool {
    hers == Some(SwitchAnswer::Given) || told == Some(SomebodyElse::Nobody)
}

/// How many times they have talked.
pub fn reached(attempts: &[PartnerAttempt]) -> usize {
    attempts.iter().filter(|attempt| attempt.outcome == PartnerOutcome::Reached).count()
}

/// Attempts since they last talked, the oldest first.
pub fn failed_since(attempts: &[PartnerAttempt]) -> &[PartnerAttempt] {
    let after = attempts.iter().rposition(|attempt| attempt.outcome == PartnerOutcome::Reached).map_or(0, |at| at + 1);
    &attempts[after..]
}

/// Whether the team should talk about how to go on.
pub fn is_for_the_team(attempts: &[PartnerAttempt]) -> bool {
    failed_since(attempts).len() >= ATTEMPTS_BEFORE_TEAM
}

/// When to try next: another part of the day than the last attempt, the one least tried. None when the last contact was reached.
pub fn next_part(attempts: &[PartnerAttempt]) -> Option<DayPart> {
    let failed = failed_since(attempts);
    let last = failed.last()?.day_part;
    let tried = |part: DayPart| failed.iter().filter(|attempt| attempt.day_part == part).count();
    DayPart::ALL.iter().copied().filter(|part| *part != last).min_by_key(|part| tried(*part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(outcome: PartnerOutcome, day_part: DayPart) -> PartnerAttempt {
        let (channel, role) = (PartnerChannel::Phone, StaffRole::PartnerContactWorker);
        PartnerAttempt { outcome, channel, day_part, role, at: Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn without_a_yes_of_his_there_is_no_contact_and_her_own_support_goes_on() {
        use SwitchAnswer::{Given, Refused, Withdrawn};
        let his = |in_treatment, safety| HisSwitches { in_treatment, safety };
        assert_eq!(contact_shut(&his(None, None), None, None, false), Some(ContactShut::NoConsent));
        assert_eq!(contact_shut(&his(Some(Refused), Some(Refused)), None, None, false), Some(ContactShut::NoConsent));
        assert_eq!(contact_shut(&his(Some(Given), None), None, None, false), None);
        assert_eq!(contact_shut(&his(None, Some(Given)), None, None, false), None);
        let taken_back = his(Some(Withdrawn), Some(Withdrawn));
        assert_eq!(contact_shut(&taken_back, Some(Given), None, false), None, "her own support");
        assert_eq!(contact_shut(&taken_back, Some(Refused), None, false), Some(ContactShut::NoConsent));
        assert_eq!(contact_shut(&his(Some(Given), None), Some(Refused), None, false), None, "the offer stands");
        for reason in Exclusion::ALL {
            assert_eq!(contact_shut(&his(Some(Given), None), Some(Given), Some(*reason), false), Some(ContactShut::Excluded(*reason)));
        }
        assert_eq!(contact_shut(&his(Some(Given), None), Some(Given), None, true), Some(ContactShut::Ended));
    }

    #[test]
    fn the_next_attempt_is_in_another_part_of_the_day() {
        use DayPart::{Afternoon, Evening, Morning};
        let mut attempts = Vec::new();
        assert_eq!(next_part(&attempts), None);
        for _ in 0..12 {
            let next = next_part(&attempts).unwrap_or(Morning);
            assert_ne!(Some(next), attempts.last().map(|last: &PartnerAttempt| last.day_part));
            attempts.push(attempt(PartnerOutcome::Failed, next));
        }
        for part in DayPart::ALL {
            assert_eq!(attempts.iter().filter(|one| one.day_part == *part).count(), 4, "{part}: all are tried");
        }
        attempts.push(attempt(PartnerOutcome::Reached, Evening));
        assert_eq!(next_part(&attempts), None);
        let uneven: Vec<_> = [Morning, Morning, Afternoon, Afternoon, Evening].map(|part| attempt(PartnerOutcome::Failed, part)).into();
        assert_eq!(next_part(&uneven), Some(Morning), "not the same again, though it was tried least");
    }

    #[test]
    fn five_in_vain_are_for_the_team_and_a_talk_begins_anew() {
        let mut attempts = vec![attempt(PartnerOutcome::Failed, DayPart::Morning); 4];
        assert!(!is_for_the_team(&attempts));
        attempts.push(attempt(PartnerOutcome::Failed, DayPart::Evening));
        assert!(is_for_the_team(&attempts));
        attempts.push(attempt(PartnerOutcome::Reached, DayPart::Evening));
        assert!(!is_for_the_team(&attempts));
        assert_eq!((reached(&attempts), failed_since(&attempts).len()), (1, 0));
    }

    #[test]
    fn a_letter_goes_where_nobody_else_opens_it() {
        for (told, hers, may) in [
            (None, None, false),
            (Some(SomebodyElse::Somebody), None, false),
            (Some(SomebodyElse::Unknown), Some(SwitchAnswer::Refused), false),
            (Some(SomebodyElse::Nobody), None, true),
            (Some(SomebodyElse::Somebody), Some(SwitchAnswer::Given), true),
        ] {
            assert_eq!(may_write(told, hers), may, "{told:?} {hers:?}");
        }
    }

    #[test]
    fn an_hour_belongs_to_one_part() {
        let parts: Vec<DayPart> = [0, 11, 12, 16, 17, 23].into_iter().map(DayPart::at).collect();
        use DayPart::{Afternoon, Evening, Morning};
        assert_eq!(parts, [Morning, Morning, Afternoon, Afternoon, Evening, Evening]);
    }
}
