//! A value of every category.

use wire::{value::*, *};

use super::{CANARY, at, handover, now, phone, text, unprotected};

/// A value of every category, with the canary wherever a text may be.
pub fn value(category: Category) -> Value {
    match category {
        Category::Identity => Value::Identity(Identity {
            name: Some(text(CANARY)),
            number: Some(PersonalNumber::parse("19121212-1212").expect("a test number")),
            birth_year: Some(1912),
            protection: Protection::None,
        }),
        Category::SafeContact => {
            let mut contact = SafeContact::call_only(phone(), CodeSet::new([CallWindow::TomorrowMorning]), unprotected());
            contact.code_word = Some(text(CANARY));
            contact.interpreter = Some(InterpreterLanguage::Tigrinya);
            Value::SafeContact(contact)
        }
        Category::Incident => Value::Incident(Incident::new(IncidentKind::Violence, now(), PlaceKind::Home)),
        Category::IncidentAddress => {
            let address = IncidentAddress::new("Kanariefågelgatan 12 B", unprotected()).expect("a street");
            Value::IncidentAddress(address.in_district("exempelstad-norr".parse().expect("a district")))
        }
        Category::ChildrenPresent => Value::ChildrenPresent(ChildrenPresent {
            count: ChildCount::Two,
            children: vec![Child { age: AgeBand::School, state: ChildState::SawOrHeard }],
        }),
        Category::ChildConcern => Value::ChildConcern(ChildConcern {
            grounds: CodeSet::new([ConcernGround::SawOrHeardViolence]),
            immediate: Stated::Yes,
            place: ChildPlace::AtHome,
            police_present: Stated::NotStated,
        }),
        Category::ChildFeeling => Value::ChildFeeling(ChildFeeling { feelings: CodeSet::new([Feeling::Afraid, Feeling::Withdrawn]) }),
        Category::InjuryLevel => Value::InjuryLevel(InjuryLevel { level: Injury::NeedsCare, strangulation: Stated::Unknown }),
        Category::AcuteNeeds => Value::AcuteNeeds(AcuteNeeds { needs: CodeSet::new([AcuteNeed::ProtectionTonight]) }),
        Category::DangerSigns => Value::DangerSigns(DangerSigns { signs: CodeSet::new([DangerSign::Strangulation]) }),
        Category::CustodyStatus => Value::CustodyStatus(CustodyStatus { status: Custody::Apprehended, since: Some(now()) }),
        Category::Release => Value::Release(Release::new(ReleaseKind::Expected, now(), Stated::Yes)),
        Category::RestrainingOrder => Value::RestrainingOrder(RestrainingOrder {
            state: OrderState::Decided,
            kind: OrderKind::SharedHome,
            until: Some(jiff::civil::date(2027, 1, 22)),
        }),
        other => later_value(other),
    }
}

/// Values that mostly belong to the phases after the alarm.
fn later_value(category: Category) -> Value {
    let day = jiff::civil::date(2026, 11, 22);
    match category {
        Category::RiskLevel => Value::RiskLevel(RiskLevel {
            instrument: Instrument::BSafer,
            version: Some(2),
            day,
            level: RiskLevelWord::Elevated,
            assessor: StaffRole::Investigator,
        }),
        Category::SubstanceUse => Value::SubstanceUse(SubstanceUse { misuse: Stated::Unknown }),
        Category::Weapons => Value::Weapons(Weapons { access: Stated::Unknown, staff_safety: Stated::Yes }),
        Category::SupportWanted => {
            Value::SupportWanted(SupportWanted { wanted: CodeSet::new([Support::Talk, Support::SupportForChildren]) })
        }
        Category::NewViolence => Value::NewViolence(NewViolence { day, kind: IncidentKind::Threat }),
        Category::FearedCrime => Value::FearedCrime(FearedCrime {
            crime: CrimeCode::AggravatedAssault,
            against_role: SubjectRole::Victim,
            how_soon: HowSoon::Days,
            circumstances: CodeSet::new([ConcreteCircumstance::SaidSo, ConcreteCircumstance::Separation]),
        }),
        Category::ConcernFeedback => Value::ConcernFeedback(ConcernFeedback { outcome: InquiryOutcome::AlreadyRunning }),
        Category::CaseState => Value::CaseState(CaseState { state: CaseStateWord::Acknowledged }),
        Category::PhaseState => Value::PhaseState(PhaseState::new(PhaseItem::SafetyPlan, ItemState::UnderWay)),
        Category::CustodyTalkOffer => Value::CustodyTalkOffer(CustodyTalkOffer {
            willing: Stated::Yes,
            at: Some(now()),
            officer_present: Stated::Yes,
            lead_cleared: Stated::Yes,
            judged_suitable: Stated::Yes,
        }),
        Category::CustodyTalkOutcome => Value::CustodyTalkOutcome(CustodyTalkOutcome {
            held: Stated::Yes,
            plan: TalkPlan::OtherPlace,
            until: Some(day),
            wants_contact: Stated::No,
        }),
        Category::InvestigationStep => Value::InvestigationStep(InvestigationStep { step: PlannedStep::ChildInterview, planned_on: day }),
        Category::Consultation => Value::Consultation(Consultation {
            times: vec![now(), at("2026-11-24T09:30:00Z")],
            agenda: CodeSet::new([AgendaItem::Children, AgendaItem::FollowUp]),
            answer: ConsultationAnswer::Proposed,
        }),
        Category::InTreatment => {
            Value::InTreatment(InTreatment { since: Some(Month::new(2026, 9).expect("a month")), unit: TreatmentUnit::ViolenceProgramme })
        }
        Category::TreatmentEvent => Value::TreatmentEvent(TreatmentEvent { participation: Participation::Missed }),
        Category::Referral => Value::Referral(Referral {
            service: Service::ChildrenSupport,
            unit: Some("socialtjansten-exempelstad/barn-och-unga".parse().expect("a unit")),
            wishes_contact: Stated::Yes,
        }),
        Category::ReferralOutcome => Value::ReferralOutcome(ReferralOutcome { result: ReferralResult::NotStarted }),
        Category::PracticalHelp => {
            Value::PracticalHelp(PracticalHelp::new(CodeSet::new([Help::Drive, Help::Pet]), Some(now()), MeetingPlace::PoliceStation))
        }
        Category::Request => Value::Request(Request {
            categories: CodeSet::new([Category::RiskLevel, Category::CustodyStatus]),
            purpose: Purpose::ProtectionPlanning,
            needed_by: Some(now()),
        }),
        Category::Correction => {
            Value::Correction(Correction { handover: handover(), n: 3, category: Category::AcuteNeeds, how: CorrectionHow::Replaced })
        }
        earlier => unreachable!("{earlier} is written above"),
    }
}
