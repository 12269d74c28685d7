//! His treatment: two persons, what happens in it, and what of that becomes a task for her contact person.

use std::fmt;

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use store::Id;
use wire::{PersonText, StaffRef, StaffRole, UnitId, codes, value::PhoneNumber};

use super::{HisSwitches, RiskWording, SwitchAnswer, TreatmentPart};

/// Longest name, in characters.
pub const NAME_LONGEST: usize = 60;

/// The therapist and the contact person, who are never the same (Socialstyrelsen's method sheet: at least two persons).
///
/// ```compile_fail,E0451
/// # fn both(staff: wire::StaffRef) {
/// let alone = social::domain::TwoPersons { therapist: staff.clone(), contact_person: staff };
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoPersons {
    therapist: StaffRef,
    contact_person: StaffRef,
}

impl TwoPersons {
    /// Two; none when they are one.
    pub fn of(therapist: StaffRef, contact_person: StaffRef) -> Option<Self> {
        (therapist != contact_person).then_some(Self { therapist, contact_person })
    }

    /// Who treats.
    pub const fn therapist(&self) -> &StaffRef {
        &self.therapist
    }

    /// Who has the contact with the person exposed.
    pub const fn contact_person(&self) -> &StaffRef {
        &self.contact_person
    }
}

/// A treatment without what is sealed. The number names it in lists and titles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Treatment {
    /// Id.
    pub id: Id,
    /// The unit that treats.
    pub unit: UnitId,
    /// Number in the unit.
    pub number: i32,
    /// Who.
    pub persons: TwoPersons,
    /// When it was begun here.
    pub begun_at: Timestamp,
}

codes!(
    /// Whether somebody else answers her telephone or opens her letters, as he says.
    SomebodyElse, "somebody else" {
        /// Nobody.
        Nobody = "nobody",
        /// Somebody, or it can't be ruled out.
        Somebody = "somebody",
        /// He does not know.
        Unknown = "unknown",
    }
);

/// What he tells of her. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldOfHer {
    /// Her name.
    pub name: PersonText,
    /// Her number.
    pub phone: Option<PhoneNumber>,
    /// Whether somebody else answers.
    pub answers: SomebodyElse,
    /// Whether somebody else opens letters.
    pub letters: SomebodyElse,
}

impl fmt::Debug for ToldOfHer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ToldOfHer(…)")
    }
}

codes!(
    /// What happens in the treatment.
    TreatmentEventKind, "event of a treatment" {
        /// Takes part as planned.
        TakesPart = "takes_part",
        /// Missed a session.
        Missed = "missed",
        /// Ended before its time.
        EndedEarly = "ended_early",
        /// Completed.
        Completed = "completed",
        /// Something he says that raises the danger.
        DangerRaised = "danger_raised",
    }
);

impl TreatmentEventKind {
    /// Nothing comes after it.
    pub const fn ends(self) -> bool {
        matches!(self, Self::EndedEarly | Self::Completed)
    }
}

/// An event: what, what to keep in mind of a danger, and the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreatmentEvent {
    /// What.
    pub kind: TreatmentEventKind,
    /// Of a danger, and only of that.
    pub wording: Option<RiskWording>,
    /// The day.
    pub on: Date,
}

impl TreatmentEvent {
    /// An event whose parts belong together.
    pub fn of(kind: TreatmentEventKind, wording: Option<RiskWording>, on: Date) -> Option<Self> {
        ((kind == TreatmentEventKind::DangerRaised) == wording.is_some()).then_some(Self { kind, wording, on })
    }
}

codes!(
    /// Whether the treatment goes on without his consent.
    TeamDecision, "decision of the team" {
        /// It goes on.
        GoesOn = "goes_on",
        /// It ends.
        Ends = "ends",
    }
);

/// A decision as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDecision {
    /// What.
    pub decision: TeamDecision,
    /// The day.
    pub on: Date,
    /// Role of who wrote it.
    pub role: StaffRole,
    /// When it was written.
    pub at: Timestamp,
}

codes!(
    /// What her contact person is to do.
    PartnerTaskKind, "task of the contact person" {
        /// Offer her contact: he has said yes.
        Offer = "offer",
        /// Tell her that he takes part.
        TakesPart = "takes_part",
        /// Tell her that he missed a session.
        Missed = "missed",
        /// Tell her that he ended early, and say what becomes of the contact.
        EndedEarly = "ended_early",
        /// Tell her that he has completed, and say what becomes of the contact.
        Completed = "completed",
        /// The danger has risen.
        DangerRaised = "danger_raised",
        /// He has taken his yes back: nothing more is told.
        ConsentWithdrawn = "consent_withdrawn",
    }
);

