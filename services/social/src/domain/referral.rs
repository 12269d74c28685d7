//! An offer of a service, what was answered, and the one bit that comes back.

use jiff::{Timestamp, civil::Date};
use store::Id;
use wire::{StaffRole, SubjectRole, codes, value::ReferralResult};

use super::{PlanOf, Service, ServiceKind};

/// Talks at a relationship-violence centre that need no application (Islandsmodellen in Stockholm): after them the team decides.
pub const OPEN_TALKS: usize = 5;
/// After so many days nobody should still wonder whether it started.
const DAYS_TO_START: i64 = 14;

codes!(
    /// What was answered to an offer. None of them ends the offering.
    ReferralAnswer, "answer to an offer" {
        /// Yes.
        Yes = "yes",
        /// Not now.
        Later = "later",
        /// No.
        No = "no",
    }
);

codes!(
    /// Who gets in touch with the service.
    ReferralWay, "way of a referral" {
        /// We tell the service, with a yes to what was read out.
        WeTell = "we_tell",
        /// The person rings by themselves: we tell nobody.
        CallsHerself = "calls_herself",
    }
);

codes!(
    /// Who told whether it started.
    OutcomeHeard, "source of an outcome" {
        /// The service.
        Service = "service",
        /// The person.
        Person = "person",
    }
);

/// Whom a page of referrals is about: what is his stands on a page of its own.
pub fn subjects_of(side: PlanOf) -> &'static [SubjectRole] {
    match side {
        PlanOf::Victim => &[SubjectRole::Victim, SubjectRole::Child],
        PlanOf::PersonUsingViolence => &[SubjectRole::PersonUsingViolence],
    }
}

/// The services that are offered to a person in this role. Nobody who uses violence is offered a sheltered place, and nobody else his
/// programmes.
pub fn kinds_for(subject: SubjectRole) -> &'static [ServiceKind] {
    use ServiceKind as Kind;
    match subject {
        SubjectRole::Child => &[Kind::ChildAndYouth, Kind::ViolenceCentre, Kind::Psychiatry],
        SubjectRole::PersonUsingViolence => {
            &[Kind::ViolenceTeam, Kind::ViolenceCentre, Kind::MensCentre, Kind::PrisonService, Kind::SubstanceCare, Kind::Psychiatry]
        }
        _ => &[Kind::ViolenceTeam, Kind::ViolenceCentre, Kind::ShelteredHousing, Kind::SubstanceCare, Kind::Psychiatry],
    }
}

/// What was offered and answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewReferral {
    subject: SubjectRole,
    kind: ServiceKind,
    service: Option<Id>,
    answer: ReferralAnswer,
    way: Option<ReferralWay>,
}

impl NewReferral {
    /// An offer. None when the service is none for this person, or when a way belongs to no yes, or a yes has none.
    pub fn of(
        (subject, kind): (SubjectRole, ServiceKind),
        service: Option<Id>,
        answer: ReferralAnswer,
        way: Option<ReferralWay>,
    ) -> Option<Self> {
        let fits = kinds_for(subject).contains(&kind) && (answer == ReferralAnswer::Yes) == way.is_some();
        fits.then_some(Self { subject, kind, service, answer, way })
    }

    /// To whom.
    pub const fn subject(&self) -> SubjectRole {
        self.subject
    }

    /// Which kind of service.
    pub const fn kind(&self) -> ServiceKind {
        self.kind
    }

    /// Which service of the list.
    pub const fn service(&self) -> Option<Id> {
        self.service
    }

    /// What was answered.
    pub const fn answer(&self) -> ReferralAnswer {
        self.answer
    }

    /// Who gets in touch with the service.
    pub const fn way(&self) -> Option<ReferralWay> {
        self.way
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferralOutcome {
    /// Started or not; never why.
    pub result: ReferralResult,
    /// From whom.
    pub heard: OutcomeHeard,
    /// On which day.
    pub heard_on: Date,
}

/// An offer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Id.
    pub id: Id,
    /// What was offered and answered.
    pub said: NewReferral,
    /// The service, as the list of that time had it.
    pub service: Option<Service>,
    /// Version of what was read out.
    pub text_version: Option<String>,
    /// Role of who offered it, and when.
    pub offered: (StaffRole, Timestamp),
    /// What came of it.
    pub outcome: Option<ReferralOutcome>,
    /// Days of the open talks that were held.
    pub talks: Vec<Date>,
}

impl Referral {
    /// A yes of which nobody has said whether it started.
    pub fn waits(&self) -> bool {
        self.said.answer == ReferralAnswer::Yes && self.outcome.is_none()
    }