impl PartnerTaskKind {
    /// The part of his consent that it rests on: without it, it is not done.
    pub const fn rests_on(self) -> Option<TreatmentPart> {
        match self {
            Self::TakesPart | Self::Missed | Self::EndedEarly | Self::Completed => Some(TreatmentPart::InTreatment),
            Self::DangerRaised => Some(TreatmentPart::Safety),
            Self::Offer | Self::ConsentWithdrawn => None,
        }
    }

    /// How long there is. The times are ours: the handbook says “at once” of a danger, and nothing of the rest.
    pub const fn within(self) -> SignedDuration {
        match self {
            Self::DangerRaised => SignedDuration::from_hours(2),
            Self::Missed | Self::EndedEarly | Self::ConsentWithdrawn => SignedDuration::from_hours(24),
            Self::Offer | Self::TakesPart | Self::Completed => SignedDuration::from_hours(7 * 24),
        }
    }

    /// It is not done before it is said whether her contact ends with his treatment.
    pub const fn asks_what_becomes(self) -> bool {
        matches!(self, Self::EndedEarly | Self::Completed)
    }

    /// It would be a call to somebody who has said no. A danger is not that: whether to call is judged then.
    pub const fn is_a_nag_after_no(self) -> bool {
        !matches!(self, Self::DangerRaised)
    }
}

/// The task that an event becomes: none without the part of his consent that it rests on, and after her no for a danger alone.
pub fn task_of(event: &TreatmentEvent, his: &HisSwitches, hers: Option<SwitchAnswer>) -> Option<PartnerTaskKind> {
    let kind = match event.kind {
        TreatmentEventKind::TakesPart => PartnerTaskKind::TakesPart,
        TreatmentEventKind::Missed => PartnerTaskKind::Missed,
        TreatmentEventKind::EndedEarly => PartnerTaskKind::EndedEarly,
        TreatmentEventKind::Completed => PartnerTaskKind::Completed,
        TreatmentEventKind::DangerRaised => PartnerTaskKind::DangerRaised,
    };
    let declined = matches!(hers, Some(SwitchAnswer::Refused | SwitchAnswer::Withdrawn));
    let may_tell = kind.rests_on().is_none_or(|part| his.stands(part));
    (may_tell && !(declined && kind.is_a_nag_after_no())).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: TreatmentEventKind) -> TreatmentEvent {
        let wording = (kind == TreatmentEventKind::DangerRaised).then_some(RiskWording::RiskHigher);
        TreatmentEvent::of(kind, wording, "2026-11-22".parse().unwrap()).unwrap()
    }

    #[test]
    fn the_therapist_is_never_the_contact_person() {
        let staff = |letter: &str| -> StaffRef { letter.repeat(32).parse().unwrap() };
        assert!(TwoPersons::of(staff("a"), staff("a")).is_none());
        let two = TwoPersons::of(staff("a"), staff("b")).unwrap();
        assert!(two.therapist() != two.contact_person());
    }

    #[test]
    fn an_event_is_a_task_only_by_the_part_it_rests_on() {
        use SwitchAnswer::{Given, Refused, Withdrawn};
        let his = |in_treatment, safety| HisSwitches { in_treatment, safety };
        for kind in TreatmentEventKind::ALL {
            let danger = *kind == TreatmentEventKind::DangerRaised;
            let made = |his: HisSwitches, hers| task_of(&event(*kind), &his, hers).is_some();
            assert!(made(his(Some(Given), Some(Given)), None), "{kind}");
            assert_eq!(made(his(Some(Given), Some(Refused)), None), !danger, "{kind}");
            assert_eq!(made(his(Some(Withdrawn), Some(Given)), Some(Given)), danger, "{kind}");
            assert!(!made(his(Some(Refused), None), Some(Given)), "{kind}");
            for no in [Refused, Withdrawn] {
                assert_eq!(made(his(Some(Given), Some(Given)), Some(no)), danger, "{kind}: nobody is nagged");
            }
        }
    }

    #[test]
    fn a_danger_has_the_shortest_clock() {
        let shortest = PartnerTaskKind::ALL.iter().min_by_key(|kind| kind.within());
        assert_eq!(shortest, Some(&PartnerTaskKind::DangerRaised));
        assert!(TreatmentEvent::of(TreatmentEventKind::Missed, Some(RiskWording::Weapons), "2026-11-22".parse().unwrap()).is_none());
        assert!(TreatmentEvent::of(TreatmentEventKind::DangerRaised, None, "2026-11-22".parse().unwrap()).is_none());
    }

    #[test]
    fn what_he_tells_does_not_print() {
        let name = PersonText::parse("Ture Påhittad", NAME_LONGEST).unwrap();
        let told = ToldOfHer { name, phone: None, answers: SomebodyElse::Unknown, letters: SomebodyElse::Nobody };
        assert!(!format!("{told:?}").contains("Ture"));
    }
}