    /// It waits, and has done so for longer than two weeks.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.waits() && now.duration_since(self.offered.1).as_hours() > DAYS_TO_START * 24
    }

    /// Talks at the centre are counted in it.
    pub fn counts_talks(&self) -> bool {
        self.said.kind == ServiceKind::ViolenceCentre && self.outcome.is_some_and(|outcome| outcome.result == ReferralResult::Started)
    }

    /// One more talk may be written.
    pub fn may_talk(&self) -> bool {
        self.counts_talks() && self.talks.len() < OPEN_TALKS
    }
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan as _, civil::date};

    use super::*;

    fn yes(kind: ServiceKind) -> Referral {
        let said = NewReferral::of((SubjectRole::Victim, kind), None, ReferralAnswer::Yes, Some(ReferralWay::WeTell)).unwrap();
        let (id, offered) = (Id::generate(Timestamp::UNIX_EPOCH), (StaffRole::CaseWorker, Timestamp::UNIX_EPOCH));
        Referral { id, said, service: None, text_version: Some("1".to_owned()), offered, outcome: None, talks: Vec::new() }
    }

    #[test]
    fn only_a_yes_says_who_tells_the_service() {
        let her = (SubjectRole::Victim, ServiceKind::ViolenceCentre);
        assert!(NewReferral::of(her, None, ReferralAnswer::Yes, None).is_none());
        assert!(NewReferral::of(her, None, ReferralAnswer::No, Some(ReferralWay::WeTell)).is_none());
        assert!(NewReferral::of(her, None, ReferralAnswer::Later, None).is_some());
    }

    #[test]
    fn he_is_offered_no_sheltered_place_and_she_none_of_his_programmes() {
        let offer = |role, kind| NewReferral::of((role, kind), None, ReferralAnswer::No, None);
        assert!(offer(SubjectRole::PersonUsingViolence, ServiceKind::ShelteredHousing).is_none());
        for kind in [ServiceKind::MensCentre, ServiceKind::PrisonService] {
            assert!(offer(SubjectRole::Victim, kind).is_none() && offer(SubjectRole::Child, kind).is_none());
            assert!(offer(SubjectRole::PersonUsingViolence, kind).is_some());
        }
        for kind in ServiceKind::ALL {
            let roles = [SubjectRole::Victim, SubjectRole::Child, SubjectRole::PersonUsingViolence];
            assert!(roles.into_iter().any(|role| kinds_for(role).contains(kind)), "{kind} is for somebody");
        }
    }

    #[test]
    fn a_yes_waits_until_somebody_says_whether_it_started_and_is_late_after_two_weeks() {
        let mut referral = yes(ServiceKind::ViolenceCentre);
        let after = |days: i64| Timestamp::UNIX_EPOCH + (days * 24 + 1).hours();
        assert!(referral.waits() && !referral.is_late(after(13)) && referral.is_late(after(14)));
        assert!(!referral.may_talk(), "what has not started has no talks");
        let outcome = |result| Some(ReferralOutcome { result, heard: OutcomeHeard::Service, heard_on: date(1970, 1, 2) });
        referral.outcome = outcome(ReferralResult::Started);
        assert!(!referral.is_late(after(99)) && referral.may_talk());
        referral.talks = vec![date(1970, 1, 3); OPEN_TALKS];
        assert!(referral.counts_talks() && !referral.may_talk());
        referral.outcome = outcome(ReferralResult::NotStarted);
        assert!(!referral.counts_talks());
        let team = Referral { outcome: outcome(ReferralResult::Started), ..yes(ServiceKind::ViolenceTeam) };
        assert!(!team.counts_talks(), "only the centre's are counted");
    }
}
